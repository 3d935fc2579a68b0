import type { Bars } from '@assay/core';
import { annualised } from '../window/range-volatility.js';
import { assertPeriod } from '../window/period.js';

/**
 * Parkinson's volatility: √(mean of ln(high ÷ low)² over `period` bars ÷ (4 ln 2) × `barsPerYear`).
 *
 * Unit: share of the price per year; with `barsPerYear` 1, per bar. First defined index: `period − 1`; NaN
 * before it and in every window that contains a NaN. Source: M. Parkinson 1980.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `barsPerYear` is below 0.
 */
export function parkinsonVolatility(bars: Bars, period = 20, barsPerYear = 252): Float64Array {
  assertPeriod('parkinsonVolatility', period);
  const variances = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    const range = Math.log((bars.high[i] as number) / (bars.low[i] as number));
    variances[i] = (range * range) / (4 * Math.LN2);
  }
  return annualised('parkinsonVolatility', variances, period, barsPerYear);
}
