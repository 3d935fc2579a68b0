import { exponentialAverage, type EmaKind } from '../window/exponential.js';
import { assertPeriod } from '../window/period.js';

/**
 * Double exponential moving average: 2 × EMA − EMA of the EMA; lags less than either.
 *
 * Unit: that of `values`. First defined index: `2 × period − 2` after the first non-NaN value; NaN before
 * it. Recursive: behind a NaN it begins anew. Source: P. Mulloy 1994; TA-Lib TA_DEMA.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `average` is no exponential average.
 */
export function dema(values: Float64Array, period: number, average: EmaKind = 'ema'): Float64Array {
  assertPeriod('dema', period);
  const once = exponentialAverage(values, period, average);
  const out = exponentialAverage(once, period, average);
  for (let i = 0; i < out.length; i += 1) out[i] = 2 * (once[i] as number) - (out[i] as number);
  return out;
}
