import { assertPeriod } from '../window/period.js';

/**
 * Logarithmic return: ln(value ÷ value `period` bars ago).
 *
 * Unit: none; 0.01 is about 1 %. First defined index: `period` after the first non-NaN value; NaN before
 * it, where either value is NaN, and where either is not above 0.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function logReturn(values: Float64Array, period = 1): Float64Array {
  assertPeriod('logReturn', period);
  const n = values.length;
  const out = new Float64Array(n);
  out.fill(NaN, 0, Math.min(period, n));
  for (let i = period; i < n; i += 1) {
    const before = values[i - period] as number;
    const now = values[i] as number;
    out[i] = before > 0 && now > 0 ? Math.log(now / before) : NaN;
  }
  return out;
}
