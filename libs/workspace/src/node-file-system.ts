import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
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
  unlinkSync,
  writeSync,
  type Dirent,
  type Stats,
} from 'node:fs';
import type { FileKind, FileSystem } from './file-system.js';

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

function readPieces(path: string, onPiece: (piece: Uint8Array) => void): void {
  withFile(path, constants.O_RDONLY, 0, (fd) => {
    const buffer = new Uint8Array(PIECE_BYTES);
    for (let got = readSync(fd, buffer); got > 0; got = readSync(fd, buffer)) {
      onPiece(buffer.subarray(0, got));
    }
  });
}

function copyNew(from: string, to: string, mode: number): void {
  copyFileSync(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  // A copy takes over the mode of its source, which may forbid writing: flushing needs only reading.
  withFile(to, constants.O_RDONLY, 0, (fd) => {
    fchmodSync(fd, mode);
    fsyncSync(fd);
  });
}

/** The real disk. */
export const NODE_FILE_SYSTEM: FileSystem = {
  read: (path) => readFileSync(path),
  readPieces,
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
  rename: (from, to) => renameSync(from, to),
  removeFile: (path) => unlinkSync(path),
  removeFolder: (path) => rmdirSync(path),
  syncFolder: (path) => withFile(path, constants.O_RDONLY, 0, fsyncSync),
};
