import { linregLine } from '../window/linreg-line.js';
import { assertPeriod } from '../window/period.js';

/**
 * Time series forecast: the least-squares line of the last `period` values, continued by one bar.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before it
 * and in every window that contains a NaN. Source: TA-Lib TA_TSF.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function timeSeriesForecast(values: Float64Array, period: number): Float64Array {
  assertPeriod('timeSeriesForecast', period, 2);
  return linregLine(values, period, 1);
}
