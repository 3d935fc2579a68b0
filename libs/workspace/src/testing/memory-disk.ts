import { createHash } from 'node:crypto';
import { basename, dirname } from 'node:path';
import type { FileSystem, FolderEntry } from '../file-system.js';

interface FileNode {
  readonly kind: 'file';
  readonly mode: number;
  bytes: Uint8Array;
  /** What a flush has brought to the device. */
  durable: Uint8Array;
}

interface FolderNode {
  readonly kind: 'folder';
  /** What the running system sees. */
  entries: Map<string, Node>;
  /** What is on the device. */
  durable: Map<string, Node>;
}

type Node = FileNode | FolderNode;

/** One entry of a folder, made or taken away; waits in the page cache until it is flushed. */
interface Change {
  readonly folder: FolderNode;
  readonly name: string;
  readonly node: Node | undefined;
  flushed: boolean;
}

/** A disk in memory whose power can be cut: what was not flushed is lost. */
export interface MemoryDisk extends FileSystem {
  /** Operations on folders that wait in the page cache, in part or as a whole. */
  unflushed(): number;
  /**
   * Cuts the power. Of the operations on folders that wait, the `kept` oldest had been written back
   * (a journal keeps their order, and a rename is one of them); the rest is lost.
   */
  cutPower(kept?: number): void;
}

function folderNode(): FolderNode {
  return { kind: 'folder', entries: new Map(), durable: new Map() };
}

function osError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: memory disk, ${path}`), { code });
}

function put(entries: Map<string, Node>, { name, node }: Change): void {
  if (node) entries.set(name, node);
  else entries.delete(name);
}

/** An empty disk whose folder `root` (absolute) exists. */
export function memoryDisk(root: string): MemoryDisk {
  const top = folderNode();
  /** One list of changes for each operation, oldest first. */
  let journal: Change[][] = [];

  function find(path: string): Node | undefined {
    if (path === root) return top;
    if (!path.startsWith(`${root}/`)) return undefined;
    let node: Node = top;
    for (const name of path.slice(root.length + 1).split('/')) {
      if (node.kind !== 'folder') throw osError('ENOTDIR', path);
      const next = node.entries.get(name);
      if (!next) return undefined;
      node = next;
    }
    return node;
  }

  function folderOf(path: string): FolderNode {
    const node = find(path);
    if (!node) throw osError('ENOENT', path);
    if (node.kind !== 'folder') throw osError('ENOTDIR', path);
    return node;
  }

  function fileOf(path: string): FileNode {
    const node = find(path);
    if (!node) throw osError('ENOENT', path);
    if (node.kind !== 'file') throw osError('EISDIR', path);
    return node;
  }

  function operate(...changes: readonly (readonly [path: string, node: Node | undefined])[]): void {
    const operation = changes.map(([path, node]) => {
      const change = {
        folder: folderOf(dirname(path)),
        name: basename(path),
        node,
        flushed: false,
      };
      put(change.folder.entries, change);
      return change;
    });
    journal.push(operation);
  }

  function create(path: string, node: Node): void {
    if (find(path)) throw osError('EEXIST', path);
    operate([path, node]);
  }

  function revert(folder: FolderNode): void {
    folder.entries = new Map(folder.durable);
    for (const node of folder.entries.values()) {
      if (node.kind === 'folder') revert(node);
      else node.bytes = node.durable;
    }
  }

  function waiting(): Change[][] {
    journal = journal.filter((operation) => operation.some((change) => !change.flushed));
    return journal;
  }

  return {
    read: (path) => fileOf(path).bytes,
    readPart: (path, offset, length) => fileOf(path).bytes.slice(offset, offset + length),
    readPieces: (path, onPiece) => onPiece(fileOf(path).bytes),
    digest: (path) => {
      const node = find(path);
      if (node?.kind !== 'file') return node?.kind;
      const sha256 = createHash('sha256').update(node.bytes).digest('hex');
      return { bytes: node.bytes.length, sha256 };
    },
    stat: (path) => {
      const node = find(path);
      if (!node) return undefined;
      const [bytes, mode] = node.kind === 'file' ? [node.bytes.length, node.mode] : [0, 0o755];
      return { kind: node.kind, bytes, mode, modifiedMs: 0 };
    },
    list: (folder) =>
      [...folderOf(folder).entries].map(([name, node]): FolderEntry => ({ name, kind: node.kind })),
    realPath: (path) => {
      if (!find(path)) throw osError('ENOENT', path);
      return path;
    },
    makeFolder: (path) => create(path, folderNode()),
    writeNew: (path, bytes, mode) =>
      create(path, { kind: 'file', mode, bytes: bytes.slice(), durable: bytes.slice() }),
    copyNew: (from, to, mode) => {
      const bytes = fileOf(from).bytes.slice();
      create(to, { kind: 'file', mode, bytes, durable: bytes });
    },
    flush: (path) => {
      const node = fileOf(path);
      node.durable = node.bytes;
    },
    append: (path, bytes) => {
      const none = new Uint8Array();
      if (!find(path)) create(path, { kind: 'file', mode: 0o644, bytes: none, durable: none });
      const file = fileOf(path);
      file.bytes = new Uint8Array([...file.bytes, ...bytes]);
    },
    rename: (from, to) => {
      const node = find(from);
      if (!node) throw osError('ENOENT', from);
      if (find(to)?.kind === 'folder' && node.kind === 'file') throw osError('EISDIR', to);
      operate([to, node], [from, undefined]);
    },
    removeFile: (path) => {
      fileOf(path);
      operate([path, undefined]);
    },
    removeFolder: (path) => {
      if (folderOf(path).entries.size > 0) throw osError('ENOTEMPTY', path);
      operate([path, undefined]);
    },
    syncFolder: (path) => {
      const folder = folderOf(path);
      folder.durable = new Map(folder.entries);
      for (const change of journal.flat()) if (change.folder === folder) change.flushed = true;
    },
    unflushed: () => waiting().length,
    cutPower: (kept = 0) => {
      for (const change of waiting().slice(0, kept).flat()) {
        if (!change.flushed) put(change.folder.durable, change);
      }
      journal = [];
      revert(top);
    },
  };
}
