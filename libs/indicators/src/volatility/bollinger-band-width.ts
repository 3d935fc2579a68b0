import { bollingerBands } from './bollinger-bands.js';
import { assertNumber, assertPeriod } from '../window/period.js';

/**
 * Width of the Bollinger bands relative to their middle: (upper − lower) ÷ middle.
 *
 * Unit: share of the price. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it, in every window that contains a NaN, and where the middle is 0.
 * Source: J. Bollinger; the predecessor's bollinger_band_width.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `deviations` is below 0.
 */
export function bollingerBandWidth(
  values: Float64Array,
  period: number,
  deviations = 2,
): Float64Array {
  assertPeriod('bollingerBandWidth', period);
  assertNumber('bollingerBandWidth', 'deviations', deviations, 0);
  const { upper, middle, lower } = bollingerBands(values, period, deviations);
  for (let i = 0; i < upper.length; i += 1) {
    const mean = middle[i] as number;
    upper[i] = mean === 0 ? NaN : ((upper[i] as number) - (lower[i] as number)) / mean;
  }
  return upper;
}
