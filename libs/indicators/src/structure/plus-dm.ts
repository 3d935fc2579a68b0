import type { Bars } from '@assay/core';
import { directionalSums } from '../window/directional.js';
import { assertPeriod } from '../window/period.js';

/**
 * Plus directional movement: Wilder's sum over `period` bars of how far bars reached higher than the bar
 * before, where they reached farther that way than the other.
 *
 * Unit: price. First defined index: `period − 1` (1 for period 1); NaN before it. Recursive: behind a bar
 * with NaN it begins anew. Source: J. W. Wilder 1978; TA-Lib TA_PLUS_DM.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function plusDm(bars: Bars, period: number): Float64Array {
  assertPeriod('plusDm', period);
  return directionalSums(bars, period).up;
}
