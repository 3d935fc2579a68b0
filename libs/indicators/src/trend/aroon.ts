import type { Bars } from '@assay/core';
import { extremeAge } from '../window/extreme-age.js';
import { assertPeriod } from '../window/period.js';

/** The two lines of Aroon, 0–100. */
export interface Aroon {
  readonly up: Float64Array;
  readonly down: Float64Array;
}

/**
 * Aroon: how recent the highest high and the lowest low of the last `period + 1` bars are, in percent of
 * the period: 100 for the current bar, 0 for the oldest; of equal extremes the latest counts.
 *
 * Unit: 0–100. First defined index: `period`; NaN before it and in every window that contains a NaN.
 * Source: T. Chande 1995; TA-Lib TA_AROON.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function aroon(bars: Bars, period: number): Aroon {
  assertPeriod('aroon', period);
  return {
    up: recency(extremeAge('aroon', bars.high, period + 1, 1), period),
    down: recency(extremeAge('aroon', bars.low, period + 1, -1), period),
  };
}

function recency(ages: Float64Array, period: number): Float64Array {
  for (let i = 0; i < ages.length; i += 1) {
    ages[i] = (100 * (period - (ages[i] as number))) / period;
  }
  return ages;
}
