import type { FileStore } from '@assay/workspace';
import { EMPTY_HEAD, lineHash, parseLogLine, type LogHead } from './pin-log-line.js';

const BLOCK_BYTES = 262_144;
const LINE_FEED = 10;

/** A line of the log. */
export interface LogText {
  readonly text: string;
  /** Where it begins, bytes from the start of the log. */
  readonly offset: number;
}

/**
 * The whole lines of a log from the last to the first, read backwards block by block, so that the newest
 * cost the same however long the log is. An end without a line feed is no line: see `readTornEnd`.
 */
export function* linesBackwards(files: FileStore, log: string): Generator<LogText> {
  let from = files.stat(log)?.bytes ?? 0;
  // What was read but has no beginning yet; it always ends where a line ends.
  let rest: Buffer = Buffer.alloc(0);
  let isEnd = true;
  while (from > 0) {
    const length = Math.min(BLOCK_BYTES, from);
    from -= length;
    let block = Buffer.concat([files.readPart(log, from, length), rest]);
    if (isEnd) {
      block = block.subarray(0, block.lastIndexOf(LINE_FEED) + 1);
      isEnd = block.length === 0;
    }
    let end = block.length;
    while (end > 0) {
      const start = end < 2 ? 0 : block.lastIndexOf(LINE_FEED, end - 2) + 1;
      if (start === 0 && from > 0) break;
      yield { text: block.toString('utf8', start, end - 1), offset: from + start };
      end = start;
    }
    rest = block.subarray(0, end);
  }
}

/** Where the last whole line ends; bytes after it are a torn line. */
export function readTornEnd(
  files: FileStore,
  log: string,
): { readonly whole: number; readonly torn: number } {
  const bytes = files.stat(log)?.bytes ?? 0;
  for (let from = bytes; from > 0;) {
    const length = Math.min(BLOCK_BYTES, from);
    from -= length;
    const at = Buffer.from(files.readPart(log, from, length)).lastIndexOf(LINE_FEED);
    if (at >= 0) return { whole: from + at + 1, torn: bytes - (from + at + 1) };
  }
  return { whole: 0, torn: bytes };
}

/** Number and hash of the last whole line. A line that cannot be read counts as its place in doubt: 0. */
export function readLogHead(files: FileStore, log: string): LogHead {
  for (const { text } of linesBackwards(files, log)) {
    return { seq: parseLogLine(text)?.seq ?? 0, hash: lineHash(text) };
  }
  return EMPTY_HEAD;
}

/** Reads a remembered head; undefined when there is none, or it cannot be read. */
export function readRememberedHead(files: FileStore, path: string): LogHead | undefined {
  if (files.stat(path)?.kind !== 'file') return undefined;
  try {
    const { seq, hash } = JSON.parse(files.readText(path)) as Record<string, unknown>;
    return Number.isSafeInteger(seq) && typeof hash === 'string'
      ? { seq: seq as number, hash }
      : undefined;
  } catch {
    return undefined;
  }
}

/** The text of a remembered head. */
export function headText({ seq, hash }: LogHead): string {
  return `${JSON.stringify({ schema: 'evidence-head/1', seq, hash })}\n`;
}
