import { MS_PER_DAY } from '@assay/core';
import { calendarReturns } from '../calendar-returns.js';
import type { PortfolioRun } from './portfolio-input.js';

/** Equity of several runs on one calendar: every day from the first to the last of any run. */
export interface MergedEquity {
  /** Σ of the runs' capitals. */
  readonly capital: number;
  /** Midnight of each day, ms UTC, no day left out. */
  readonly day: Float64Array;
  /** Σ of the runs' equity at the end of the day; a run counts its capital before its first day and
   * its last equity after its last. */
  readonly equity: Float64Array;
  /** Σ of the runs' worst marks of the day, as if all had come at one moment: a lower bound. */
  readonly equityLow: Float64Array;
  /** The same columns of each run alone, in the order of the runs. */
  readonly runs: readonly RunOnCalendar[];
}

/** One run on the portfolio's calendar. */
export interface RunOnCalendar {
  readonly equity: Float64Array;
  readonly equityLow: Float64Array;
  /** Returns from day to day; null when its equity was not positive on some day. */
  readonly returns: Float64Array | null;
}

/** Puts runs on one calendar and adds them up. No run, or no day at all, gives empty columns. */
export function mergeEquity(
  runs: readonly Pick<PortfolioRun, 'capital' | 'daily'>[],
): MergedEquity {
  let first = Infinity;
  let last = -Infinity;
  for (const { daily } of runs) {
    if (daily.day.length === 0) continue;
    first = Math.min(first, daily.day[0] as number);
    last = Math.max(last, daily.day[daily.day.length - 1] as number);
  }
  const count = first > last ? 0 : (last - first) / MS_PER_DAY + 1;
  const day = Float64Array.from({ length: count }, (_, i) => first + i * MS_PER_DAY);
  const placed = runs.map((run) => placeOnCalendar(run, first, count));
  const equity = new Float64Array(count);
  const equityLow = new Float64Array(count);
  for (const run of placed) {
    for (let i = 0; i < count; i++) {
      equity[i] = (equity[i] as number) + (run.equity[i] as number);
      equityLow[i] = (equityLow[i] as number) + (run.equityLow[i] as number);
    }
  }
  const capital = runs.reduce((sum, run) => sum + run.capital, 0);
  return { capital, day, equity, equityLow, runs: placed };
}

function placeOnCalendar(
  run: Pick<PortfolioRun, 'capital' | 'daily'>,
  first: number,
  count: number,
): RunOnCalendar {
  const { day, equity, equityLow } = run.daily;
  const carried = new Float64Array(count).fill(run.capital);
  const lows = new Float64Array(count).fill(run.capital);
  for (let i = 0; i < day.length; i++) {
    const at = ((day[i] as number) - first) / MS_PER_DAY;
    const next = i + 1 < day.length ? ((day[i + 1] as number) - first) / MS_PER_DAY : count;
    carried.fill(equity[i] as number, at, next);
    lows.fill(equity[i] as number, at, next);
    lows[at] = equityLow[i] as number;
  }
  return { equity: carried, equityLow: lows, returns: calendarReturns(carried, run.capital) };
}
