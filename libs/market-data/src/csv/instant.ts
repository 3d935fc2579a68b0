import { MS_PER_DAY, civilFromDays, daysFromCivil } from '@assay/core';
import type { ByteCursor } from './byte-cursor.js';

const MONTH_LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/**
 * Reads the cell under the cursor as an instant, ms UTC: `2013-01-01T00:00:00Z`, with a blank for the
 * `T`, without seconds, with fractions of a second, with `+00:00`, without zone (UTC is meant), or the
 * date alone. Any other offset is refused: canonical files are UTC. Sets `failed` when it is none.
 */
export function readInstant(cursor: ByteCursor): number {
  const { bytes, end } = cursor;
  let at = cursor.at;
  if (at + 10 > end || bytes[at + 4] !== 45 || bytes[at + 7] !== 45) return fail(cursor);
  const year = twoDigits(bytes, at) * 100 + twoDigits(bytes, at + 2);
  const month = twoDigits(bytes, at + 5);
  const day = twoDigits(bytes, at + 8);
  if (!isCivil(year, month, day)) return fail(cursor);
  const midnight = midnightOf(year, month, day);
  at += 10;
  if (cursor.endsCell(at)) {
    cursor.at = at;
    return midnight;
  }
  if ((bytes[at] !== 84 && bytes[at] !== 32) || at + 6 > end || bytes[at + 3] !== 58)
    return fail(cursor);
  const hour = twoDigits(bytes, at + 1);
  const minute = twoDigits(bytes, at + 4);
  at += 6;
  let second = 0;
  if (bytes[at] === 58 && at + 3 <= end) {
    second = twoDigits(bytes, at + 1);
    at += 3;
  }
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return fail(cursor);
  let ms = 0;
  if (bytes[at] === 46) {
    const stop = fractionEnd(bytes, at + 1, end);
    if (stop === at + 1) return fail(cursor);
    ms = fractionMs(bytes, at + 1, stop);
    at = stop;
  }
  at = zoneEnd(bytes, at, end);
  if (at < 0 || !cursor.endsCell(at)) return fail(cursor);
  cursor.at = at;
  return midnight + hour * 3_600_000 + minute * 60_000 + second * 1000 + ms;
}

function fail(cursor: ByteCursor): number {
  cursor.failed = true;
  return NaN;
}

/** Two digits as a number; NaN, which no comparison lets pass, when they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 48;
  const ones = (bytes[at + 1] as number) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

function isCivil(year: number, month: number, day: number): boolean {
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return false;
  if (day <= (MONTH_LENGTHS[month - 1] as number)) return true;
  return month === 2 && day === 29 && civilFromDays(daysFromCivil(year, 2, 29)).month === 2;
}

let cachedKey = -1;
let cachedMidnight = 0;

/** Rows of one day follow each other; the last day's midnight is kept. */
function midnightOf(year: number, month: number, day: number): number {
  const key = (year * 16 + month) * 32 + day;
  if (key !== cachedKey) {
    cachedKey = key;
    cachedMidnight = daysFromCivil(year, month, day) * MS_PER_DAY;
  }
  return cachedMidnight;
}

function fractionEnd(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] as number) >= 48 && (bytes[at] as number) <= 57) at += 1;
  return at;
}

/** Whole milliseconds of a fraction of a second; finer digits are cut. */
function fractionMs(bytes: Uint8Array, from: number, to: number): number {
  let ms = 0;
  for (let k = 0; k < 3; k += 1)
    ms = ms * 10 + (from + k < to ? (bytes[from + k] as number) - 48 : 0);
  return ms;
}

/** Behind `Z`, `+00:00`, `+0000`, `+00` or nothing; −1 for another offset. */
function zoneEnd(bytes: Uint8Array, from: number, end: number): number {
  const sign = bytes[from];
  if (sign === 90) return from + 1;
  if (sign !== 43 && sign !== 45) return from;
  let at = from + 1;
  let zeros = 0;
  for (; at < end && (bytes[at] === 48 || bytes[at] === 58); at += 1)
    if (bytes[at] === 48) zeros += 1;
  return zeros === 2 || zeros === 4 ? at : -1;
}
