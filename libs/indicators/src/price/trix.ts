import { exponentialAverage, type EmaKind } from '../window/exponential.js';
import { roc } from './roc.js';
import { assertPeriod } from '../window/period.js';

/**
 * TRIX: change of a triple exponential average against the bar before.
 *
 * `average` says how the averages begin. Unit: percent. First defined index: `3 × period − 2` after the
 * first non-NaN value; NaN before it. Recursive: behind a NaN it begins anew.
 * Source: J. Hutson 1983; TA-Lib TA_TRIX.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `average` is no exponential average.
 */
export function trix(values: Float64Array, period: number, average: EmaKind = 'ema'): Float64Array {
  assertPeriod('trix', period);
  const once = exponentialAverage(values, period, average);
  const twice = exponentialAverage(once, period, average);
  return roc(exponentialAverage(twice, period, average), 1);
}
