import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  realpathSync,
  renameSync,
  rmdirSync,
  statSync,
  unlinkSync,
  writeSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import { createHash, hash } from 'node:crypto';
import type { FileDigest, FileKind, FileSystem } from './file-system.js';
import { osErrorCode } from './os-error.js';

const PIECE_BYTES = 1_048_576;
const CREATE =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | (constants.O_NOFOLLOW ?? 0);
const APPEND =
  constants.O_WRONLY | constants.O_CREAT | constants.O_APPEND | (constants.O_NOFOLLOW ?? 0);

function kindOf(entry: Dirent | Stats): FileKind {
  if (entry.isFile()) return 'file';
  if (entry.isDirectory()) return 'folder';
  return entry.isSymbolicLink() ? 'link' : 'other';
}

/** Runs a step on an open file and closes it, whatever happens. */
function withFile(path: string, flags: number, mode: number, step: (fd: number) => void): void {
  const fd = openSync(path, flags, mode);
  try {
    step(fd);
  } finally {
    closeSync(fd);
  }
}

/** A write may take fewer bytes than it was given; only a full disk makes it an error. */
function writeWhole(fd: number, bytes: Uint8Array): void {
  let offset = 0;
  while (offset < bytes.length) offset += writeSync(fd, bytes, offset);
}

function readPart(path: string, offset: number, length: number): Uint8Array {
  const part = new Uint8Array(length);
  let read = 0;
  withFile(path, constants.O_RDONLY, 0, (fd) => {
    for (let got = -1; got !== 0 && read < length; read += got) {
      got = readSync(fd, part, read, length - read, offset + read);
    }
  });
  return part.subarray(0, read);
}

function readPieces(path: string, onPiece: (piece: Uint8Array) => void): void {
  withFile(path, constants.O_RDONLY, 0, (fd) => {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (let got = readSync(fd, buffer); got > 0; got = readSync(fd, buffer)) {
      onPiece(buffer.subarray(0, got));
    }
  });
}

/** A link is not followed, and a pipe that nobody writes to is not waited for. */
const READ_HERE = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);
/** What most files fit into; reused, because a verification reads very many. */
const small = new Uint8Array(65_536);

function digestHere(path: string): FileDigest | FileKind | undefined {
  let fd: number;
  try {
    fd = openSync(path, READ_HERE);
  } catch (error) {
    return unopenedKind(path, error);
  }
  try {
    const found = fstatSync(fd);
    if (!found.isFile()) return kindOf(found);
    if (found.size < small.length) {
      const got = readSync(fd, small, 0, small.length, null);
      // One that grew or shrank meanwhile is read to its end.
      if (got === found.size) {
        return { bytes: got, sha256: hash('sha256', small.subarray(0, got), 'hex') };
      }
    }
    return digestWhole(fd);
  } finally {
    closeSync(fd);
  }
}

function digestWhole(fd: number): FileDigest {
  const digest = createHash('sha256');
  const buffer = new Uint8Array(PIECE_BYTES);
  let bytes = 0;
  for (;;) {
    const got = readSync(fd, buffer, 0, buffer.length, bytes);
    if (got === 0) return { bytes, sha256: digest.digest('hex') };
    digest.update(buffer.subarray(0, got));
    bytes += got;
  }
}

/** Links and sockets cannot be opened in this way. */
function unopenedKind(path: string, error: unknown): FileKind | undefined {
  const code = osErrorCode(error);
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  const found = lstatSync(path, { throwIfNoEntry: false });
  const kind = found && kindOf(found);
  if (kind === 'link' || kind === 'other') return kind;
  throw error;
}

function copyNew(from: string, to: string, mode: number): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  // A copy takes over the mode of its source, which may forbid writing: flushing needs only reading.
  withFile(to, constants.O_RDONLY, 0, (fd) => {
    fchmodSync(fd, mode);
    fsyncSync(fd);
  });
}

/** Reading a pipe waits for a writer, reading a device may never end: neither is a file of anybody's. */
function refuseEndless(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found || found.isFile() || found.isDirectory()) return;
  throw Object.assign(new Error(`${path} is a device or a pipe`), { code: 'ENXIO' });
}

/** The real disk. */
export const NODE_FILE_SYSTEM: FileSystem = {
  read: (path) => {
    refuseEndless(path);
    return readFileSync(path);
  },
  readPart,
  readPieces,
  digest: digestHere,
  stat: (path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    if (!found) return undefined;
    return {
      kind: kindOf(found),
      bytes: found.size,
      mode: found.mode & 0o777,
      modifiedMs: Math.floor(found.mtimeMs),
    };
  },
  list: (folder) =>
    readdirSync(folder, { withFileTypes: true }).map((entry) => ({
      name: entry.name,
      kind: kindOf(entry),
    })),
  realPath: (path) => realpathSync.native(path),
  makeFolder: (path) => void mkdirSync(path, 0o755),
  writeNew: (path, bytes, mode) =>
    withFile(path, CREATE, mode, (fd) => {
      writeWhole(fd, bytes);
      fchmodSync(fd, mode);
      fsyncSync(fd);
    }),
  copyNew,
  append: (path, bytes) => withFile(path, APPEND, 0o644, (fd) => writeWhole(fd, bytes)),
  flush: (path) => withFile(path, constants.O_RDONLY, 0, fsyncSync),
  rename: (from, to) => renameSync(from, to),
  removeFile: (path) => unlinkSync(path),
  removeFolder: (path) => rmdirSync(path),
  syncFolder: (path) => withFile(path, constants.O_RDONLY, 0, fsyncSync),
};
