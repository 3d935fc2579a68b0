import { sma } from '../trend/sma.js';
import { assertPeriod } from '../window/period.js';
import { rollingSquares } from '../window/rolling-variance.js';

/**
 * Z-score: (value − mean) ÷ population standard deviation of the last `period` values.
 *
 * Unit: standard deviations. First defined index: `period − 1` after the first non-NaN value; NaN
 * before it, in every window that contains a NaN, and for a flat window, where there is no deviation to
 * measure with. Source: the predecessor's rolling_zscore.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function rollingZscore(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingZscore', period, 2);
  const out = sma(values, period);
  const squares = rollingSquares(values, period);
  for (let i = 0; i < out.length; i += 1) {
    const spread = squares[i] as number;
    const distance = (values[i] as number) - (out[i] as number);
    out[i] = spread === 0 ? NaN : distance / Math.sqrt(spread / period);
  }
  return out;
}
