import { linregSlope } from './linreg-slope.js';
import { assertPeriod } from '../window/period.js';

/**
 * Linear regression angle: arc tangent of the slope of the last `period` values.
 *
 * Unit: degrees, −90 … 90; depends on the scale of `values`, as any angle in a chart does. First defined
 * index: `period − 1` after the first non-NaN value; NaN before it and in every window that contains a
 * NaN. Source: TA-Lib TA_LINEARREG_ANGLE.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linregAngle(values: Float64Array, period: number): Float64Array {
  assertPeriod('linregAngle', period, 2);
  const out = linregSlope(values, period);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = (Math.atan(out[i] as number) * 180) / Math.PI;
  }
  return out;
}
