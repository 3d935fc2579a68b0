import { linregLine } from '../window/linreg-line.js';

/**
 * Linear regression: where the least-squares line of the last `period` values ends.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before it
 * and in every window that contains a NaN. Source: TA-Lib TA_LINEARREG.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linreg(values: Float64Array, period: number): Float64Array {
  return linregLine(values, period, 0);
}
