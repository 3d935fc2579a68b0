import { assertPeriod } from '../window/period.js';
import { rollingSquares } from '../window/rolling-variance.js';

/**
 * Population variance of the last `period` values.
 *
 * Unit: square of that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN
 * before it and in every window that contains a NaN. Exactly 0 for a flat window. Source: TA-Lib TA_VAR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function variance(values: Float64Array, period: number): Float64Array {
  assertPeriod('variance', period);
  const out = rollingSquares(values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) / period;
  return out;
}
