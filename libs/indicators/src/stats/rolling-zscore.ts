import { firstDefined } from '../window/first-defined.js';
import { windowMean, windowVariance } from '../window/moments.js';
import { assertPeriod } from '../window/period.js';

/**
 * Z-score: (value − mean) ÷ population standard deviation of the last `period` values.
 *
 * Unit: standard deviations. First defined index: `period − 1` after the first non-NaN value; NaN
 * before it, in every window that contains a NaN, and for a flat window, where there is no deviation to
 * measure with. Work grows with `period`. Source: the predecessor's rolling_zscore.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function rollingZscore(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingZscore', period, 2);
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  for (let i = first; i < n; i += 1) {
    const mean = windowMean(values, i, period);
    const variance = windowVariance(values, i, period, mean);
    out[i] = variance === 0 ? NaN : ((values[i] as number) - mean) / Math.sqrt(variance);
  }
  return out;
}
