import type { Bars } from '@assay/core';
import { highestHigh } from '../structure/highest-high.js';
import { lowestLow } from '../structure/lowest-low.js';
import { sma } from '../trend/sma.js';

/** The two lines of the slow stochastic, 0–100. */
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
  const raw = highestHigh(bars, period);
  const lows = lowestLow(bars, period);
  for (let i = 0; i < bars.length; i += 1) {
    const low = lows[i] as number;
    const range = (raw[i] as number) - low;
    raw[i] = range === 0 ? NaN : (100 * ((bars.close[i] as number) - low)) / range;
  }
  const k = sma(raw, smooth);
  return { k, d: sma(k, signalPeriod) };
}
