import { rollingSum } from './rolling-sum.js';
import { logReturn } from './log-return.js';
import { assertPeriod } from '../window/period.js';

/**
 * Variance ratio: variance of overlapping `lag`-bar log returns ÷ (`lag` × variance of one-bar log
 * returns) over the last `period` returns, both about the mean return of the window, without bias.
 *
 * Unit: none; 1 for a random walk, above it a trend, below it a return to the mean. First defined index:
 * `period` after the first non-NaN value; NaN before it, in every window that contains a NaN or a value
 * not above 0, and where nothing moves. Source: A. Lo and C. MacKinlay 1988, VR(q).
 * @throws RangeError when `lag` is not a whole number ≥ 2, or `period` not a whole number > `lag`.
 */
export function varianceRatio(values: Float64Array, period: number, lag = 4): Float64Array {
  assertPeriod('varianceRatio', lag, 2, 'lag');
  assertPeriod('varianceRatio', period, lag + 1);
  const single = logReturn(values, 1);
  const several = logReturn(values, lag);
  const sums = rollingSum(single, period);
  const out = rollingSum(squared(single), period);
  const overlaps = period - lag + 1;
  const longSums = rollingSum(several, overlaps);
  const longSquares = rollingSum(squared(several), overlaps);
  for (let i = 0; i < out.length; i += 1) {
    const total = sums[i] as number;
    const mean = total / period;
    const squares = out[i] as number;
    const spread = squares - total * mean;
    const short = spread / (period - 1);
    const drift = lag * mean;
    const about =
      (longSquares[i] as number) - 2 * drift * (longSums[i] as number) + overlaps * drift * drift;
    const long = about / (overlaps * (1 - lag / period));
    // What is left of a return that never changes is rounding, not variance.
    out[i] = spread <= squares * 1e-12 ? NaN : Math.max(0, long / (lag * short));
  }
  return out;
}

function squared(column: Float64Array): Float64Array {
  return column.map((value) => value * value);
}
