import { basename, dirname } from 'node:path';
import type { FileKind, FileSystem, FolderEntry } from '../file-system.js';

interface FileNode {
  readonly kind: 'file';
  bytes: Uint8Array;
  mode: number;
}

interface FolderNode {
  readonly kind: 'folder';
  /** What the running system sees. */
  entries: Map<string, Node>;
  /** What is on the device: entries as they were at the last flush of this folder. */
  durable: Map<string, Node>;
}

type Node = FileNode | FolderNode;

/** A disk in memory whose power can be cut: what was not flushed is lost. */
export interface MemoryDisk extends FileSystem {
  /**
   * Cuts the power. Of the changes to folders that were not flushed, each survives if `survives`
   * says so (file systems write them back in any order); none does unless stated.
   */
  cutPower(survives?: (folder: string, name: string) => boolean): void;
}

function folderNode(): FolderNode {
  return { kind: 'folder', entries: new Map(), durable: new Map() };
}

function osError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: memory disk, ${path}`), { code });
}

/** An empty disk whose root folder `root` (absolute) exists. Content given to a write is flushed. */
export function memoryDisk(root: string): MemoryDisk {
  const top = folderNode();

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

  function create(path: string, node: Node): void {
    if (find(path)) throw osError('EEXIST', path);
    folderOf(dirname(path)).entries.set(basename(path), node);
  }

  function rename(from: string, to: string): void {
    const node = find(from);
    if (!node) throw osError('ENOENT', from);
    const there = find(to);
    if (there?.kind === 'folder' && node.kind === 'file') throw osError('EISDIR', to);
    folderOf(dirname(to)).entries.set(basename(to), node);
    folderOf(dirname(from)).entries.delete(basename(from));
  }

  function revert(path: string, folder: FolderNode, survives: (f: string, n: string) => boolean) {
    const names = new Set([...folder.durable.keys(), ...folder.entries.keys()]);
    const kept = new Map<string, Node>();
    for (const name of names) {
      const changed = folder.durable.get(name) !== folder.entries.get(name);
      const node =
        changed && survives(path, name) ? folder.entries.get(name) : folder.durable.get(name);
      if (node) kept.set(name, node);
    }
    folder.entries = kept;
    folder.durable = new Map(kept);
    for (const [name, node] of kept) {
      if (node.kind === 'folder') revert(`${path}/${name}`, node, survives);
    }
  }

  const kind = (node: Node): FileKind => node.kind;
  return {
    read: (path) => fileOf(path).bytes,
    readPieces: (path, onPiece) => onPiece(fileOf(path).bytes),
    stat: (path) => {
      const node = find(path);
      if (!node) return undefined;
      const file = node.kind === 'file' ? node : { bytes: new Uint8Array(), mode: 0o755 };
      return { kind: kind(node), bytes: file.bytes.length, mode: file.mode, modifiedMs: 0 };
    },
    list: (folder) =>
      [...folderOf(folder).entries].map(([name, node]): FolderEntry => ({ name, kind: node.kind })),
    realPath: (path) => {
      if (!find(path)) throw osError('ENOENT', path);
      return path;
    },
    makeFolder: (path) => create(path, folderNode()),
    writeNew: (path, bytes, mode) => create(path, { kind: 'file', bytes: bytes.slice(), mode }),
    copyNew: (from, to, mode) => create(to, { kind: 'file', bytes: fileOf(from).bytes, mode }),
    append: (path, bytes) => {
      const node = find(path);
      if (!node) create(path, { kind: 'file', bytes: bytes.slice(), mode: 0o644 });
      else fileOf(path).bytes = new Uint8Array([...fileOf(path).bytes, ...bytes]);
    },
    rename,
    removeFile: (path) => {
      fileOf(path);
      folderOf(dirname(path)).entries.delete(basename(path));
    },
    removeFolder: (path) => {
      if (folderOf(path).entries.size > 0) throw osError('ENOTEMPTY', path);
      folderOf(dirname(path)).entries.delete(basename(path));
    },
    syncFolder: (path) => {
      const folder = folderOf(path);
      folder.durable = new Map(folder.entries);
    },
    cutPower: (survives = () => false) => revert(root, top, survives),
  };
}
