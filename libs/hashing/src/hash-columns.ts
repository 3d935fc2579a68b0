import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** A named column of numbers. */
export interface HashedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Values brought into canonical form at once, so that hashing millions of bars does not copy millions of bars. */
const CHUNK = 16_384;
/** The one NaN that is hashed: quiet, positive, no payload. */
const NAN_BYTES = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f);

/**
 * SHA-256 over rows [from, to) of columns, in the order given. What is hashed: the canonical JSON of
 * `{"columns":[names…],"length":to-from}`, a line feed, then each column's values as little-endian
 * IEEE 754 doubles. −0 is hashed as 0 and every NaN as 0x7ff8000000000000, so that equal data have
 * one hash however they were computed.
 *
 * @throws RangeError when [from, to) is not a range of every column, or a name stands twice.
 */
export function hashColumns(columns: readonly HashedColumn[], from: number, to: number): string {
  const names = columns.map((column) => column.name);
  if (new Set(names).size !== names.length) throw new RangeError('a column name stands twice');
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(to) || from < 0 || to < from) {
    throw new RangeError(`rows ${from} to ${to} are no range`);
  }
  const hash = createHash('sha256');
  hash.update(`${canonicalJson({ columns: names, length: to - from })}\n`);
  const bytes = new Uint8Array(CHUNK * 8);
  for (const { name, values } of columns) {
    if (to > values.length) {
      throw new RangeError(`column ${name} has ${values.length} rows, ${to} were asked for`);
    }
    // Stryker disable next-line EqualityOperator: one pass more would hash no bytes
    for (let start = from; start < to; start += CHUNK) {
      const part = values.subarray(start, Math.min(start + CHUNK, to));
      hash.update(canonicalBytes(part, bytes));
    }
  }
  return hash.digest('hex');
}

/** Writes doubles in canonical form, little-endian on every machine, and returns the bytes that they fill. */
function canonicalBytes(values: Float64Array, bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value === value) view.setFloat64(8 * i, value === 0 ? 0 : value, true);
    // As bytes: an engine may keep any payload when a NaN is written as a number.
    else bytes.set(NAN_BYTES, 8 * i);
  }
  return bytes.subarray(0, 8 * values.length);
}
