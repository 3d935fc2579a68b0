import { firstDefined } from '../window/first-defined.js';
import { windowMean, windowVariance } from '../window/moments.js';
import { assertPeriod } from '../window/period.js';

/**
 * Population standard deviation of the last `period` values.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Exactly 0 for a flat window. Work grows with `period`.
 * Source: TA-Lib TA_STDDEV with one deviation.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function standardDeviation(values: Float64Array, period: number): Float64Array {
  assertPeriod('standardDeviation', period);
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  for (let i = first; i < n; i += 1) {
    out[i] = Math.sqrt(windowVariance(values, i, period, windowMean(values, i, period)));
  }
  return out;
}
