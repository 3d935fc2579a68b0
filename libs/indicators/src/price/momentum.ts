import { assertPeriod } from '../window/period.js';

/**
 * Momentum: value − value `period` bars ago.
 *
 * Unit: that of `values`. First defined index: `period` after the first non-NaN value; NaN before it and
 * where either value is NaN. Source: TA-Lib TA_MOM.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function momentum(values: Float64Array, period: number): Float64Array {
  assertPeriod('momentum', period);
  const n = values.length;
  const out = new Float64Array(n);
  out.fill(NaN, 0, Math.min(period, n));
  for (let i = period; i < n; i += 1)
    out[i] = (values[i] as number) - (values[i - period] as number);
  return out;
}
