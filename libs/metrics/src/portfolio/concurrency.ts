import { positionSteps } from './position-walk.js';
import type { PortfolioTrade } from './portfolio-input.js';
import { quantile } from '../moments.js';

/** How many trades were open together, and what they were worth. */
export interface Concurrency {
  /** Mean over time from `firstTime` to `lastTime`; null when that is no time at all. */
  readonly average: number | null;
  readonly max: number;
  /** 95th percentile of the number open right after each entry; null without trades. */
  readonly p95: number | null;
  /** Share of the time at the maximum, and with at least one trade; null as the average. */
  readonly timeAtMax: number | null;
  readonly timeInMarket: number | null;
  /** Open trades right after each entry, in the order of `order`. */
  readonly atEntry: Float64Array;
  /** Σ of notional values of the trades open right after each entry. */
  readonly deployedAtEntry: Float64Array;
  /** Indices of the given trades in order of entry (time, then place in the list). */
  readonly order: readonly number[];
  readonly peakDeployed: number;
}

/** Walks all entries and exits once. `firstTime` and `lastTime` bound the time that is averaged. */
export function measureConcurrency(
  trades: readonly PortfolioTrade[],
  firstTime: number,
  lastTime: number,
): Concurrency {
  const atEntry: number[] = [];
  const deployedAtEntry: number[] = [];
  const order: number[] = [];
  const timeAt: number[] = [];
  let open = 0;
  let deployed = 0;
  let since = firstTime;
  for (const step of positionSteps(trades)) {
    const now = Math.min(Math.max(step.time, firstTime), lastTime);
    timeAt[open] = (timeAt[open] ?? 0) + (now - since);
    since = now;
    const trade = trades[step.trade] as PortfolioTrade;
    if (!step.isEntry) {
      open--;
      // Rounding must not leave a rest behind when nothing is open.
      deployed = open === 0 ? 0 : deployed - trade.notional;
      continue;
    }
    open++;
    deployed += trade.notional;
    order.push(step.trade);
    atEntry.push(open);
    deployedAtEntry.push(deployed);
  }
  timeAt[open] = (timeAt[open] ?? 0) + (lastTime - since);
  const span = lastTime - firstTime;
  const max = atEntry.reduce((most, count) => Math.max(most, count), 0);
  const shareOf = (ms: number): number | null => (span > 0 ? ms / span : null);
  return {
    average: shareOf(timeAt.reduce((sum, ms, count) => sum + ms * count, 0)),
    max,
    p95: quantile(atEntry, 0.95),
    timeAtMax: shareOf(timeAt[max] ?? 0),
    timeInMarket: span > 0 ? 1 - (timeAt[0] ?? 0) / span : null,
    atEntry: Float64Array.from(atEntry),
    deployedAtEntry: Float64Array.from(deployedAtEntry),
    order,
    peakDeployed: deployedAtEntry.reduce((most, value) => Math.max(most, value), 0),
  };
}

/** Most trades open together at some moment of a window (both ends included). */
export function maxConcurrencyWithin(
  trades: readonly PortfolioTrade[],
  fromMs: number,
  toMs: number,
): number {
  const inside = trades.filter((trade) => trade.entryTime <= toMs && trade.exitTime >= fromMs);
  const clipped = inside.map((trade) => ({
    ...trade,
    entryTime: Math.max(trade.entryTime, fromMs),
    exitTime: Math.min(trade.exitTime, toMs),
  }));
  return measureConcurrency(clipped, fromMs, toMs).max;
}
