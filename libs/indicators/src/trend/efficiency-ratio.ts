import { bookLength } from '../window/anchor.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Signed efficiency ratio: net change over `period` bars ÷ sum of the absolute changes on the way.
 *
 * Unit: none, −1 (straight down) … 1 (straight up); 0 when nothing moved. Signed, because a steady
 * fall is as efficient as a steady rise but not the same trend. First defined index: `period` after
 * the first non-NaN value; NaN before it and in every window that contains a NaN.
 * Source: P. Kaufman, Trading Systems and Methods (there without sign).
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function efficiencyRatio(values: Float64Array, period: number): Float64Array {
  assertPeriod('efficiencyRatio', period);
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period, n);
  out.fill(NaN, 0, first);
  const book = bookLength(period);
  for (let from = first; from < n; from += book) {
    fillBook(values, period, out, from, Math.min(from + book, n));
  }
  return out;
}

/** Ratios for bars [from, to), starting from a path length made anew. */
function fillBook(
  values: Float64Array,
  period: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  let path = pathLength(values, from, period);
  out[from] = ratio((values[from] as number) - (values[from - period] as number), path);
  for (let i = from + 1; i < to; i += 1) {
    const entering = Math.abs((values[i] as number) - (values[i - 1] as number));
    const leaving = Math.abs((values[i - period] as number) - (values[i - period - 1] as number));
    path += entering - leaving;
    if (path !== path) path = pathLength(values, i, period);
    out[i] = ratio((values[i] as number) - (values[i - period] as number), path);
  }
}

/** The quotient within −1 … 1; rounding of the path must not push it beyond. */
function ratio(net: number, path: number): number {
  if (net === 0 && path === path) return 0;
  return Math.max(-1, Math.min(1, net / Math.max(path, Math.abs(net))));
}

function pathLength(values: Float64Array, end: number, period: number): number {
  let path = 0;
  for (let i = end; i > end - period && path === path; i -= 1) {
    path += Math.abs((values[i] as number) - (values[i - 1] as number));
  }
  return path;
}
