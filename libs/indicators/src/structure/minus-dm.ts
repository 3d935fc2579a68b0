import type { Bars } from '@assay/core';
import { directionalSums } from '../window/directional.js';
import { assertPeriod } from '../window/period.js';

/**
 * Minus directional movement: Wilder's sum over `period` bars of how far bars reached lower than the bar
 * before, where they reached farther that way than the other.
 *
 * Unit: price. First defined index: `period − 1` (1 for period 1); NaN before it. Recursive: behind a bar
 * with NaN it begins anew. Source: J. W. Wilder 1978; TA-Lib TA_MINUS_DM.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function minusDm(bars: Bars, period: number): Float64Array {
  assertPeriod('minusDm', period);
  return directionalSums(bars, period).down;
}
