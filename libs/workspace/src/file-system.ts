/** What a path is, itself: a symbolic link is a link, not what it points to. */
export type FileKind = 'file' | 'folder' | 'link' | 'other';

/** Size and digest of a file's exact bytes. */
export interface FileDigest {
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A path as it lies on disk; links are not followed. */
export interface FileStat {
  readonly kind: FileKind;
  readonly bytes: number;
  /** Permission bits only, `0o444` for example. */
  readonly mode: number;
  /** Last change of the content, milliseconds since 1970 UTC. A hint, never evidence. */
  readonly modifiedMs: number;
}

/** A name in a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: FileKind;
}

/**
 * The single steps that a disk can be asked for, each of which a crash may separate from the next.
 * All file work of the tools goes through this port, so that a test can fail, tear or kill any one
 * step and can model a lost page cache. Synchronous: measured 2.5 to 3 times faster than promises.
 * Paths are absolute. Errors are the operating system's own (`code` ENOENT and so on).
 */
export interface FileSystem {
  read(path: string): Uint8Array;
  /** At most so many bytes from an offset on; fewer at the end of the file. */
  readPart(path: string, offset: number, length: number): Uint8Array;
  /** Streams a file in pieces of at most 1 MiB, for digests of large files. */
  readPieces(path: string, onPiece: (piece: Uint8Array) => void): void;
  /**
   * Digest of a file in one visit; of anything else what it is, of nothing undefined. A link is a link:
   * it is never read through.
   */
  digest(path: string): FileDigest | FileKind | undefined;
  /** Undefined when nothing is there. */
  stat(path: string): FileStat | undefined;
  /** In the order of the operating system. */
  list(folder: string): readonly FolderEntry[];
  /** The path without any symbolic link; the path must exist. */
  realPath(path: string): string;
  makeFolder(path: string): void;
  /** Creates a file that must not exist, writes it whole and flushes it to the device. */
  writeNew(path: string, bytes: Uint8Array, mode: number): void;
  /** Creates a flushed copy that must not exist; shares blocks where the disk can (reflink). */
  copyNew(from: string, to: string, mode: number): void;
  /** Adds to the end of a file, made when missing; not flushed: for views that only grow. */
  append(path: string, bytes: Uint8Array): void;
  /** Flushes a file's content to the device. */
  flush(path: string): void;
  /** Replaces what is at `to` in one step. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  removeFolder(path: string): void;
  /** Flushes a folder's entries: creations, renames and removals in it. */
  syncFolder(path: string): void;
}
