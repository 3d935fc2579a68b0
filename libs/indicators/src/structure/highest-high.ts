import type { Bars } from '@assay/core';
import { rollingMax } from '../stats/rolling-max.js';
import { delay } from '../window/delay.js';
import { assertPeriod } from '../window/period.js';

/**
 * Highest high of `period` bars, ending `shift` bars ago; with shift 0 the current bar is included,
 * with shift 1 it is the level that the current bar may break.
 *
 * Unit: price. First defined index: `period − 1 + shift`; NaN before it.
 * Source: the predecessor's highest_high; TA-Lib TA_MAX of the highs.
 * @throws RangeError when `period` is not a whole number ≥ 1 or `shift` not a whole number ≥ 0.
 */
export function highestHigh(bars: Bars, period: number, shift = 0): Float64Array {
  assertPeriod('highestHigh', period);
  assertPeriod('highestHigh', shift, 0, 'shift');
  return delay(rollingMax(bars.high, period), shift);
}
