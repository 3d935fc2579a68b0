import { MS_PER_DAY, civilFromDays } from '@assay/core';
import { totalReturn } from './return-series.js';

/** What returns may be compounded to. */
export type ReturnPeriod = 'weekly' | 'monthly' | 'quarterly' | 'yearly';

/** 1 January 1970 was a Thursday; weeks begin on Monday (ISO 8601). */
const MONDAY_SHIFT = 3;

/** A number that all days of one period share. */
function periodOf(dayMs: number, period: ReturnPeriod): number {
  const days = Math.floor(dayMs / MS_PER_DAY);
  if (period === 'weekly') return Math.floor((days + MONDAY_SHIFT) / 7);
  const { year, month } = civilFromDays(days);
  if (period === 'yearly') return year;
  return period === 'monthly' ? year * 12 + month : year * 4 + Math.floor((month - 1) / 3);
}

/**
 * Compounds returns over calendar periods (UTC), oldest first; `day` is the time of each return, ms UTC,
 * ascending. A period without returns has no entry.
 */
export function aggregateReturns(
  day: ArrayLike<number>,
  returns: Float64Array,
  period: ReturnPeriod,
): readonly number[] {
  const results: number[] = [];
  let from = 0;
  for (let i = 1; i <= returns.length; i++) {
    const ends =
      i === returns.length ||
      periodOf(day[i] as number, period) !== periodOf(day[from] as number, period);
    if (!ends) continue;
    results.push(totalReturn(returns.subarray(from, i)) ?? 0);
    from = i;
  }
  return results;
}
