import { rollingMax } from './rolling-max.js';
import { rollingMin } from './rolling-min.js';
import { assertPeriod } from '../window/period.js';

/**
 * Middle between the largest and the smallest of the last `period` values.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: TA-Lib TA_MIDPOINT.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function midpoint(values: Float64Array, period: number): Float64Array {
  assertPeriod('midpoint', period);
  const out = rollingMax(values, period);
  const lows = rollingMin(values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = ((out[i] as number) + (lows[i] as number)) / 2;
  return out;
}
