import { assertPeriod } from '../window/period.js';

/**
 * Rate of change as a share: (value − value `period` bars ago) ÷ value `period` bars ago.
 *
 * Unit: share; 0.01 is 1 %. First defined index: `period` after the first non-NaN value; NaN before it, and
 * where the earlier value is zero. Source: TA-Lib TA_ROCP.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rocp(values: Float64Array, period: number): Float64Array {
  assertPeriod('rocp', period);
  const n = values.length;
  const out = new Float64Array(n);
  out.fill(NaN, 0, Math.min(period, n));
  for (let i = period; i < n; i += 1) {
    const before = values[i - period] as number;
    out[i] = before === 0 ? NaN : ((values[i] as number) - before) / before;
  }
  return out;
}
