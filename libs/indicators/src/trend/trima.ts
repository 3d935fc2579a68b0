import { assertPeriod } from '../window/period.js';
import { sma } from './sma.js';

/**
 * Triangular moving average: the simple average of a simple average, so that weights rise to the middle
 * of the window and fall again.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: TA-Lib TA_TRIMA.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function trima(values: Float64Array, period: number): Float64Array {
  assertPeriod('trima', period);
  const half = Math.ceil(period / 2);
  return sma(sma(values, half), period + 1 - half);
}
