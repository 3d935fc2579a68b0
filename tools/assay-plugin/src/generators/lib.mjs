import { newProject } from './new-project.mjs';
import { assertProjectName, assertSentence, pascalCase } from './project-words.mjs';

/** Layers whose libs do no input or output. */
const PURE_LAYERS = ['base', 'domain'];

/**
 * `nx g @assay/assay-plugin:lib <name> --layer=domain --reason="…"`
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, layer: string, reason: string, skipInstall?: boolean }} options
 */
export default async function lib(tree, { name, layer, reason, skipInstall = false }) {
  const folder = `libs/${name}`;
  assertProjectName(name, (path) => tree.exists(path), folder);
  assertSentence(reason, '--reason');
  const effects = PURE_LAYERS.includes(layer) ? 'pure' : 'io';
  const words = { name, layer, effects, reason, pascal: pascalCase(name) };
  return newProject(tree, { folder, template: 'lib', words, skipInstall });
}
