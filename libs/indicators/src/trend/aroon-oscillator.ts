import type { Bars } from '@assay/core';
import { aroon } from './aroon.js';
import { assertPeriod } from '../window/period.js';

/**
 * Aroon oscillator: Aroon up − Aroon down.
 *
 * Unit: −100 … 100. First defined index: `period`; NaN before it and in every window that contains a NaN.
 * Source: T. Chande 1995; TA-Lib TA_AROONOSC.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function aroonOscillator(bars: Bars, period: number): Float64Array {
  assertPeriod('aroonOscillator', period);
  const { up, down } = aroon(bars, period);
  for (let i = 0; i < up.length; i += 1) up[i] = (up[i] as number) - (down[i] as number);
  return up;
}
