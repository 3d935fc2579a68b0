import { extremeAge } from '../window/extreme-age.js';

/**
 * Bars since the smallest of the last `period` values; 0 when it is the current one, of equal ones the latest.
 *
 * Unit: bars, 0 … period − 1. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: TA-Lib TA_MININDEX, which counts from the start of
 * the data: bar number − barsSinceMin.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function barsSinceMin(values: Float64Array, period: number): Float64Array {
  return extremeAge('barsSinceMin', values, period, -1);
}
