import { rollingMax } from '../stats/rolling-max.js';
import { rollingMin } from '../stats/rolling-min.js';

/**
 * Where `values` lie between the lowest of `lows` and the highest of `highs` of the last `period` bars: 0 at
 * the bottom, 100 at the top; NaN without any range.
 */
export function rangePlace(
  highs: Float64Array,
  lows: Float64Array,
  values: Float64Array,
  period: number,
): Float64Array {
  const out = rollingMax(highs, period);
  const bottoms = rollingMin(lows, period);
  for (let i = 0; i < out.length; i += 1) {
    const low = bottoms[i] as number;
    const range = (out[i] as number) - low;
    // The quotient first: it never exceeds 1, and 100 times it never 100. The product first may be rounded up.
    out[i] = range === 0 ? NaN : 100 * (((values[i] as number) - low) / range);
  }
  return out;
}
