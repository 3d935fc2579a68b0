import type { FileDigest, FileKind, FileStat, FolderEntry } from './file-system.js';

/** A rename into place. */
export interface Move {
  readonly from: string;
  readonly to: string;
}

export interface WriteOptions {
  /** Permission bits; 0o644 unless stated. Artifacts are 0o444. */
  readonly mode?: number;
}

/**
 * Every read and write of the tools in one workspace. Paths are absolute. Reading may go anywhere
 * (data folders lie outside); writing only below `root`, and never through a symbolic link that
 * leads out of it (PATH_OUTSIDE_WORKSPACE). Operations that the system refuses throw AssayError
 * DISK_FULL, PERMISSION_DENIED, PATH_NOT_A_FOLDER or IO_FAILED with the path and what to do next.
 */
export interface FileStore {
  /** The folder that writes must stay in, without symbolic links. */
  readonly root: string;
  readFile(path: string): Uint8Array;
  /** At most so many bytes from an offset on; fewer at the end of the file. */
  readPart(path: string, offset: number, length: number): Uint8Array;
  /** As UTF-8; bytes that are none become U+FFFD. Documents are read with `readDocument` instead. */
  readText(path: string): string;
  /** True for anything at this path, a dangling link included. */
  exists(path: string): boolean;
  /** Links are not followed; undefined when nothing is there. */
  stat(path: string): FileStat | undefined;
  /** Sorted by name in code-unit order; empty when the folder does not exist. */
  list(folder: string): readonly FolderEntry[];
  /** Reads a file in pieces; its memory use does not grow with the file. */
  digest(path: string): FileDigest;
  /** The same of what lies at this very path: no link is followed; anything else than a file is named. */
  digestHere(path: string): FileDigest | FileKind | 'nothing';
  /** Makes a folder and its parents, each durable when this returns. */
  makeFolder(path: string): void;
  /** Replaces a file's content so that a crash leaves the old or the new one, whole. */
  writeAtomic(path: string, bytes: Uint8Array | string, options?: WriteOptions): void;
  /**
   * Adds to the end of a file, made when missing. Neither atomic nor durable: only for a view that can
   * be made again from the ledger, and whose reader tells a torn end.
   */
  append(path: string, bytes: Uint8Array | string): void;
  /**
   * Adds to the end of a file, made when missing; durable when this returns. Not atomic: a crash may
   * leave the beginning of what was added, which a reader must tell.
   */
  appendDurable(path: string, bytes: Uint8Array | string): void;
  /** Writes a new file whose content is durable; its folder entry is once `syncFolders` ran. */
  stage(path: string, bytes: Uint8Array | string, options?: WriteOptions): void;
  /** Flushes the entries of each folder once. */
  syncFolders(folders: readonly string[]): void;
  /** Renames files into place, makes target folders, then flushes every folder involved once. */
  publish(moves: readonly Move[]): void;
  /**
   * An independent copy (reflink where the disk can, never a hard link), put in place atomically; its
   * content is durable, its folder entry is once `syncFolders` ran.
   */
  copy(from: string, to: string, options?: WriteOptions): void;
  /** Removes a file or a whole folder where the store may: below `.assay/staging` and `.assay/trash` unless stated otherwise. */
  remove(path: string): void;
  /** Renames a file or folder to a path that must be free; quarantine, `.bak`, `completed/`. */
  moveAside(from: string, to: string): void;
}
