import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { AssayError, LIMITS } from '@assay/core';
import { shareBars, type ColumnMemory } from '../csv/bar-columns.js';
import { parseBarsCsv, type ParsedBars } from '../csv/parse-bars-csv.js';
import { decodeColumns, encodeColumns, type ColumnCache } from './column-cache.js';

/** A bar file that has been read. */
export interface BarFile extends ParsedBars {
  /** SHA-256 of the file as it lies on the disk, lower-case hex. */
  readonly fileSha256: string;
  /** Size of the file as it lies on the disk. */
  readonly bytes: number;
}

/** How a bar file is to be read. */
export interface ReadOptions extends ColumnMemory {
  /** Spares decoding a file that was decoded before. */
  readonly cache?: ColumnCache;
}

/** Files smaller than this are decoded in less time than a cache entry is checked. */
const CACHED_FROM_BYTES = 16_384;

/**
 * Reads a file of canonical bars: `.csv`, `.csv.gz` or `.parquet`, told by content, not by name.
 * @throws AssayError DATA_UNREADABLE when it cannot be read or decompressed, DATA_MALFORMED with every
 * problem when it does not hold bars.
 */
export async function readBarFile(path: string, options: ReadOptions = {}): Promise<BarFile> {
  const raw = readWhole(path);
  const fileSha256 = createHash('sha256').update(raw).digest('hex');
  const cache = raw.length >= CACHED_FROM_BYTES ? options.cache : undefined;
  const entry = cache?.get(fileSha256);
  const known = entry && decodeColumns(entry, fileSha256, options);
  if (known) return { ...known, fileSha256, bytes: raw.length };
  const parsed = await decode(raw, path, options);
  const made = cache && encodeColumns(parsed, fileSha256);
  if (made) cache.put(fileSha256, made);
  return { ...parsed, fileSha256, bytes: raw.length };
}

async function decode(raw: Buffer, path: string, memory: ColumnMemory): Promise<ParsedBars> {
  if (raw.toString('latin1', 0, 4) === 'PAR1') {
    // Loaded only when needed: most workspaces have no such file.
    const { parseBarsParquet } = await import('../parquet/parse-bars-parquet.js');
    const bars = await parseBarsParquet(raw, path);
    return { bars: memory.shared === true ? shareBars(bars) : bars, endsWithLineFeed: true };
  }
  const text = raw[0] === 0x1f && raw[1] === 0x8b ? gunzip(raw, path) : raw;
  return parseBarsCsv(text, path, memory);
}

function readWhole(path: string): Buffer {
  try {
    // Reading a pipe waits for a writer, reading a device may never end.
    const found = statSync(path);
    if (!found.isFile() && !found.isDirectory()) throw new Error('it is a device or a pipe');
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, 'the file cannot be read', cause, 'a readable file');
  }
}

function gunzip(raw: Buffer, path: string): Buffer {
  // The trailer states the size modulo 2^32; a buffer of that size spares joining many small ones.
  const stated = raw.length >= 18 ? raw.readUInt32LE(raw.length - 4) : 0;
  const chunkSize = Math.min(Math.max(stated + 64, 65_536), 67_108_864);
  try {
    return gunzipSync(raw, { chunkSize, maxOutputLength: LIMITS.barFileBytesMax });
  } catch (cause) {
    throw unreadable(path, 'the file cannot be decompressed', cause, 'a whole gzip file');
  }
}

function unreadable(path: string, message: string, cause: unknown, expected: string): AssayError {
  const error = cause as { readonly code?: string; readonly message?: string };
  return new AssayError('DATA_UNREADABLE', message, {
    place: { file: path },
    found: `${error.code ?? 'error'}: ${withoutPath(error.message ?? String(cause), path)}`,
    expected,
    cause,
  });
}

/** Node repeats code and path in its message; the place has them already. */
function withoutPath(message: string, path: string): string {
  return message.replace(/^[A-Z_]+: /, '').replace(`, open '${path}'`, '');
}
