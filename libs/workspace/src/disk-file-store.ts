import { createHash } from 'node:crypto';
import { basename, dirname, join, sep } from 'node:path';
import { threadId } from 'node:worker_threads';
import { AssayError } from '@assay/core';
import type { FileStore, Move, WriteOptions } from './file-store.js';
import type { FileDigest, FileSystem } from './file-system.js';
import { NODE_FILE_SYSTEM } from './node-file-system.js';
import { osErrorCode, withOsErrors } from './os-error.js';
import { isBelow, isRemovable, type MayRemove } from './write-guard.js';

const FILE_MODE = 0o644;
/** Larger files are hashed in pieces; for smaller ones a buffer for the pieces would cost more. */
const WHOLE_BYTES_MAX = 4_194_304;
const TEMPORARY = /^\..+\.\d+-\d+-\d+\.tmp$/;

/** True for the name of a half-made file that a killed process left beside its target. */
export function isTemporaryName(name: string): boolean {
  return TEMPORARY.test(name);
}

function toBytes(content: Uint8Array | string): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content, 'utf8') : content;
}

/** A file store over any file system; `root` must exist. */
export function diskFileStore(
  fileSystem: FileSystem,
  root: string,
  mayRemove: MayRemove = isRemovable,
): FileStore {
  return new DiskFileStore(fileSystem, root, mayRemove);
}

/** The file store of a workspace (or of any other folder that a tool writes to) on the real disk. */
export function nodeFileStore(root: string, mayRemove: MayRemove = isRemovable): FileStore {
  return diskFileStore(NODE_FILE_SYSTEM, root, mayRemove);
}

class DiskFileStore implements FileStore {
  readonly root: string;
  readonly #disk: FileSystem;
  /** The root as it was given and as it is without symbolic links; paths may begin with either. */
  readonly #roots: readonly string[];
  /** Folders whose own entry is known to be on the device. */
  readonly #durable = new Set<string>();
  #written = 0;
  readonly #mayRemove: MayRemove;

  constructor(disk: FileSystem, root: string, mayRemove: MayRemove) {
    this.#disk = disk;
    this.#mayRemove = mayRemove;
    this.root = withOsErrors(root, () => disk.realPath(root));
    this.#roots = [this.root, root];
  }

  readFile(path: string): Uint8Array {
    return withOsErrors(path, () => this.#disk.read(path));
  }

  readPart(path: string, offset: number, length: number): Uint8Array {
    return withOsErrors(path, () => this.#disk.readPart(path, offset, length));
  }

  readText(path: string): string {
    return Buffer.from(this.readFile(path)).toString('utf8');
  }

  exists(path: string): boolean {
    return this.stat(path) !== undefined;
  }

  stat(path: string) {
    return withOsErrors(path, () => {
      try {
        return this.#disk.stat(path);
      } catch (error) {
        // A file in the middle of the path: nothing can be there.
        if (osErrorCode(error) === 'ENOTDIR') return undefined;
        throw error;
      }
    });
  }

  list(folder: string) {
    if (!this.exists(folder)) return [];
    const entries = withOsErrors(folder, () => this.#disk.list(folder));
    return [...entries].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  digest(path: string): FileDigest {
    if ((this.stat(path)?.bytes ?? Infinity) <= WHOLE_BYTES_MAX) {
      const bytes = this.readFile(path);
      return { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    }
    const hash = createHash('sha256');
    let bytes = 0;
    withOsErrors(path, () =>
      this.#disk.readPieces(path, (piece) => {
        hash.update(piece);
        bytes += piece.length;
      }),
    );
    return { bytes, sha256: hash.digest('hex') };
  }

  digestHere(path: string) {
    return withOsErrors(path, () => this.#disk.digest(path)) ?? 'nothing';
  }

  makeFolder(path: string): void {
    const found = this.stat(path);
    if (found && (this.#durable.has(path) || this.#roots.includes(path))) return;
    if (!this.#roots.some((root) => isBelow(root, path))) throw outside(path, this.root);
    this.makeFolder(dirname(path));
    if (found === undefined) withOsErrors(path, () => this.#disk.makeFolder(path));
    else if (found.kind === 'link') this.#refuseLinkOutside(path);
    else if (found.kind !== 'folder') throw notAFolder(path);
    // Also when it existed: the process that made it may have died before it flushed the parent.
    this.#sync(dirname(path));
    this.#durable.add(path);
  }

  writeAtomic(path: string, content: Uint8Array | string, options: WriteOptions = {}): void {
    const bytes = toBytes(content);
    this.#replace(path, (temporary) =>
      this.#disk.writeNew(temporary, bytes, options.mode ?? FILE_MODE),
    );
    this.#sync(dirname(path));
  }

  copy(from: string, to: string, options: WriteOptions = {}): void {
    const mode = options.mode ?? FILE_MODE;
    this.#replace(to, (temporary) => this.#disk.copyNew(from, temporary, mode));
  }

  append(path: string, content: Uint8Array | string): void {
    this.#openFolderFor(path);
    const bytes = toBytes(content);
    withOsErrors(path, () => this.#disk.append(path, bytes));
  }

  appendDurable(path: string, content: Uint8Array | string): void {
    const isNew = !this.exists(path);
    this.append(path, content);
    withOsErrors(path, () => this.#disk.flush(path));
    if (isNew) this.#sync(dirname(path));
  }

  stage(path: string, content: Uint8Array | string, options: WriteOptions = {}): void {
    this.#openFolderFor(path);
    const bytes = toBytes(content);
    withOsErrors(path, () => {
      // A leftover of an earlier try that nobody committed: recovery has moved what was.
      if (this.#disk.stat(path)?.kind === 'file') this.#disk.removeFile(path);
      this.#disk.writeNew(path, bytes, options.mode ?? FILE_MODE);
    });
  }

  syncFolders(folders: readonly string[]): void {
    for (const folder of new Set(folders)) this.#sync(folder);
  }

  publish(moves: readonly Move[]): void {
    const opened = new Set<string>();
    for (const { from, to } of moves) {
      for (const path of [from, to]) {
        const folder = dirname(path);
        if (!opened.has(folder)) this.#openFolderFor(path);
        opened.add(folder);
      }
      withOsErrors(to, () => this.#disk.rename(from, to));
    }
    // Targets first: a crash between the two must leave a file in two places rather than in none.
    this.syncFolders(moves.map(({ to }) => dirname(to)));
    this.syncFolders(moves.map(({ from }) => dirname(from)));
  }

  remove(path: string): void {
    if (!this.#roots.some((root) => this.#mayRemove(root, path))) throw refusal(path);
    if (!this.exists(path)) return;
    const real = withOsErrors(path, () => this.#disk.realPath(dirname(path)));
    if (!this.#mayRemove(this.root, join(real, basename(path)))) throw refusal(path);
    this.#removeTree(path);
    this.#sync(dirname(path));
  }

  moveAside(from: string, to: string): void {
    if (this.exists(to)) {
      throw new AssayError('IO_FAILED', 'the place to move to is taken', {
        place: { file: to },
        found: `something at ${to}`,
        expected: 'nothing at this path',
        next: 'Move it away and run the command again.',
      });
    }
    this.#checkFolder(dirname(from));
    this.publish([{ from, to }]);
    // A folder that moved takes its flushed state along, but not under its old name.
    this.#durable.clear();
  }

  /** Writes beside the target under a name of its own, then renames over it; the folder is not flushed. */
  #replace(path: string, write: (temporary: string) => void): void {
    this.#openFolderFor(path);
    const folder = dirname(path);
    const temporary = join(folder, this.#temporaryName(basename(path)));
    withOsErrors(path, () => {
      try {
        // Names are unique among the living, so what is there belongs to a dead process of our pid.
        if (this.#disk.stat(temporary)) this.#disk.removeFile(temporary);
        write(temporary);
        this.#disk.rename(temporary, path);
      } catch (error) {
        this.#forget(temporary);
        throw error;
      }
    });
  }

  #temporaryName(name: string): string {
    this.#written += 1;
    return `.${name}.${process.pid}-${threadId}-${this.#written}.tmp`;
  }

  /** Best effort: the first error is the one that the user must see. */
  #forget(temporary: string): void {
    try {
      if (this.#disk.stat(temporary)) this.#disk.removeFile(temporary);
    } catch {
      // Swept later by name.
    }
  }

  #removeTree(path: string, kind = this.stat(path)?.kind): void {
    if (kind === 'folder') {
      const entries = withOsErrors(path, () => this.#disk.list(path));
      for (const entry of entries) this.#removeTree(path + sep + entry.name, entry.kind);
      withOsErrors(path, () => this.#disk.removeFolder(path));
      this.#durable.delete(path);
    } else if (kind) {
      withOsErrors(path, () => this.#disk.removeFile(path));
    }
  }

  #openFolderFor(path: string): void {
    this.makeFolder(dirname(path));
    this.#checkFolder(dirname(path));
  }

  #checkFolder(folder: string): void {
    const real = withOsErrors(folder, () => this.#disk.realPath(folder));
    if (real !== this.root && !isBelow(this.root, real)) throw outside(folder, this.root);
  }

  #refuseLinkOutside(path: string): void {
    this.#checkFolder(path);
    const real = withOsErrors(path, () => this.#disk.realPath(path));
    if (this.stat(real)?.kind !== 'folder') throw notAFolder(path);
  }

  #sync(folder: string): void {
    withOsErrors(folder, () => this.#disk.syncFolder(folder));
  }
}

function outside(path: string, root: string): AssayError {
  return new AssayError(
    'PATH_OUTSIDE_WORKSPACE',
    'a path to be written leads out of the workspace',
    {
      place: { file: path },
      found: path,
      expected: `a path below ${root}, without symbolic links that leave it`,
    },
  );
}

/** Our own bug: nothing asks for this. */
function refusal(path: string): Error {
  return new Error(`only staging and trash are ever removed, not ${path}`);
}

function notAFolder(path: string): AssayError {
  return new AssayError('PATH_NOT_A_FOLDER', 'a file stands where a folder is needed', {
    place: { file: path },
    found: `a file at ${path}`,
    expected: 'a folder',
  });
}
