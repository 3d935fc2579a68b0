import type { Bars } from '@assay/core';
import { assertPeriod } from '../window/period.js';
import { trueRange } from './true-range.js';

/**
 * Average true range after Wilder: weight 1 ÷ period, seeded with the plain mean of the first `period`
 * true ranges (bars 1 … period).
 *
 * Unit: price. First defined index: `period` (1 for period 1); NaN before it. Recursive: a NaN in a bar
 * after the first makes every later value NaN. Source: J. W. Wilder 1978; TA-Lib TA_ATR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function atr(bars: Bars, period: number): Float64Array {
  assertPeriod('atr', period);
  // The true ranges are replaced by their averages in place: no second array.
  const out = trueRange(bars);
  if (period === 1) return out;
  const n = out.length;
  let sum = 0;
  for (let i = 1; i <= period && i < n; i += 1) sum += out[i] as number;
  out.fill(NaN, 0, Math.min(period, n));
  if (period >= n) return out;
  let average = sum / period;
  out[period] = average;
  const weight = 1 / period;
  for (let i = period + 1; i < n; i += 1) {
    average += ((out[i] as number) - average) * weight;
    out[i] = average;
  }
  return out;
}
