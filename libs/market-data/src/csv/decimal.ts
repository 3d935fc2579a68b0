import type { ByteCursor } from './byte-cursor.js';

/** 10^0 … 10^22: the powers of ten that a double holds exactly. */
const POWERS_OF_TEN = Float64Array.of(
  1,
  1e1,
  1e2,
  1e3,
  1e4,
  1e5,
  1e6,
  1e7,
  1e8,
  1e9,
  1e10,
  1e11,
  1e12,
  1e13,
  1e14,
  1e15,
  1e16,
  1e17,
  1e18,
  1e19,
  1e20,
  1e21,
  1e22,
);
const EXACT_BELOW = 9_007_199_254_740_992;
const DECIMAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const NOT_FINITE: Readonly<Record<string, number>> = {
  nan: NaN,
  inf: Infinity,
  infinity: Infinity,
  '+inf': Infinity,
  '+infinity': Infinity,
  '-inf': -Infinity,
  '-infinity': -Infinity,
};

/**
 * Reads the cell under the cursor as a number, correctly rounded, and leaves the cursor behind it.
 * Digits are gathered into an exact integer and divided once by an exact power of ten, which rounds
 * once (Clinger 1990); whatever does not fit goes through `Number`. Sets `failed` when the cell is
 * no number. `NaN` and `inf` are numbers here: they are the quality gate's business.
 */
export function readDecimal(cursor: ByteCursor): number {
  const { bytes, end } = cursor;
  const start = cursor.at;
  let at = start;
  const negative = bytes[at] === 45;
  if (negative) at += 1;
  let digits = 0;
  let point = -1;
  const firstDigit = at;
  for (; at < end; at += 1) {
    const digit = (bytes[at] as number) - 48;
    if (digit >= 0 && digit <= 9) digits = digits * 10 + digit;
    else if (digit === -2 && point < 0) point = at;
    else break;
  }
  const count = at - firstDigit - (point < 0 ? 0 : 1);
  const decimals = point < 0 ? 0 : at - point - 1;
  if (count === 0 || digits >= EXACT_BELOW || decimals > 22 || !cursor.endsCell(at)) {
    return readSlowly(cursor, start);
  }
  cursor.at = at;
  const value = decimals === 0 ? digits : digits / (POWERS_OF_TEN[decimals] as number);
  return negative ? -value : value;
}

function readSlowly(cursor: ByteCursor, start: number): number {
  const text = cursor.cellText(start);
  cursor.at = start + text.length;
  const value = parseDecimal(text);
  if (value === undefined) cursor.failed = true;
  return value ?? NaN;
}

/** The number that a cell's text stands for; undefined when it stands for none. */
export function parseDecimal(text: string): number | undefined {
  return DECIMAL.test(text) ? Number(text) : NOT_FINITE[text.toLowerCase()];
}
