import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runSystem } from '../processes.js';

/** `SHA256SUMS` of every capsule and portfolio, by folder, sorted: all that evidence says. */
export function readSeals(workspace: string): ReadonlyMap<string, string> {
  const seals = new Map<string, string>();
  for (const kind of ['portfolios', 'runs']) {
    const parent = join(workspace, kind);
    for (const name of existsSync(parent) ? readdirSync(parent).sort() : []) {
      const sums = join(parent, name, 'SHA256SUMS');
      if (existsSync(sums)) seals.set(`${kind}/${name}`, readFileSync(sums, 'utf8'));
    }
  }
  return seals;
}

/** Which seals are missing, too much or other than expected. */
export function sealProblems(
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly string[] {
  const folders = new Set([...expected.keys(), ...found.keys()]);
  return [...folders].sort().flatMap((folder) => {
    const [wanted, there] = [expected.get(folder), found.get(folder)];
    if (wanted === there) return [];
    if (there === undefined) return [`${folder} is not sealed`];
    return [wanted === undefined ? `${folder} is sealed` : `${folder} has another seal`];
  });
}

/** Lets coreutils look at every seal: whether each named file is there with the bytes it names. */
export function unverifiedSeals(workspace: string): readonly string[] {
  return [...readSeals(workspace).keys()].flatMap((folder) => {
    try {
      const words = ['-a', '256', '--quiet', '-c', 'SHA256SUMS'];
      if (process.platform === 'darwin') runSystem('shasum', words, join(workspace, folder));
      else runSystem('sha256sum', words.slice(2), join(workspace, folder));
      return [];
    } catch (error) {
      return [`${folder}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}
