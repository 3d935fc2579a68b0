import { percentileRank } from './percentile-rank.js';
import { assertPeriod } from '../window/period.js';

/**
 * Percentile rank in percent: 100 × the share of the last `period` values, the current one included,
 * that are ≤ the current one.
 *
 * Unit: percent, 100 ÷ period … 100. First defined index: `period − 1` after the first non-NaN value; NaN
 * before it and in every window that contains a NaN. Source: the predecessor's rolling_percentile.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rollingPercentile(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingPercentile', period);
  const out = percentileRank(values, period);
  for (let i = 0; i < out.length; i += 1) out[i] = 100 * (out[i] as number);
  return out;
}
