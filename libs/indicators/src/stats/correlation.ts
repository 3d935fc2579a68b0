import { assertPeriod } from '../window/period.js';
import { rollingProducts } from '../window/rolling-products.js';

/**
 * Pearson correlation of the last `period` pairs of two series of one length.
 *
 * Unit: none, −1 … 1. First defined index: `period − 1` after the first pair without NaN; NaN before it,
 * in every window that contains a NaN, and where either series is flat. Source: TA-Lib TA_CORREL.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function correlation(x: Float64Array, y: Float64Array, period: number): Float64Array {
  assertPeriod('correlation', period, 2);
  const { xx, yy, xy } = rollingProducts(x, y, period);
  for (let i = 0; i < xy.length; i += 1) {
    const scale = Math.sqrt(xx[i] as number) * Math.sqrt(yy[i] as number);
    xy[i] = scale === 0 ? NaN : Math.max(-1, Math.min(1, (xy[i] as number) / scale));
  }
  return xy;
}
