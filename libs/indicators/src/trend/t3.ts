import { assertNumber, assertPeriod } from '../window/period.js';
import { ema } from './ema.js';

/**
 * Tillson's T3: a generalised double exponential average, three times over. With volume factor v and
 * e3 … e6 the third to sixth of successive EMAs: (1 + 3v + 3v² + v³) × e3 − (3v + 6v² + 3v³) × e4 +
 * (3v² + 3v³) × e5 − v³ × e6.
 *
 * Unit: that of `values`. First defined index: `6 × period − 6` after the first non-NaN value; NaN before
 * it. Recursive: behind a NaN it begins anew. Source: T. Tillson 1998; TA-Lib TA_T3.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `volumeFactor` not within 0 … 1.
 */
export function t3(values: Float64Array, period: number, volumeFactor = 0.7): Float64Array {
  assertPeriod('t3', period);
  assertNumber('t3', 'volumeFactor', volumeFactor, 0, 1);
  const v = volumeFactor;
  const cube = v * v * v;
  const weights = [
    1 + 3 * v + 3 * v * v + cube,
    -3 * v - 6 * v * v - 3 * cube,
    3 * v * v + 3 * cube,
    -cube,
  ];
  let average = ema(ema(values, period), period);
  const out = new Float64Array(values.length);
  for (const weight of weights) {
    average = ema(average, period);
    for (let i = 0; i < out.length; i += 1) {
      out[i] = (out[i] as number) + weight * (average[i] as number);
    }
  }
  return out;
}
