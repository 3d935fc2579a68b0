import type { MetricTrade } from './metric-trade.js';
import type { TradeSums } from './trade-sums.js';

/** What the metrics of a set of trades are computed from. */
export interface TradeFacts {
  /** In the order in which they closed. */
  readonly trades: readonly MetricTrade[];
  /** Their net results, in the same order. */
  readonly nets: Float64Array;
  /** Starting capital, account currency. */
  readonly capital: number;
  /** Bars on which trading was possible. */
  readonly barCount: number;
  /** Calendar days from the first to the last bar, both included. */
  readonly calendarDays: number;
  /** Open time of the first and the last bar, ms UTC; NaN without bars. */
  readonly firstTime: number;
  readonly lastTime: number;
  readonly sums: TradeSums;
}

/** Bars on which a position was open at some moment; a bar with two positions counts once. */
export function barsInMarket(trades: readonly MetricTrade[]): number {
  const byEntry = [...trades].sort((a, b) => a.entryBar - b.entryBar);
  let covered = 0;
  let next = -Infinity;
  for (const { entryBar, exitBar } of byEntry) {
    const from = Math.max(entryBar, next);
    if (exitBar < from) continue;
    covered += exitBar - from + 1;
    next = exitBar + 1;
  }
  return covered;
}

/** Longest time without a position, ms, the waits before the first and after the last included. */
export function longestFlatMs(facts: TradeFacts): number {
  const byEntry = [...facts.trades].sort((a, b) => a.entryTime - b.entryTime);
  let flatFrom = facts.firstTime;
  let longest = 0;
  for (const { entryTime, exitTime } of byEntry) {
    longest = Math.max(longest, entryTime - flatFrom);
    flatFrom = Math.max(flatFrom, exitTime);
  }
  return Math.max(longest, facts.lastTime - flatFrom);
}
