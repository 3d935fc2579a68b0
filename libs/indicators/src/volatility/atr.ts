import type { Bars } from '@assay/core';
import { assertPeriod } from '../window/period.js';

/**
 * Average true range after Wilder: weight 1 ÷ period, seeded with the plain mean of the first `period`
 * true ranges (bars 1 … period, as the first bar has no previous close).
 *
 * Unit: price. First defined index: `period` (1 for period 1); NaN before it. Bars that are NaN at
 * the start delay it. Recursive: behind a bar with NaN it begins anew.
 * Source: J. W. Wilder 1978; TA-Lib TA_ATR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function atr(bars: Bars, period: number): Float64Array {
  assertPeriod('atr', period);
  const out = new Float64Array(bars.length);
  out.fill(NaN, 0, 1);
  for (let i = 1; i < bars.length;) i = fillRun(bars, period, out, i);
  return out;
}

/**
 * Fills from bar `from` up to and including the first without a true range; returns the bar behind it.
 * One pass: the true range of the next bar is made while the average of this one is still on its way.
 */
function fillRun(bars: Bars, period: number, out: Float64Array, from: number): number {
  const { length, high, low, close } = bars;
  const first = from + period - 1;
  let sum = 0;
  let i = from;
  for (; i <= first && i < length; i += 1) {
    const before = close[i - 1] as number;
    sum += Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
    out[i] = NaN;
    if (sum !== sum) return i + 1;
  }
  if (i <= first) return length;
  let average = sum / period;
  out[first] = average;
  const weight = 1 / period;
  for (; i < length; i += 1) {
    const before = close[i - 1] as number;
    const range = Math.max(high[i] as number, before) - Math.min(low[i] as number, before);
    average += (range - average) * weight;
    out[i] = average;
    if (average !== average) return i + 1;
  }
  return length;
}
