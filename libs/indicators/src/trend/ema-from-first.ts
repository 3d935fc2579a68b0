import { eachRun, undefinedColumn } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';

/**
 * Exponential moving average with weight 2 ÷ (period + 1), seeded with the first value alone, as
 * spreadsheets and charting programs do it; it agrees with `ema` once the seed is forgotten.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value, although the
 * average runs from the first value on: what is nearly all seed is not shown. NaN before it. Recursive:
 * behind a NaN it begins anew. Source: TA-Lib TA_EMA, MetaStock compatibility.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function emaFromFirst(values: Float64Array, period: number): Float64Array {
  assertPeriod('emaFromFirst', period);
  const out = undefinedColumn(values.length);
  const weight = 2 / (period + 1);
  eachRun(values, (from, to) => {
    const first = from + period - 1;
    if (first >= to) return;
    let average = values[from] as number;
    for (let i = from + 1; i < to; i += 1) {
      if (i > first) out[i - 1] = average;
      average += ((values[i] as number) - average) * weight;
    }
    out[to - 1] = average;
  });
  return out;
}
