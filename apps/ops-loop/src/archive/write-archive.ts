import { basename, dirname, join } from 'node:path';
import { AssayError, formatDay, TOOL_VERSION } from '@assay/core';
import { buildTagFiles, isSound, verifyBag, type Bag, type BagEntry } from '@assay/evidence';
import { nodeFileStore, type FileStore } from '@assay/workspace';
import type { ArchiveTarget } from './archive-target.js';

/** A file or folder of an archive. */
export interface ArchivePart {
  /** Absolute. */
  readonly from: string;
  /** Below the bag's `data/`. */
  readonly to: string;
}

/** An archive as it was written. */
export interface WrittenArchive {
  readonly bag: Bag;
  readonly files: number;
  readonly bytes: number;
}

const READ_ONLY = 0o444;

/**
 * Copies files and folders as one bag, beside its place first, then renamed into it: what is there is whole.
 * The copy is read again from the disk that it went to.
 *
 * @param name - What the bag calls itself.
 * @throws AssayError EVIDENCE_ALTERED when a link is among them or the copy is not what was read.
 */
export function writeArchive(
  target: ArchiveTarget,
  parts: readonly ArchivePart[],
  name: string,
  nowMs: number,
): WrittenArchive {
  const partial = join(dirname(target.path), `.${basename(target.path)}.partial`);
  const store = nodeFileStore(
    target.base,
    (_root, path) => path === partial || path.startsWith(`${partial}/`),
  );
  store.makeFolder(dirname(target.path));
  store.remove(partial);
  try {
    const entries = parts.flatMap((part) => copyPart(store, part, join(partial, 'data')));
    const bag = buildTagFiles(entries, {
      baggingDate: formatDay(nowMs),
      agent: `ops-loop ${TOOL_VERSION}`,
      identify: () => name,
    });
    for (const { path, bytes } of bag.files)
      store.stage(join(partial, path), bytes, { mode: READ_ONLY });
    store.syncFolders([...foldersOf(partial, entries)]);
    const { findings } = verifyBag(store, partial, target.path);
    const [first] = findings;
    if (!isSound(findings) && first) throw altered(first.path, `${first.verdict}: ${first.detail}`);
    store.publish([{ from: partial, to: target.path }]);
    return { bag, files: entries.length, bytes: entries.reduce((sum, one) => sum + one.bytes, 0) };
  } catch (error) {
    store.remove(partial);
    throw error;
  }
}

function copyPart(store: FileStore, { from, to }: ArchivePart, data: string): readonly BagEntry[] {
  const kind = store.stat(from)?.kind;
  if (kind === 'folder') {
    return store
      .list(from)
      .flatMap(({ name }) =>
        copyPart(store, { from: join(from, name), to: `${to}/${name}` }, data),
      );
  }
  if (kind === 'link') throw altered(from, 'symlink: a symbolic link');
  // A socket, or something that was there a moment ago.
  if (kind !== 'file') return [];
  store.copy(from, join(data, to), { mode: READ_ONLY });
  const { bytes, sha256 } = store.digest(join(data, to));
  return [{ path: to, bytes, sha256 }];
}

function foldersOf(partial: string, entries: readonly BagEntry[]): ReadonlySet<string> {
  const folders = new Set([partial, join(partial, 'data')]);
  for (const { path } of entries) {
    for (let at = path.indexOf('/'); at > 0; at = path.indexOf('/', at + 1)) {
      folders.add(join(partial, 'data', path.slice(0, at)));
    }
  }
  return folders;
}

function altered(file: string, found: string): AssayError {
  return new AssayError('EVIDENCE_ALTERED', 'it cannot be archived as it is', {
    place: { file },
    found,
    expected: 'files as they were sealed',
  });
}
