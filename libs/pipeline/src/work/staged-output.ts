import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WrittenFile } from './tasks.js';

/** A file to be staged: path relative to the staging folder. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

// Captured while the thread is still whole: a guarded thread has neither global any more.
const bufferFrom = Buffer.from.bind(Buffer) as (text: string, encoding: 'utf8') => Buffer;

/**
 * Writes the files of one unit of work into its staging folder, each flushed to disk. Whatever an
 * earlier, uncommitted try left there goes first. Staging is invisible until a commit names it.
 */
export function writeStaged(folder: string, files: readonly OutputFile[]): readonly WrittenFile[] {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const folders = new Set<string>([folder]);
  const written = files.map(({ path, content }) => {
    const target = join(folder, path);
    const parent = dirname(target);
    if (!folders.has(parent)) mkdirSync(parent, { recursive: true });
    folders.add(parent);
    const bytes = typeof content === 'string' ? bufferFrom(content, 'utf8') : content;
    writeFlushed(target, bytes);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { path, bytes: bytes.length, sha256 };
  });
  for (const each of folders) flushFolder(each);
  return written;
}

function writeFlushed(path: string, bytes: Uint8Array): void {
  const fd = openSync(path, 'wx', 0o444);
  try {
    for (let at = 0; at < bytes.length;) at += writeSync(fd, bytes, at);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function flushFolder(path: string): void {
  const fd = openSync(path, 'r');
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
