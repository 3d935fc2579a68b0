import { assertPeriod } from './period.js';

/** value ÷ value `period` bars ago; NaN where there is none, or where it is 0. */
export function ratioToEarlier(
  indicator: string,
  values: Float64Array,
  period: number,
): Float64Array {
  assertPeriod(indicator, period);
  const n = values.length;
  const out = new Float64Array(n);
  out.fill(NaN, 0, Math.min(period, n));
  for (let i = period; i < n; i += 1) {
    const before = values[i - period] as number;
    out[i] = before === 0 ? NaN : (values[i] as number) / before;
  }
  return out;
}
