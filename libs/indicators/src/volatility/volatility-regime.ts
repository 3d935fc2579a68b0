import { percentileRank } from '../stats/percentile-rank.js';
import { assertPeriod } from '../window/period.js';

/**
 * Volatility regime from the percentile rank of an ATR series within its last `window` values:
 * −1 (rank ≤ `lowShare`), 1 (rank ≥ `highShare`), otherwise 0.
 *
 * `atrValues` is an ATR (or any other measure of volatility), price units; shares are 0–1.
 * Unit: −1, 0 or 1. First defined index: `window − 1` after the first non-NaN value; NaN before it:
 * a regime that is not known yet is not a normal one. Source: the predecessor's volatility_regime.
 * @throws RangeError when `window` is not a whole number ≥ 1, or not 0 ≤ lowShare < highShare ≤ 1.
 */
export function volatilityRegime(
  atrValues: Float64Array,
  window = 100,
  lowShare = 0.33,
  highShare = 0.66,
): Float64Array {
  assertPeriod('volatilityRegime', window, 1, 'window');
  if (!(lowShare >= 0 && lowShare < highShare && highShare <= 1)) {
    throw new RangeError(
      `volatilityRegime: shares must satisfy 0 ≤ lowShare < highShare ≤ 1, got ${lowShare} and ${highShare}`,
    );
  }
  const ranks = percentileRank(atrValues, window);
  for (let i = 0; i < ranks.length; i += 1) {
    const rank = ranks[i] as number;
    if (rank >= highShare) ranks[i] = 1;
    else if (rank <= lowShare) ranks[i] = -1;
    else if (rank === rank) ranks[i] = 0;
  }
  return ranks;
}
