import type { Bars } from '@assay/core';
import { donchianChannel } from '../structure/donchian-channel.js';
import { assertPeriod } from '../window/period.js';

/**
 * Middle between the highest high and the lowest low of the last `period` bars.
 *
 * Unit: price. First defined index: `period − 1`; NaN before it and in every window that contains a NaN.
 * Source: TA-Lib TA_MIDPRICE.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function midprice(bars: Bars, period: number): Float64Array {
  assertPeriod('midprice', period);
  return donchianChannel(bars, period).middle;
}
