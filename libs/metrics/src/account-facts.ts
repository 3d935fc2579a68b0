import { calendarEquity, calendarReturns } from './calendar-returns.js';
import { scanEquity } from './equity-scan.js';
import type { DailyEquity, DrawdownAnatomy, EquityMarks, EquityScan } from './equity-scan.js';

/** What the metrics of an equity curve are computed from. */
export interface AccountFacts {
  readonly capital: number;
  /** Bar times the indices of `drawdown` refer to. */
  readonly time: Float64Array;
  /** Equity at the last close; the capital when there are no bars. */
  readonly finalEquity: number;
  readonly daily: DailyEquity;
  readonly drawdown: DrawdownAnatomy;
  /** Equity at the end of every calendar day, idle days carried. */
  readonly calendar: Float64Array;
  /** Returns of these days; null when equity was not positive on some day. */
  readonly returns: Float64Array | null;
  /** Trading days in a year, for annualising. */
  readonly periodsPerYear: number;
}

/** Scans an equity curve once and derives everything its metrics need. */
export function accountFacts(
  marks: EquityMarks,
  capital: number,
  periodsPerYear: number,
): AccountFacts {
  return scannedFacts(scanEquity(marks, capital), marks.time, capital, periodsPerYear);
}

/** The same from a scan that was made already; `time` are the bar times that it refers to. */
export function scannedFacts(
  { daily, drawdown }: EquityScan,
  time: Float64Array,
  capital: number,
  periodsPerYear: number,
): AccountFacts {
  const calendar = calendarEquity(daily).equity;
  return {
    capital,
    time,
    finalEquity: daily.equity[daily.equity.length - 1] ?? capital,
    daily,
    drawdown,
    calendar,
    returns: calendarReturns(calendar, capital),
    periodsPerYear,
  };
}
