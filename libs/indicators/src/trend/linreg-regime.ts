import { linregSlope } from './linreg-slope.js';
import { assertPeriod } from '../window/period.js';

/**
 * Regime by regression: the sign of the slope of the last `period` values. A flat market is 0, neither
 * rising nor falling.
 *
 * Unit: −1, 0 (flat) or 1. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: the predecessor's linreg_regime.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linregRegime(values: Float64Array, period: number): Float64Array {
  assertPeriod('linregRegime', period, 2);
  const out = linregSlope(values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.sign(out[i] as number);
  return out;
}
