import { join } from 'node:path';
import { formatFiles, generateFiles, installPackagesTask, readJson, updateJson } from '@nx/devkit';

/**
 * Writes a project from its template, adds it to the root tsconfig.json, and links it.
 *
 * @param {import('@nx/devkit').Tree} tree
 * @param {{ folder: string, template: 'lib' | 'tool', words: Record<string, unknown>, skipInstall: boolean }} project
 * @returns What Nx runs once the files are on disk.
 */
export async function newProject(tree, { folder, template, words, skipInstall }) {
  const { version } = readJson(tree, 'package.json');
  generateFiles(tree, join(import.meta.dirname, 'files', template), folder, { ...words, version });
  updateJson(tree, 'tsconfig.json', (config) => ({
    ...config,
    references: [...config.references, { path: `./${folder}` }],
  }));
  await formatFiles(tree);
  return () => {
    // Links the package into node_modules and into the lock file.
    if (!skipInstall) installPackagesTask(tree, true);
  };
}
