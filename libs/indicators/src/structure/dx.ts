import type { Bars } from '@assay/core';
import { directionalStrength } from '../window/directional.js';
import { adx } from './adx.js';

/**
 * Directional index: 100 × |+DI − −DI| ÷ (+DI + −DI); what the average directional index averages.
 *
 * Unit: 0–100. First defined index: `period`; NaN before it. 0 without any direction (TA-Lib repeats the
 * value before). Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_DX.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function dx(bars: Bars, period: number): Float64Array {
  const { plusDi, minusDi } = adx(bars, period);
  for (let i = 0; i < plusDi.length; i += 1) {
    plusDi[i] = directionalStrength(plusDi[i] as number, minusDi[i] as number);
  }
  return plusDi;
}
