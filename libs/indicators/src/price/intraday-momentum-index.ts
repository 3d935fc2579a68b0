import type { Bars } from '@assay/core';
import { rollingSum } from '../stats/rolling-sum.js';
import { assertPeriod } from '../window/period.js';

/**
 * Intraday momentum index: 100 × sum of rising bodies ÷ sum of all bodies of the last `period` bars; the body
 * is |close − open|.
 *
 * Unit: 0–100. First defined index: `period − 1`; NaN before it, in every window that contains a NaN, and
 * where every bar closes where it opened. Source: T. Chande; TA-Lib TA_IMI.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function intradayMomentumIndex(bars: Bars, period = 14): Float64Array {
  assertPeriod('intradayMomentumIndex', period);
  const rising = new Float64Array(bars.length);
  const falling = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    const body = (bars.close[i] as number) - (bars.open[i] as number);
    rising[i] = body < 0 ? 0 : body;
    falling[i] = body > 0 ? 0 : -body;
  }
  const out = rollingSum(rising, period);
  const fallen = rollingSum(falling, period);
  for (let i = 0; i < out.length; i += 1) {
    const total = (out[i] as number) + (fallen[i] as number);
    out[i] = total === 0 ? NaN : 100 * ((out[i] as number) / total);
  }
  return out;
}
