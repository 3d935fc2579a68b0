import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Size and time of change of everything that was built, by path: what tools load and never write. */
export function readInstallation(repository: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(repository, folder), { withFileTypes: true })) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) {
        walk(path);
        continue;
      }
      const { size, mtimeMs } = statSync(join(repository, path));
      found.set(path, `${size} ${mtimeMs}`);
    }
  };
  walk('dist');
  for (const app of readdirSync(join(repository, 'apps'))) walk(`apps/${app}/dist`);
  return found;
}

/** Paths that are there no more, are new, or were written. */
export function installationChanges(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}
