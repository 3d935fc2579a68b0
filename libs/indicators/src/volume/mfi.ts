import type { Bars } from '@assay/core';
import { typicalPrice } from '../price/typical-price.js';
import { rollingSum } from '../stats/rolling-sum.js';
import { assertPeriod } from '../window/period.js';
import { undefinedColumn } from '../window/runs.js';

/**
 * Money flow index: 100 × rising ÷ (rising + falling) money flow of the last `period` bars; the flow of a
 * bar is typical price × volume, rising or falling with the typical price.
 *
 * Unit: 0–100. First defined index: `period` after the first non-NaN bar; NaN before it, in every window
 * that contains a NaN, and where no money flowed (no volume, or no change of price).
 * Source: G. Quong and A. Soudack; TA-Lib TA_MFI.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function mfi(bars: Bars, period: number): Float64Array {
  assertPeriod('mfi', period);
  const prices = typicalPrice(bars);
  const rising = undefinedColumn(bars.length);
  const falling = undefinedColumn(bars.length);
  for (let i = 1; i < bars.length; i += 1) {
    const change = (prices[i] as number) - (prices[i - 1] as number);
    const flow = change === 0 ? 0 : (prices[i] as number) * (bars.volume[i] as number);
    // An undefined change is undefined in both.
    rising[i] = change < 0 ? 0 : flow + 0 * change;
    falling[i] = change > 0 ? 0 : flow + 0 * change;
  }
  const out = rollingSum(rising, period);
  const losses = rollingSum(falling, period);
  for (let i = 0; i < out.length; i += 1) {
    const gained = out[i] as number;
    const total = gained + (losses[i] as number);
    out[i] = total === 0 ? NaN : (100 * gained) / total;
  }
  return out;
}
