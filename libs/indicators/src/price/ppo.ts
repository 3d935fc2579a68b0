import { movingAverage, type AverageKind } from '../trend/moving-average.js';
import { assertPeriod } from '../window/period.js';

/**
 * Percentage price oscillator: 100 × (average(`fast`) − average(`slow`)) ÷ average(`slow`); given the other
 * way round, the two periods are exchanged.
 *
 * Unit: percent. First defined index: the longer period − 1 after the first non-NaN value (later for
 * averages that need more); NaN before it and where the slow average is 0. What a NaN does: as the average
 * chosen; exponential ones begin anew behind it. Source: TA-Lib TA_PPO.
 * @throws RangeError when a period is not a whole number ≥ 1, or there is no such average.
 */
export function ppo(
  values: Float64Array,
  fast = 12,
  slow = 26,
  average: AverageKind = 'ema',
): Float64Array {
  assertPeriod('ppo', fast, 1, 'fast');
  assertPeriod('ppo', slow, 1, 'slow');
  const out = movingAverage(values, Math.min(fast, slow), average);
  const slowly = movingAverage(values, Math.max(fast, slow), average);
  for (let i = 0; i < out.length; i += 1) {
    const level = slowly[i] as number;
    out[i] = level === 0 ? NaN : (100 * ((out[i] as number) - level)) / level;
  }
  return out;
}
