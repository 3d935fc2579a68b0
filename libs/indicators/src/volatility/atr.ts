import type { Bars } from '@assay/core';
import { assertPeriod } from '../window/period.js';
import { wilderInPlace } from '../window/wilder.js';
import { trueRange } from './true-range.js';

/**
 * Average true range after Wilder: weight 1 ÷ period, seeded with the plain mean of the first `period`
 * true ranges (bars 1 … period, as the first bar has no previous close).
 *
 * Unit: price. First defined index: `period` (1 for period 1); NaN before it. Bars that are NaN at
 * the start delay it. Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_ATR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function atr(bars: Bars, period: number): Float64Array {
  assertPeriod('atr', period);
  // The true ranges are replaced by their averages in place: no second array.
  return wilderInPlace(trueRange(bars), period);
}
