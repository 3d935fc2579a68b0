import { rocp } from '../price/rocp.js';
import { assertPeriod } from '../window/period.js';
import { rollingProducts } from '../window/rolling-products.js';

/**
 * Beta: slope of the returns of `y` against the returns of `x` over the last `period` returns; how much
 * `y` moves with a move of `x`.
 *
 * Unit: none. First defined index: `period` after the first pair without NaN; NaN before it, in every
 * window that contains a NaN, and where `x` returned the same throughout. Source: TA-Lib TA_BETA.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function beta(x: Float64Array, y: Float64Array, period: number): Float64Array {
  assertPeriod('beta', period, 2);
  const { xx, xy } = rollingProducts(rocp(x, 1), rocp(y, 1), period);
  for (let i = 0; i < xy.length; i += 1) {
    const spread = xx[i] as number;
    xy[i] = spread === 0 ? NaN : (xy[i] as number) / spread;
  }
  return xy;
}
