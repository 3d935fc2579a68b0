import { join } from 'node:path';
import { parseSha256Sums } from '@assay/hashing';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import { TICK_MANIFEST } from './tick-files.js';

/** All files below a folder, relative, `/` separated; links and other things by name as well. */
function pathsBelow(files: FileStore, folder: string, prefix = ''): readonly string[] {
  return files.list(folder).flatMap(({ name, kind }) => {
    const path = `${prefix}${name}`;
    return kind === 'folder' ? pathsBelow(files, join(folder, name), `${path}/`) : [path];
  });
}

/**
 * Holds a completed tick against its own manifest: every file that it lists with that content, and no
 * other.
 *
 * @returns What is wrong, one line each, sorted by path; empty when the tick is whole.
 */
export function tickProblems(runPath: string, tick: string): readonly string[] {
  const files = nodeFileStore(runPath);
  const folder = join(runPath, tick);
  const manifest = join(folder, TICK_MANIFEST);
  if (files.stat(manifest)?.kind !== 'file') return [`${TICK_MANIFEST}: missing`];
  const sums = parseSha256Sums(files.readText(manifest));
  if (!sums.ok) return [`${TICK_MANIFEST}: line ${sums.error.line} is no sum`];
  if (sums.value.length === 0) return [`${TICK_MANIFEST}: lists nothing`];
  const listed = new Map(sums.value.map(({ path, sha256 }) => [path, sha256]));
  const there = new Set(pathsBelow(files, folder));
  there.delete(TICK_MANIFEST);
  const all = [...new Set([...listed.keys(), ...there])].sort();
  return all.flatMap((path) => {
    if (!there.has(path)) return [`${path}: missing`];
    const expected = listed.get(path);
    if (expected === undefined) return [`${path}: not listed`];
    const found = files.digestHere(join(folder, path));
    if (typeof found === 'string') return [`${path}: a ${found}`];
    return found.sha256 === expected ? [] : [`${path}: altered`];
  });
}
