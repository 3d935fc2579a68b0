import type { Bars } from '@assay/core';
import { highestHigh } from '../structure/highest-high.js';
import { lowestLow } from '../structure/lowest-low.js';
import { assertNumber, assertPeriod } from '../window/period.js';
import { atr } from './atr.js';

/** Stops for either side; price units. */
export interface ChandelierExit {
  /** For long positions: below the highest high. */
  readonly long: Float64Array;
  /** For short positions: above the lowest low. */
  readonly short: Float64Array;
}

/**
 * Chandelier exit: `multiple` average true ranges below the highest high, or above the lowest low, of
 * `period` bars.
 *
 * Unit: price. First defined index: `period` (1 for period 1); NaN before it. Recursive: behind a bar with
 * NaN it begins anew. Source: C. Le Beau.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `multiple` is below 0.
 */
export function chandelierExit(bars: Bars, period = 22, multiple = 3): ChandelierExit {
  assertPeriod('chandelierExit', period);
  assertNumber('chandelierExit', 'multiple', multiple, 0);
  const ranges = atr(bars, period);
  const long = highestHigh(bars, period);
  const short = lowestLow(bars, period);
  for (let i = 0; i < bars.length; i += 1) {
    const distance = multiple * (ranges[i] as number);
    long[i] = (long[i] as number) - distance;
    short[i] = (short[i] as number) + distance;
  }
  return { long, short };
}
