// Where things lie in this repository. All names below are relative to its root, with forward slashes.
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this checkout. */
export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Fails with the names of the entries that do not exist, so that a build never makes half of itself. */
export function requireEntries(entries) {
  const missing = entries.filter((entry) => !existsSync(join(ROOT, entry)));
  if (missing.length > 0) throw new Error(`missing entry: ${missing.join(', ')}`);
}

/** All files below a folder, sorted by name, without those that `isSkipped` names. */
export function filesBelow(folder, isSkipped = () => false) {
  const found = [];
  const walk = (name) => {
    const entries = readdirSync(join(ROOT, name), { withFileTypes: true });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = `${name}/${entry.name}`;
      if (isSkipped(path)) continue;
      if (entry.isDirectory()) walk(path);
      else if (entry.isFile()) found.push(path);
    }
  };
  walk(folder);
  return found;
}

/** True for sources that only tests use. */
export function isTestFile(path) {
  return path.endsWith('.test.ts') || path.includes('/testing/');
}

/** Folders of all engine versions, `v1_0_0` and so on. */
export function engineVersions() {
  return readdirSync(join(ROOT, 'libs/engine/src'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^v\d+_\d+_\d+$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
}
