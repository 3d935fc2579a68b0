import type { Bars } from '@assay/core';
import { firstDefined } from '../window/first-defined.js';
import { windowMean } from '../window/moments.js';
import { assertPeriod } from '../window/period.js';
import { typicalPrice } from './typical-price.js';

/**
 * Commodity channel index: (typical price − its mean) ÷ (0.015 × its mean absolute deviation), over
 * `period` bars.
 *
 * Unit: none, about ±100 in ordinary markets. First defined index: `period − 1`; NaN before it and in every
 * window that contains a NaN; 0 for a flat window, whose price is its mean. Work grows with `period`.
 * Source: D. Lambert 1980; TA-Lib TA_CCI.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function cci(bars: Bars, period: number): Float64Array {
  assertPeriod('cci', period, 2);
  const prices = typicalPrice(bars);
  const n = prices.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(prices) + period - 1, n);
  out.fill(NaN, 0, first);
  for (let i = first; i < n; i += 1) {
    const mean = windowMean(prices, i, period);
    let spread = 0;
    for (let k = i - period + 1; k <= i; k += 1) spread += Math.abs((prices[k] as number) - mean);
    out[i] = spread === 0 ? 0 : ((prices[i] as number) - mean) / ((0.015 * spread) / period);
  }
  return out;
}
