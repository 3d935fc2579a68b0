import type { Bars } from '@assay/core';
import { directionalIndicator, directionalSums } from '../window/directional.js';
import { assertPeriod } from '../window/period.js';

/**
 * Minus directional indicator: Wilder's sum of downward movement in percent of that of the true ranges.
 *
 * Unit: 0–100 (TA-Lib gives a share for period 1). First defined index: `period`; NaN before it; 0 without
 * any true range. Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_MINUS_DI.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function minusDi(bars: Bars, period: number): Float64Array {
  assertPeriod('minusDi', period);
  const { down, range } = directionalSums(bars, period);
  return directionalIndicator(down, range, period);
}
