import { assertPeriod } from '../window/period.js';

/**
 * Rate of change: 100 × (value ÷ value `period` bars ago − 1).
 *
 * Unit: percent. First defined index: `period` after the first non-NaN value; NaN before it, and where
 * the earlier value is zero (there is no rate of change from nothing). Source: TA-Lib TA_ROC.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function roc(values: Float64Array, period: number): Float64Array {
  assertPeriod('roc', period);
  const n = values.length;
  const out = new Float64Array(n);
  out.fill(NaN, 0, Math.min(period, n));
  for (let i = period; i < n; i += 1) {
    const before = values[i - period] as number;
    out[i] = before === 0 ? NaN : (((values[i] as number) - before) / before) * 100;
  }
  return out;
}
