import type { Bars } from '@assay/core';
import { annualised } from '../window/range-volatility.js';
import { assertPeriod } from '../window/period.js';
import { rogersSatchellVariance } from '../window/bar-variance.js';

/**
 * Volatility after Rogers and Satchell: √(mean of ln(high ÷ close) ln(high ÷ open) + ln(low ÷ close)
 * ln(low ÷ open) over `period` bars × `barsPerYear`); a drift does not disturb it.
 *
 * Unit: share of the price per year; with `barsPerYear` 1, per bar. First defined index: `period − 1`; NaN
 * before it and in every window that contains a NaN. Source: L. Rogers and S. Satchell 1991.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `barsPerYear` is below 0.
 */
export function rogersSatchellVolatility(bars: Bars, period = 20, barsPerYear = 252): Float64Array {
  assertPeriod('rogersSatchellVolatility', period);
  return annualised('rogersSatchellVolatility', rogersSatchellVariance(bars), period, barsPerYear);
}
