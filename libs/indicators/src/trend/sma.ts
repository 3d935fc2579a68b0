import { anchorOf, bookLength } from '../window/anchor.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Simple moving average: the arithmetic mean of the last `period` values, the current one included.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it. A NaN or infinity further on affects exactly the windows that contain it. A window of equal
 * values averages to exactly that value, and the rounding error does not grow with the series.
 * Source: TA-Lib TA_SMA.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function sma(values: Float64Array, period: number): Float64Array {
  assertPeriod('sma', period);
  if (period === 1) return values.slice();
  const n = values.length;
  const out = new Float64Array(n);
  const start = firstDefined(values);
  const first = Math.min(start + period - 1, n);
  out.fill(NaN, 0, first);
  const book = bookLength(period);
  for (let from = first; from < n; from += book) {
    fillBook(values, period, out, from, Math.min(from + book, n));
  }
  return out;
}

/** Averages for bars [from, to), starting from a sum made anew. */
function fillBook(
  values: Float64Array,
  period: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const anchor = anchorOf(values[from] as number);
  let sum = sumOfDeviations(values, from, period, anchor);
  out[from] = anchor + sum / period;
  for (let i = from + 1; i < to; i += 1) {
    sum += (values[i] as number) - (values[i - period] as number);
    if (sum !== sum) sum = sumOfDeviations(values, i, period, anchor);
    out[i] = anchor + sum / period;
  }
}

/** Sum over the window that ends at `end` of value − anchor; stops at the first NaN. */
function sumOfDeviations(
  values: Float64Array,
  end: number,
  period: number,
  anchor: number,
): number {
  let sum = 0;
  for (let i = end; i > end - period && sum === sum; i -= 1) sum += (values[i] as number) - anchor;
  return sum;
}
