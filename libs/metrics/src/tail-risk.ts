import { quantile, ratio } from './moments.js';

/**
 * Quantile of returns that the worst `share` of periods stay below (historical value at risk): negative
 * for a loss. Null for an empty series. Source: empyrical, value_at_risk.
 */
export function valueAtRisk(returns: ArrayLike<number>, share = 0.05): number | null {
  return quantile(returns, share);
}

/**
 * Mean of the worst `share` of returns, at least one (expected shortfall). Null for an empty series.
 * Source: empyrical, conditional_value_at_risk.
 */
export function conditionalValueAtRisk(returns: ArrayLike<number>, share = 0.05): number | null {
  const sorted = Float64Array.from(returns)
    .filter((value) => !Number.isNaN(value))
    .sort();
  if (sorted.length === 0) return null;
  // The last index that interpolation for this share may touch, as in the source.
  const count = Math.floor((sorted.length - 1) * share) + 1;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += sorted[i] as number;
  return sum / count;
}

/**
 * Size of the 95th percentile ÷ size of the 5th: above 1 the good tail is the longer one. Null for an
 * empty series or a fifth percentile of zero. Source: empyrical, tail_ratio.
 */
export function tailRatio(returns: ArrayLike<number>): number | null {
  const good = quantile(returns, 0.95);
  const bad = quantile(returns, 0.05);
  return good === null || bad === null ? null : ratio(Math.abs(good), Math.abs(bad));
}
