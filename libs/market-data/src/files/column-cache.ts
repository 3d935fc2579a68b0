import { createHash } from 'node:crypto';
import { endianness } from 'node:os';
import { BarColumns, type ColumnMemory } from '../csv/bar-columns.js';
import type { ParsedBars } from '../csv/parse-bars-csv.js';

/**
 * Where decoded columns are kept between runs, by the SHA-256 of the file that they come from. What is
 * given back need not be what was put: it is checked before it is believed.
 */
export interface ColumnCache {
  readonly get: (fileSha256: string) => Uint8Array | undefined;
  readonly put: (fileSha256: string, entry: Uint8Array) => void;
}

const MAGIC = Buffer.from('ASSAYBC1', 'latin1');
/** Magic, columns, flags, rows, the file's SHA-256, and the SHA-256 of all else. */
const HEADER_BYTES = 88;
const DIGEST_AT = 56;
const TERMINATED = 1;
/** Columns are kept as this machine has them; one of the other kind keeps none. */
const IS_LITTLE = endianness() === 'LE';

/** Bars as a cache entry; undefined on machines that cannot keep them. */
export function encodeColumns(parsed: ParsedBars, fileSha256: string): Uint8Array | undefined {
  if (!IS_LITTLE) return undefined;
  const { bars } = parsed;
  const columns = [bars.time, bars.open, bars.high, bars.low, bars.close, bars.volume];
  if (bars.spread) columns.push(bars.spread);
  const entry = Buffer.alloc(HEADER_BYTES + columns.length * bars.length * 8);
  MAGIC.copy(entry);
  entry.writeUInt32LE(columns.length, 8);
  entry.writeUInt32LE(parsed.endsWithLineFeed ? TERMINATED : 0, 12);
  entry.writeDoubleLE(bars.length, 16);
  entry.write(fileSha256, 24, 'hex');
  columns.forEach((column, k) => {
    entry.set(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
      HEADER_BYTES + k * bars.length * 8,
    );
  });
  digestOf(entry).copy(entry, DIGEST_AT);
  return entry;
}

/**
 * The bars of a cache entry; undefined for one that is damaged, cut, of another version or of another
 * file. Every byte of it is covered by its digest.
 */
export function decodeColumns(
  bytes: Uint8Array,
  fileSha256: string,
  memory: ColumnMemory = {},
): ParsedBars | undefined {
  const entry = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!IS_LITTLE || entry.length < HEADER_BYTES) return undefined;
  if (!entry.subarray(0, 8).equals(MAGIC)) return undefined;
  if (entry.toString('hex', 24, DIGEST_AT) !== fileSha256) return undefined;
  const count = entry.readUInt32LE(8);
  const rows = entry.readDoubleLE(16);
  if (count < 6 || count > 7 || entry.length !== HEADER_BYTES + count * rows * 8) return undefined;
  if (!digestOf(entry).equals(entry.subarray(DIGEST_AT, HEADER_BYTES))) return undefined;
  const columns = new BarColumns(count, rows, memory);
  columns.columns.forEach((column, k) => {
    const from = HEADER_BYTES + k * rows * 8;
    new Uint8Array(column.buffer, column.byteOffset, rows * 8).set(
      entry.subarray(from, from + rows * 8),
    );
  });
  return {
    bars: columns.toBars(rows),
    endsWithLineFeed: (entry.readUInt32LE(12) & TERMINATED) !== 0,
  };
}

/** SHA-256 of everything but the place where it stands. */
function digestOf(entry: Buffer): Buffer {
  const hash = createHash('sha256');
  hash.update(entry.subarray(0, DIGEST_AT));
  hash.update(entry.subarray(HEADER_BYTES));
  return hash.digest();
}
