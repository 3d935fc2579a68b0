import { MS_PER_DAY } from '@assay/core';
import { TradingWeek, type TradingCalendar } from '@assay/market-data';

/**
 * Open time that may pass without a bar because of a holiday: currencies close for one day in a row,
 * exchanges for two (Good Friday is followed by Easter Monday), what always trades for none.
 */
export const HOLIDAY_ALLOWANCE_MS: Readonly<Record<TradingCalendar, number>> = {
  fx: MS_PER_DAY,
  weekdays: 2 * MS_PER_DAY,
  always: 0,
};

/** How old the newest bar is, in time during which its market was open. */
export interface Freshness {
  readonly fresh: boolean;
  /** Open time since the close of the newest bar, ms; 0 while the weekend lasts. */
  readonly openMs: number;
  /** The most that is fresh: one bar and the holiday allowance of the calendar. */
  readonly limitMs: number;
}

/**
 * Judges a series by its newest bar: the market must not have been open since its close for longer
 * than one more bar takes, and a holiday. Weekends do not count, because they are not open.
 *
 * @param newestMs - Open time of the newest bar, ms UTC.
 */
export function judgeFreshness(
  calendar: TradingCalendar,
  barMs: number,
  newestMs: number,
  nowMs: number,
): Freshness {
  const closeMs = newestMs + barMs;
  const openMs = new TradingWeek(calendar, newestMs, Math.max(nowMs, newestMs)).openBetween(
    closeMs,
    nowMs,
  );
  const limitMs = barMs + HOLIDAY_ALLOWANCE_MS[calendar];
  return { fresh: openMs <= limitMs, openMs, limitMs };
}
