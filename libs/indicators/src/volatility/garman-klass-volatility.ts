import type { Bars } from '@assay/core';
import { annualised } from '../window/range-volatility.js';
import { assertPeriod } from '../window/period.js';

/**
 * Volatility after Garman and Klass: √(mean of ½ ln(high ÷ low)² − (2 ln 2 − 1) ln(close ÷ open)² over
 * `period` bars × `barsPerYear`).
 *
 * Unit: share of the price per year; with `barsPerYear` 1, per bar. First defined index: `period − 1`; NaN
 * before it and in every window that contains a NaN. Source: M. Garman and M. Klass 1980.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `barsPerYear` is below 0.
 */
export function garmanKlassVolatility(bars: Bars, period = 20, barsPerYear = 252): Float64Array {
  assertPeriod('garmanKlassVolatility', period);
  const variances = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    const range = Math.log((bars.high[i] as number) / (bars.low[i] as number));
    const body = Math.log((bars.close[i] as number) / (bars.open[i] as number));
    variances[i] = 0.5 * range * range - (2 * Math.LN2 - 1) * body * body;
  }
  return annualised('garmanKlassVolatility', variances, period, barsPerYear);
}
