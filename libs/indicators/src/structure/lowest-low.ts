import type { Bars } from '@assay/core';
import { rollingMin } from '../stats/rolling-min.js';
import { delay } from '../window/delay.js';
import { assertPeriod } from '../window/period.js';

/**
 * Lowest low of `period` bars, ending `shift` bars ago; with shift 0 the current bar is included,
 * with shift 1 it is the level that the current bar may break.
 *
 * Unit: price. First defined index: `period − 1 + shift`; NaN before it.
 * Source: the predecessor's lowest_low; TA-Lib TA_MIN of the lows.
 * @throws RangeError when `period` is not a whole number ≥ 1 or `shift` not a whole number ≥ 0.
 */
export function lowestLow(bars: Bars, period: number, shift = 0): Float64Array {
  assertPeriod('lowestLow', period);
  assertPeriod('lowestLow', shift, 0, 'shift');
  return delay(rollingMin(bars.low, period), shift);
}
