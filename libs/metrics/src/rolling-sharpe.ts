import { MS_PER_DAY } from '@assay/core';
import { calendarEquity, calendarReturns } from './calendar-returns.js';
import type { DailyEquity } from './equity-scan.js';
import { sharpeRatio } from './return-series.js';
import type { ReturnOptions } from './return-series.js';
import { rolling } from './rolling-statistics.js';

/** The Sharpe ratio of the days before each day. */
export interface RollingSharpe {
  /** Calendar days of the window, the day itself included. */
  readonly window: number;
  /** Midnight of the last day of each window, ms UTC, no day left out. */
  readonly day: Float64Array;
  /** Annualised; NaN where equity did not move for a whole window. */
  readonly value: Float64Array;
}

const WINDOWS = [365, 182, 91, 30];
/** A window must fit so often, or the curve is too short to show a change. */
const FITS_MIN = 3;

/** The longest of 365, 182, 91 and 30 calendar days that fits three times; null below 90 days. */
export function rollingWindow(days: number): number | null {
  return WINDOWS.find((window) => window * FITS_MIN <= days) ?? null;
}

/**
 * Sharpe ratio of calendar-day returns over each window of days, by the same definition as that of the
 * whole. Null when the curve is shorter than the window, or equity fell to zero.
 * Source: pyfolio, rolling Sharpe; the statistic is `sharpeRatio`.
 */
export function rollingSharpe(
  daily: Pick<DailyEquity, 'day' | 'equity'>,
  capital: number,
  window: number,
  options?: ReturnOptions,
): RollingSharpe | null {
  const { firstDay, equity } = calendarEquity(daily);
  const returns = calendarReturns(equity, capital);
  if (returns === null || returns.length < window) return null;
  const values = rolling([returns], window, (part = returns) => sharpeRatio(part, options) ?? NaN);
  return {
    window,
    day: Float64Array.from(values, (_, i) => firstDay + (i + window - 1) * MS_PER_DAY),
    value: Float64Array.from(values),
  };
}
