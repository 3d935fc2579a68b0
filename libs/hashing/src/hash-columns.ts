import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.js';

/** A named column of numbers. */
export interface HashedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** Values copied at once, so that hashing millions of bars does not copy millions of bars. */
const CHUNK = 16_384;
/** Both halves of the one NaN that is hashed: quiet, positive, no payload. */
const NAN_HIGH = 0x7ff80000;
/** Typed arrays have the machine's byte order; the hash has one for all machines. */
const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

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
  const chunk = new Float64Array(Math.min(CHUNK, to - from));
  for (const { name, values } of columns) {
    if (to > values.length) {
      throw new RangeError(`column ${name} has ${values.length} rows, ${to} were asked for`);
    }
    for (let start = from; start < to; start += CHUNK) {
      const part = chunk.subarray(0, Math.min(CHUNK, to - start));
      part.set(values.subarray(start, start + part.length));
      hash.update(canonicalBytes(part));
    }
  }
  return hash.digest('hex');
}

/** The bytes of doubles in canonical form; changes the array it is given. */
function canonicalBytes(values: Float64Array): Uint8Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
  const [low, high] = LITTLE_ENDIAN ? [0, 1] : [1, 0];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (value === 0) values[i] = 0;
    else if (value !== value) {
      // Written as bits: an engine may keep any payload when a NaN is assigned as a number.
      words[2 * i + low] = 0;
      words[2 * i + high] = NAN_HIGH;
    }
  }
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  if (!LITTLE_ENDIAN) {
    for (let i = 0; i < bytes.length; i += 8) bytes.subarray(i, i + 8).reverse();
  }
  return bytes;
}
