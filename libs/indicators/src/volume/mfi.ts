import type { Bars } from '@assay/core';
import { typicalPrice } from '../price/typical-price.js';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Money flow index: 100 × rising ÷ (rising + falling) money flow of the last `period` bars; the flow of a
 * bar is typical price × volume, rising or falling with the typical price.
 *
 * Unit: 0–100. First defined index: `period` after the first non-NaN bar; NaN before it, in every window
 * that contains a NaN, and where no money flowed (no volume, or no change of price). Work grows with
 * `period`. Source: G. Quong and A. Soudack; TA-Lib TA_MFI.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function mfi(bars: Bars, period: number): Float64Array {
  assertPeriod('mfi', period);
  const prices = typicalPrice(bars);
  const n = prices.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(prices) + period, n);
  out.fill(NaN, 0, first);
  for (let i = first; i < n; i += 1) {
    let rising = 0;
    let falling = 0;
    for (let k = i - period + 1; k <= i; k += 1) {
      const change = (prices[k] as number) - (prices[k - 1] as number);
      const flow = (prices[k] as number) * (bars.volume[k] as number);
      if (change < 0) falling += flow;
      else rising += change === 0 ? 0 : flow * Math.sign(change);
    }
    out[i] = rising + falling === 0 ? NaN : (100 * rising) / (rising + falling);
  }
  return out;
}
