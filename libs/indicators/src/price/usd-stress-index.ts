import { MS_PER_DAY, type Bars } from '@assay/core';
import { percentileRank } from '../stats/percentile-rank.js';
import { rocp } from './rocp.js';
import { assertPeriod } from '../window/period.js';

/** Daily closes of one symbol, oldest first: the time at which each day opened, ms UTC, and its close. */
export interface DailyCloses {
  readonly time: Float64Array;
  readonly close: Float64Array;
}

/** The dollar's last completed day, at each bar. */
export interface UsdStress {
  /** Return of that day, a share: 0.01 is 1 %. */
  readonly dailyReturn: Float64Array;
  /** Share of the last `window` daily returns that are ≤ it, 0–1. */
  readonly rank: Float64Array;
}

/**
 * Stress of the dollar: the last daily return of a dollar index, and its percentile rank, at every bar of
 * another symbol. `daily` holds the index's daily closes; a bar sees the last day
 * that had ended, 24 hours after it opened, when the bar opened: never the day it lies in.
 *
 * Unit: shares. First defined index: the first bar behind day 2 for the return, behind day `window + 1` for
 * the rank; NaN before it, and where the day's close, or one in the window, is NaN.
 * Source: the predecessor's usd_stress_index.
 * @throws RangeError when `window` is not a whole number ≥ 1, or the columns of `daily` differ in length.
 */
export function usdStressIndex(bars: Bars, daily: DailyCloses, window = 60): UsdStress {
  assertPeriod('usdStressIndex', window, 1, 'window');
  const days = daily.time.length;
  if (daily.close.length !== days) {
    throw new RangeError(
      `usdStressIndex: daily columns must have one length, got ${days} and ${daily.close.length}`,
    );
  }
  const returns = rocp(daily.close, 1);
  const ranks = percentileRank(returns, window);
  const lines = {
    dailyReturn: new Float64Array(bars.length),
    rank: new Float64Array(bars.length),
  };
  let ended = 0;
  for (let i = 0; i < bars.length; i += 1) {
    const now = bars.time[i] as number;
    while (ended < days && (daily.time[ended] as number) + MS_PER_DAY <= now) ended += 1;
    lines.dailyReturn[i] = returns[ended - 1] ?? NaN;
    lines.rank[i] = ranks[ended - 1] ?? NaN;
  }
  return lines;
}
