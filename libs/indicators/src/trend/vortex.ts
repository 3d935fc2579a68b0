import type { Bars } from '@assay/core';
import { rollingSum } from '../stats/rolling-sum.js';
import { trueRange } from '../volatility/true-range.js';
import { undefinedColumn } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';

/** The two lines of the vortex, about 1. */
export interface Vortex {
  readonly plus: Float64Array;
  readonly minus: Float64Array;
}

/**
 * Vortex: sums over `period` bars of |high − previous low| (plus) and |low − previous high| (minus), each
 * divided by the sum of the true ranges.
 *
 * Unit: none. First defined index: `period`; NaN before it, in every window that contains a NaN, and
 * without any true range. Source: E. Botes and D. Siepman 2010.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function vortex(bars: Bars, period = 14): Vortex {
  assertPeriod('vortex', period);
  const { high, low, length } = bars;
  const up = undefinedColumn(length);
  const down = undefinedColumn(length);
  for (let i = 1; i < length; i += 1) {
    up[i] = Math.abs((high[i] as number) - (low[i - 1] as number));
    down[i] = Math.abs((low[i] as number) - (high[i - 1] as number));
  }
  const ranges = rollingSum(trueRange(bars), period);
  const share = (moves: Float64Array): Float64Array =>
    rollingSum(moves, period).map((sum, i) => {
      const range = ranges[i] as number;
      return range === 0 ? NaN : sum / range;
    });
  return { plus: share(up), minus: share(down) };
}
