import { rollingMax } from './rolling-max.js';
import { rollingMin } from './rolling-min.js';
import { assertPeriod } from '../window/period.js';

/** Smallest and largest value of each window, in the unit of the input. */
export interface MinMax {
  readonly min: Float64Array;
  readonly max: Float64Array;
}

/**
 * Smallest and largest of the last `period` values, the current one included.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: TA-Lib TA_MINMAX.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rollingMinMax(values: Float64Array, period: number): MinMax {
  assertPeriod('rollingMinMax', period);
  return { min: rollingMin(values, period), max: rollingMax(values, period) };
}
