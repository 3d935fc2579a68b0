import { calendarEquity, calendarReturns } from './calendar-returns.js';
import { scanEquity } from './equity-scan.js';
import type { DailyEquity, DrawdownAnatomy, EquityMarks } from './equity-scan.js';

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
  const { daily, drawdown } = scanEquity(marks, capital);
  const calendar = calendarEquity(daily).equity;
  const bars = marks.equity.length;
  return {
    capital,
    time: marks.time,
    finalEquity: bars === 0 ? capital : (marks.equity[bars - 1] as number),
    daily,
    drawdown,
    calendar,
    returns: calendarReturns(calendar, capital),
    periodsPerYear,
  };
}
