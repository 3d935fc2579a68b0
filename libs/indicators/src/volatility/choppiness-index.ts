import type { Bars } from '@assay/core';
import { rollingSum } from '../stats/rolling-sum.js';
import { highestHigh } from '../structure/highest-high.js';
import { lowestLow } from '../structure/lowest-low.js';
import { assertPeriod } from '../window/period.js';
import { trueRange } from './true-range.js';

/**
 * Choppiness index: 100 × log(sum of true ranges ÷ (highest high − lowest low)) ÷ log(period), over
 * `period` bars.
 *
 * Unit: about 0 (a straight move) … 100 (no way made). First defined index: `period`; NaN before it, in
 * every window that contains a NaN, and without any range. Source: E. Dreiss.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function choppinessIndex(bars: Bars, period = 14): Float64Array {
  assertPeriod('choppinessIndex', period, 2);
  const out = rollingSum(trueRange(bars), period);
  const highs = highestHigh(bars, period);
  const lows = lowestLow(bars, period);
  for (let i = 0; i < out.length; i += 1) {
    const range = (highs[i] as number) - (lows[i] as number);
    const path = (out[i] as number) / range;
    out[i] = range === 0 ? NaN : (100 * Math.log(path)) / Math.log(period);
  }
  return out;
}
