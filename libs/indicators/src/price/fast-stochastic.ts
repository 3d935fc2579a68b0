import type { Bars } from '@assay/core';
import { stochastic, type Stochastic } from './stochastic.js';
import { assertPeriod } from '../window/period.js';

/**
 * Fast stochastic: where the close lies between the lowest low and the highest high of `period` bars (k),
 * and its simple mean over `signalPeriod` bars (d).
 *
 * Unit: 0–100. First defined index: `period − 1` for k, `signalPeriod − 1` later for d; NaN before it, and
 * for windows without any range. Source: G. Lane; TA-Lib TA_STOCHF with a simple mean.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function fastStochastic(bars: Bars, period: number, signalPeriod = 3): Stochastic {
  assertPeriod('fastStochastic', period);
  assertPeriod('fastStochastic', signalPeriod, 1, 'signalPeriod');
  return stochastic(bars, period, 1, signalPeriod);
}
