import { varianceRatio } from './variance-ratio.js';
import { assertPeriod } from '../window/period.js';

/**
 * Hurst exponent from how the variance of returns grows with their length:
 * ½ + ln(variance ratio) ÷ (2 × ln `lag`) over the last `period` returns.
 *
 * Unit: none; ½ for a random walk, above it persistent, below it reverting. First defined index: `period`
 * after the first non-NaN value; NaN before it and where the variance ratio is undefined or 0.
 * Source: the scaling law of B. Mandelbrot, estimated with the ratio of Lo and MacKinlay.
 * @throws RangeError when `lag` is not a whole number ≥ 2, or `period` not a whole number > `lag`.
 */
export function hurstExponent(values: Float64Array, period: number, lag = 4): Float64Array {
  assertPeriod('hurstExponent', lag, 2, 'lag');
  assertPeriod('hurstExponent', period, lag + 1);
  const out = varianceRatio(values, period, lag);
  for (let i = 0; i < out.length; i += 1) {
    const ratio = out[i] as number;
    out[i] = ratio > 0 ? 0.5 + Math.log(ratio) / (2 * Math.log(lag)) : NaN;
  }
  return out;
}
