import type { Bars } from '@assay/core';
import { sma } from '../trend/sma.js';
import { rangePlace } from '../window/range-place.js';
import { assertPeriod } from '../window/period.js';

/** The two lines of a stochastic, 0–100. */
export interface Stochastic {
  readonly k: Float64Array;
  readonly d: Float64Array;
}

/**
 * Slow stochastic: where the close lies between the lowest low and the highest high of `period` bars,
 * smoothed over `smooth` bars (k), and its simple mean over `signalPeriod` bars (d).
 *
 * Unit: 0–100. First defined index: `period + smooth − 2` for k, `signalPeriod − 1` later for d; NaN
 * before it, and for windows without any range, where the place within it is undefined.
 * Source: G. Lane; TA-Lib TA_STOCH with simple means.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function stochastic(bars: Bars, period: number, smooth = 3, signalPeriod = 3): Stochastic {
  assertPeriod('stochastic', period);
  assertPeriod('stochastic', smooth, 1, 'smooth');
  assertPeriod('stochastic', signalPeriod, 1, 'signalPeriod');
  const k = sma(rangePlace(bars.high, bars.low, bars.close, period), smooth);
  return { k, d: sma(k, signalPeriod) };
}
