import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Exponential moving average with weight 2 ÷ (period + 1), seeded with the simple mean of the first
 * `period` values.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it. Recursive: a NaN further on makes every later value NaN, because the average has lost its past.
 * Source: TA-Lib TA_EMA, default compatibility.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function ema(values: Float64Array, period: number): Float64Array {
  assertPeriod('ema', period);
  const n = values.length;
  const out = new Float64Array(n);
  const start = firstDefined(values);
  const first = start + period - 1;
  out.fill(NaN, 0, Math.min(first, n));
  if (first >= n) return out;
  const anchor = values[start] as number;
  let sum = 0;
  for (let i = start; i <= first; i += 1) sum += (values[i] as number) - anchor;
  const weight = 2 / (period + 1);
  // The seed is measured from the first value, so that a flat start is exactly flat.
  let average = anchor + sum / period;
  out[first] = average;
  for (let i = first + 1; i < n; i += 1) {
    average += ((values[i] as number) - average) * weight;
    out[i] = average;
  }
  return out;
}
