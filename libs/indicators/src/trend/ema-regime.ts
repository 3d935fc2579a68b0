import { emaSlope } from '../structure/ema-slope.js';
import { assertPeriod } from '../window/period.js';

/**
 * Regime by the exponential moving average: the sign of its last change.
 *
 * Unit: −1, 0 (unchanged) or 1. First defined index: `period` after the first non-NaN value; NaN before
 * it. Recursive: behind a NaN it begins anew. Source: the predecessor's ema_regime.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function emaRegime(values: Float64Array, period: number): Float64Array {
  assertPeriod('emaRegime', period);
  const out = emaSlope(values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.sign(out[i] as number);
  return out;
}
