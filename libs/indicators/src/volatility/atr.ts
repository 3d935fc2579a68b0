import type { Bars } from '@assay/core';
import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';
import { trueRange } from './true-range.js';

/**
 * Average true range after Wilder: weight 1 ÷ period, seeded with the plain mean of the first `period`
 * true ranges (bars 1 … period, as the first bar has no previous close).
 *
 * Unit: price. First defined index: `period` (1 for period 1); NaN before it. Bars that are NaN at
 * the start delay it. Recursive: a NaN in a later bar makes every later value NaN.
 * Source: J. W. Wilder 1978; TA-Lib TA_ATR.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function atr(bars: Bars, period: number): Float64Array {
  assertPeriod('atr', period);
  // The true ranges are replaced by their averages in place: no second array.
  const out = trueRange(bars);
  if (period === 1) return out;
  const n = out.length;
  const start = firstDefined(out);
  const first = start + period - 1;
  let sum = 0;
  for (let i = start; i <= first && i < n; i += 1) sum += out[i] as number;
  out.fill(NaN, 0, Math.min(first, n));
  if (first >= n) return out;
  let average = sum / period;
  out[first] = average;
  const weight = 1 / period;
  for (let i = first + 1; i < n; i += 1) {
    average += ((out[i] as number) - average) * weight;
    out[i] = average;
  }
  return out;
}
