import { movingAverage, type AverageKind } from '../trend/moving-average.js';
import { assertPeriod } from '../window/period.js';

/**
 * Absolute price oscillator: average(`fast`) − average(`slow`); given the other way round, the two periods
 * are exchanged.
 *
 * Unit: that of `values`. First defined index: the longer period − 1 after the first non-NaN value (later
 * for averages that need more); NaN before it. What a NaN does: as the average chosen; exponential ones
 * begin anew behind it. Source: TA-Lib TA_APO.
 * @throws RangeError when a period is not a whole number ≥ 1, or there is no such average.
 */
export function apo(
  values: Float64Array,
  fast = 12,
  slow = 26,
  average: AverageKind = 'ema',
): Float64Array {
  assertPeriod('apo', fast, 1, 'fast');
  assertPeriod('apo', slow, 1, 'slow');
  const out = movingAverage(values, Math.min(fast, slow), average);
  const slowly = movingAverage(values, Math.max(fast, slow), average);
  for (let i = 0; i < out.length; i += 1) out[i] = (out[i] as number) - (slowly[i] as number);
  return out;
}
