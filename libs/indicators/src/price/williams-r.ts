import type { Bars } from '@assay/core';
import { highestHigh } from '../structure/highest-high.js';
import { lowestLow } from '../structure/lowest-low.js';
import { assertPeriod } from '../window/period.js';

/**
 * Williams %R: how far the close lies below the highest high, in percent of the range of `period` bars.
 *
 * Unit: −100 (at the low) … 0 (at the high). First defined index: `period − 1`; NaN before it, and for
 * windows without any range. Source: L. Williams; TA-Lib TA_WILLR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function williamsR(bars: Bars, period: number): Float64Array {
  assertPeriod('williamsR', period);
  const out = highestHigh(bars, period);
  const lows = lowestLow(bars, period);
  for (let i = 0; i < bars.length; i += 1) {
    const high = out[i] as number;
    const range = high - (lows[i] as number);
    // The quotient first: it never exceeds 1.
    out[i] = range === 0 ? NaN : -100 * ((high - (bars.close[i] as number)) / range);
  }
  return out;
}
