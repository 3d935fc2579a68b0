import type { Bars } from '@assay/core';
import { rogersSatchellVariance } from '../window/bar-variance.js';
import { annualised } from '../window/range-volatility.js';
import { rollingSquares } from '../window/rolling-variance.js';
import { undefinedColumn } from '../window/runs.js';
import { assertNumber, assertPeriod } from '../window/period.js';

/**
 * Volatility after Yang and Zhang: √((variance of the gaps ln(open ÷ previous close) + k × variance of
 * ln(close ÷ open) + (1 − k) × mean of Rogers' and Satchell's variances) × `barsPerYear`) over `period`
 * bars, k = 0.34 ÷ (1.34 + (period + 1) ÷ (period − 1)); neither drift nor gaps disturb it.
 *
 * Unit: share of the price per year; with `barsPerYear` 1, per bar. First defined index: `period`; NaN
 * before it and in every window that contains a NaN. Source: D. Yang and Q. Zhang 2000.
 * @throws RangeError when `period` is not a whole number ≥ 2, or `barsPerYear` is below 0.
 */
export function yangZhangVolatility(bars: Bars, period = 20, barsPerYear = 252): Float64Array {
  assertPeriod('yangZhangVolatility', period, 2);
  assertNumber('yangZhangVolatility', 'barsPerYear', barsPerYear, 0);
  const { length, open, close } = bars;
  const gaps = undefinedColumn(length);
  const bodies = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    if (i > 0) gaps[i] = Math.log((open[i] as number) / (close[i - 1] as number));
    bodies[i] = Math.log((close[i] as number) / (open[i] as number));
  }
  const out = annualised('yangZhangVolatility', rogersSatchellVariance(bars), period, 1);
  const gapSquares = rollingSquares(gaps, period);
  const bodySquares = rollingSquares(bodies, period);
  const k = 0.34 / (1.34 + (period + 1) / (period - 1));
  for (let i = 0; i < length; i += 1) {
    const inside = out[i] as number;
    const across = ((gapSquares[i] as number) + k * (bodySquares[i] as number)) / (period - 1);
    out[i] = Math.sqrt((across + (1 - k) * inside * inside) * barsPerYear);
  }
  return out;
}
