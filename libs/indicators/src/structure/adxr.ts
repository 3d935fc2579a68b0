import type { Bars } from '@assay/core';
import { adx } from './adx.js';
import { assertPeriod } from '../window/period.js';

/**
 * Average directional index rating: mean of the index now and `period − 1` bars ago.
 *
 * Unit: 0–100. First defined index: `3 × period − 2`; NaN before it. Recursive: behind a bar with NaN it
 * begins anew. Source: J. W. Wilder 1978; TA-Lib TA_ADXR.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function adxr(bars: Bars, period: number): Float64Array {
  assertPeriod('adxr', period, 2);
  const out = adx(bars, period).adx;
  const lag = period - 1;
  // From the end, so that the earlier index is still there when it is read.
  for (let i = out.length - 1; i >= lag; i -= 1) {
    out[i] = ((out[i] as number) + (out[i - lag] as number)) / 2;
  }
  return out.fill(NaN, 0, Math.min(lag, out.length));
}
