import type { Bars } from '@assay/core';
import { directionalIndicator, directionalSums } from '../window/directional.js';
import { assertPeriod } from '../window/period.js';

/**
 * Plus directional indicator: Wilder's sum of upward movement in percent of that of the true ranges.
 *
 * Unit: 0–100 (TA-Lib gives a share for period 1). First defined index: `period`; NaN before it; 0 without
 * any true range. Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_PLUS_DI.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function plusDi(bars: Bars, period: number): Float64Array {
  assertPeriod('plusDi', period);
  const { up, range } = directionalSums(bars, period);
  return directionalIndicator(up, range, period);
}
