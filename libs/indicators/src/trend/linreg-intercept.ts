import { linregLine } from '../window/linreg-line.js';
import { assertPeriod } from '../window/period.js';

/**
 * Linear regression intercept: where the least-squares line of the last `period` values begins.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before it
 * and in every window that contains a NaN. Source: TA-Lib TA_LINEARREG_INTERCEPT.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linregIntercept(values: Float64Array, period: number): Float64Array {
  assertPeriod('linregIntercept', period, 2);
  return linregLine(values, period, 1 - period);
}
