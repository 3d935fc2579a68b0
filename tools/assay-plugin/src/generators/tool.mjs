import { newProject } from './new-project.mjs';
import { assertProjectName, assertSentence, pascalCase } from './project-words.mjs';

/**
 * `nx g @assay/assay-plugin:tool <name> --summary="…"`
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ name: string, summary: string, skipInstall?: boolean }} options
 */
export default async function tool(tree, { name, summary, skipInstall = false }) {
  const folder = `apps/${name}`;
  assertProjectName(name, (path) => tree.exists(path), folder);
  assertSentence(summary, '--summary');
  const words = { name, summary, pascal: pascalCase(name) };
  const finish = await newProject(tree, { folder, template: 'tool', words, skipInstall });
  // npm links the shim as it lies there, so it must be executable.
  tree.changePermissions(`${folder}/bin/${name}.js`, '755');
  return finish;
}
