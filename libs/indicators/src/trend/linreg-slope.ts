import { anchorOf, bookLength } from '../window/anchor.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Slope of the least-squares line through the last `period` values against their bar number.
 *
 * Unit: that of `values` per bar; its sign is free of scale. First defined index: `period − 1` after
 * the first non-NaN value; NaN before it. A flat window has slope exactly 0 and a NaN affects exactly
 * the windows that contain it. Source: TA-Lib TA_LINEARREG_SLOPE.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linregSlope(values: Float64Array, period: number): Float64Array {
  assertPeriod('linregSlope', period, 2);
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  const book = bookLength(period);
  for (let from = first; from < n; from += book) {
    fillBook(values, period, out, from, Math.min(from + book, n));
  }
  return out;
}

/** Slopes for bars [from, to), starting from sums made anew. */
function fillBook(
  values: Float64Array,
  period: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const middle = (period - 1) / 2;
  const divisor = (period * (period * period - 1)) / 12;
  const anchor = anchorOf(values[from] as number);
  let sum = plainSum(values, from, period, anchor);
  let moment = momentSum(values, from, period, anchor);
  out[from] = (moment - middle * sum) / divisor;
  for (let i = from + 1; i < to; i += 1) {
    const entering = (values[i] as number) - anchor;
    const leaving = (values[i - period] as number) - anchor;
    moment += (period - 1) * entering - (sum - leaving);
    sum += entering - leaving;
    if (sum !== sum || moment !== moment) {
      sum = plainSum(values, i, period, anchor);
      moment = momentSum(values, i, period, anchor);
    }
    out[i] = (moment - middle * sum) / divisor;
  }
}

function plainSum(values: Float64Array, end: number, period: number, anchor: number): number {
  let sum = 0;
  for (let i = end; i > end - period && sum === sum; i -= 1) sum += (values[i] as number) - anchor;
  return sum;
}

/** Sum of position × deviation over the window, the oldest at position 0. */
function momentSum(values: Float64Array, end: number, period: number, anchor: number): number {
  let sum = 0;
  for (let k = 0; k < period && sum === sum; k += 1) {
    sum += (period - 1 - k) * ((values[end - k] as number) - anchor);
  }
  return sum;
}
