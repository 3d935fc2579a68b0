import { MS_PER_DAY } from '@assay/core';
import type { DailyEquity } from './equity-scan.js';

/** Equity on every calendar day from the first to the last, idle days carried. */
export interface CalendarEquity {
  /** Midnight of the first day, ms UTC; NaN when there is no day. */
  readonly firstDay: number;
  /** Equity at the end of each day, no day left out, weekends included. */
  readonly equity: Float64Array;
}

/** Carries each day's equity over the days that have no bars. */
export function calendarEquity(daily: Pick<DailyEquity, 'day' | 'equity'>): CalendarEquity {
  const count = daily.day.length;
  if (count === 0) return { firstDay: NaN, equity: new Float64Array(0) };
  const firstDay = daily.day[0] as number;
  const lastDay = daily.day[count - 1] as number;
  const equity = new Float64Array((lastDay - firstDay) / MS_PER_DAY + 1);
  for (let i = 0; i < count; i++) {
    const from = ((daily.day[i] as number) - firstDay) / MS_PER_DAY;
    const to =
      i + 1 < count ? ((daily.day[i + 1] as number) - firstDay) / MS_PER_DAY : equity.length;
    equity.fill(daily.equity[i] as number, from, to);
  }
  return { firstDay, equity };
}

/**
 * Simple returns from day to day; the first day's is measured from the starting capital. Null when
 * equity was not positive on some day: a return on nothing has no meaning.
 */
export function calendarReturns(equity: Float64Array, capital: number): Float64Array | null {
  const returns = new Float64Array(equity.length);
  let before = capital;
  for (let i = 0; i < equity.length; i++) {
    const value = equity[i] as number;
    if (!(before > 0) || !(value > 0)) return null;
    returns[i] = value / before - 1;
    before = value;
  }
  return returns;
}
