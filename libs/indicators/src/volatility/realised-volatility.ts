import { logReturn } from '../stats/log-return.js';
import { assertNumber, assertPeriod } from '../window/period.js';
import { rollingSquares } from '../window/rolling-variance.js';

/**
 * Realised volatility: sample standard deviation of the last `period` logarithmic returns ×
 * √`barsPerYear`.
 *
 * Unit: share of the price per year; with `barsPerYear` 1, per bar. First defined index: `period` after
 * the first non-NaN value; NaN before it and in every window that contains a NaN or a value not above 0.
 * Source: the close-to-close estimator.
 * @throws RangeError when `period` is not a whole number ≥ 2, or `barsPerYear` is below 0.
 */
export function realisedVolatility(
  values: Float64Array,
  period = 20,
  barsPerYear = 252,
): Float64Array {
  assertPeriod('realisedVolatility', period, 2);
  assertNumber('realisedVolatility', 'barsPerYear', barsPerYear, 0);
  const out = rollingSquares(logReturn(values), period);
  const scale = barsPerYear / (period - 1);
  for (let i = 0; i < out.length; i += 1) out[i] = Math.sqrt((out[i] as number) * scale);
  return out;
}
