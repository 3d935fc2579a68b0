import type { Bars } from '@assay/core';
import { rollingSum } from '../stats/rolling-sum.js';
import { closeLocation } from '../window/close-location.js';
import { assertPeriod } from '../window/period.js';

/**
 * Chaikin money flow: sum of volume × place of the close in its bar (−1 at the low … 1 at the high) ÷ sum
 * of the volume, over `period` bars.
 *
 * Unit: none, −1 … 1. First defined index: `period − 1`; NaN before it, in every window that contains a
 * NaN, and without volume. Source: M. Chaikin.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function chaikinMoneyFlow(bars: Bars, period = 20): Float64Array {
  assertPeriod('chaikinMoneyFlow', period);
  const { length, high, low, close, volume } = bars;
  const flows = new Float64Array(length);
  for (let i = 0; i < length; i += 1) {
    const place = closeLocation(high[i] as number, low[i] as number, close[i] as number);
    flows[i] = place * (volume[i] as number);
  }
  const out = rollingSum(flows, period);
  const volumes = rollingSum(volume, period);
  for (let i = 0; i < length; i += 1) {
    const total = volumes[i] as number;
    out[i] = total === 0 ? NaN : (out[i] as number) / total;
  }
  return out;
}
