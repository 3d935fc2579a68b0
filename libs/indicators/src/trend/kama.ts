import { eachRun, undefinedColumn } from '../window/runs.js';
import { efficiencyRatio } from './efficiency-ratio.js';
import { assertPeriod } from '../window/period.js';

const FAST = 2 / 3;
const SLOW = 2 / 31;

/**
 * Kaufman's adaptive moving average: an exponential average whose weight is (e × (2⁄3 − 2⁄31) + 2⁄31)²,
 * e being the efficiency ratio of the last `period` bars without its sign.
 *
 * Unit: that of `values`. First defined index: `period` after the first non-NaN value; NaN before it.
 * Seeded with the value before. Recursive: behind a NaN it begins anew. Where nothing moved, the price
 * is as slow as noise (TA-Lib: as fast as a trend). Source: P. Kaufman 1995; TA-Lib TA_KAMA.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function kama(values: Float64Array, period: number): Float64Array {
  assertPeriod('kama', period);
  const ratios = efficiencyRatio(values, period);
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    const first = from + period;
    if (first >= to) return;
    let average = values[first - 1] as number;
    for (let i = first; i < to; i += 1) {
      const root = Math.abs(ratios[i] as number) * (FAST - SLOW) + SLOW;
      average += ((values[i] as number) - average) * root * root;
      out[i] = average;
    }
  });
  return out;
}
