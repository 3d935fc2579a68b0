import { exponentialAverage, type EmaKind } from '../window/exponential.js';
import { assertPeriod } from '../window/period.js';

/**
 * Triple exponential moving average: 3 × EMA − 3 × EMA of the EMA + EMA of that.
 *
 * Unit: that of `values`. First defined index: `3 × period − 3` after the first non-NaN value; NaN before
 * it. Recursive: behind a NaN it begins anew. Source: P. Mulloy 1994; TA-Lib TA_TEMA.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `average` is no exponential average.
 */
export function tema(values: Float64Array, period: number, average: EmaKind = 'ema'): Float64Array {
  assertPeriod('tema', period);
  const once = exponentialAverage(values, period, average);
  const twice = exponentialAverage(once, period, average);
  const out = exponentialAverage(twice, period, average);
  for (let i = 0; i < out.length; i += 1) {
    out[i] = 3 * ((once[i] as number) - (twice[i] as number)) + (out[i] as number);
  }
  return out;
}
