import type { Bars } from '@assay/core';
import { apo } from './apo.js';
import { medianPrice } from './median-price.js';
import { assertPeriod } from '../window/period.js';

/**
 * Awesome oscillator: simple average of the median price over `fast` bars − that over `slow` bars.
 *
 * Unit: price. First defined index: the longer period − 1; NaN before it and in every window that contains
 * a NaN. Source: B. Williams.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function awesomeOscillator(bars: Bars, fast = 5, slow = 34): Float64Array {
  assertPeriod('awesomeOscillator', fast, 1, 'fast');
  assertPeriod('awesomeOscillator', slow, 1, 'slow');
  return apo(medianPrice(bars), fast, slow, 'sma');
}
