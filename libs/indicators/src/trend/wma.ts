import { anchorOf, bookLength } from '../window/anchor.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Weighted moving average: weights 1 (oldest) … `period` (current), divided by their sum.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it. A NaN further on affects exactly the windows that contain it. Source: TA-Lib TA_WMA.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function wma(values: Float64Array, period: number): Float64Array {
  assertPeriod('wma', period);
  if (period === 1) return values.slice();
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

/** Averages for bars [from, to), starting from sums made anew. */
function fillBook(
  values: Float64Array,
  period: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const divisor = (period * (period + 1)) / 2;
  const anchor = anchorOf(values[from] as number);
  let sum = plainSum(values, from, period, anchor);
  let weighted = weightedSum(values, from, period, anchor);
  out[from] = anchor + weighted / divisor;
  for (let i = from + 1; i < to; i += 1) {
    const deviation = (values[i] as number) - anchor;
    weighted += period * deviation - sum;
    sum += deviation - ((values[i - period] as number) - anchor);
    if (sum !== sum || weighted !== weighted) {
      sum = plainSum(values, i, period, anchor);
      weighted = weightedSum(values, i, period, anchor);
    }
    out[i] = anchor + weighted / divisor;
  }
}

function plainSum(values: Float64Array, end: number, period: number, anchor: number): number {
  let sum = 0;
  for (let i = end; i > end - period && sum === sum; i -= 1) sum += (values[i] as number) - anchor;
  return sum;
}

function weightedSum(values: Float64Array, end: number, period: number, anchor: number): number {
  let sum = 0;
  for (let k = 0; k < period && sum === sum; k += 1) {
    sum += (period - k) * ((values[end - k] as number) - anchor);
  }
  return sum;
}
