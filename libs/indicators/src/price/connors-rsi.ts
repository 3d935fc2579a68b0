import { assertPeriod } from '../window/period.js';
import { eachRun, undefinedColumn } from '../window/runs.js';
import { rocp } from './rocp.js';
import { rsi } from './rsi.js';

/**
 * Connors RSI: mean of the RSI of the values over `period` bars, the RSI of their streak over `streakPeriod`
 * bars, and the percent of the `rankPeriod` returns before that lie below the current one. The streak
 * counts bars that rose in a row, as a negative number those that fell, and is 0 when nothing changed.
 *
 * Unit: 0–100. First defined index: the largest of `period`, `streakPeriod` and `rankPeriod + 1` after the
 * first non-NaN value; NaN before it. Recursive: behind a NaN it begins anew. Work grows with `rankPeriod`.
 * Source: L. Connors and C. Alvarez 2012.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function connorsRsi(
  values: Float64Array,
  period = 3,
  streakPeriod = 2,
  rankPeriod = 100,
): Float64Array {
  assertPeriod('connorsRsi', period);
  assertPeriod('connorsRsi', streakPeriod, 1, 'streakPeriod');
  assertPeriod('connorsRsi', rankPeriod, 1, 'rankPeriod');
  const out = rsi(values, period);
  const streakStrength = rsi(streaks(values), streakPeriod);
  const returns = rocp(values, 1);
  for (let i = 0; i < out.length; i += 1) {
    const rank = i > rankPeriod ? shareBelow(returns, i, rankPeriod) : NaN;
    out[i] = ((out[i] as number) + (streakStrength[i] as number) + 100 * rank) / 3;
  }
  return out;
}

/** Bars in a row that rose, or as a negative number fell; 0 for the first, and where nothing changed. */
function streaks(values: Float64Array): Float64Array {
  const out = undefinedColumn(values.length);
  eachRun(values, (from, to) => {
    let streak = 0;
    for (let i = from; i < to; i += 1) {
      const change = i === from ? 0 : (values[i] as number) - (values[i - 1] as number);
      if (change > 0) streak = Math.max(streak, 0) + 1;
      else streak = change < 0 ? Math.min(streak, 0) - 1 : 0;
      out[i] = streak;
    }
  });
  return out;
}

/** Share of the `count` returns before bar `i` that are below its own; NaN when one of them is. */
function shareBelow(returns: Float64Array, i: number, count: number): number {
  const limit = returns[i] as number;
  let below = 0;
  let sum = limit;
  for (let k = i - count; k < i; k += 1) {
    below += Number((returns[k] as number) < limit);
    sum += returns[k] as number;
  }
  return sum === sum ? below / count : NaN;
}
