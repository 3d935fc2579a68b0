import { positionSteps } from './position-walk.js';
import type { PlacedTrade } from './portfolio-input.js';
import { quantile } from '../moments.js';

/** How many positions were open together, and what they were worth. */
export interface Concurrency {
  /** Mean over time from `firstTime` to `lastTime`; null when that is no time at all. */
  readonly average: number | null;
  readonly max: number;
  /** 95th percentile of the number open right after each entry; null without trades. */
  readonly p95: number | null;
  /** Share of the time at the maximum, and with at least one position; null as the average. */
  readonly timeAtMax: number | null;
  readonly timeInMarket: number | null;
  /** For each of the given trades: positions open right after its own was entered. */
  readonly atEntry: Float64Array;
  /** The same: Σ of the notional values of what was open. */
  readonly deployedAtEntry: Float64Array;
  readonly peakDeployed: number;
}

/** Walks all entries and exits once. `firstTime` and `lastTime` bound the time that is averaged. */
export function measureConcurrency(
  trades: readonly PlacedTrade[],
  firstTime: number,
  lastTime: number,
): Concurrency {
  const atEntry = new Float64Array(trades.length);
  const deployedAtEntry = new Float64Array(trades.length);
  const counts: number[] = [];
  const timeAt: number[] = [];
  const notionalOf = (trade: number): number => trades[trade]?.notional ?? NaN;
  let open = 0;
  let deployed = 0;
  let since = firstTime;
  for (const step of positionSteps(trades)) {
    const now = Math.min(Math.max(step.time, firstTime), lastTime);
    timeAt[open] = (timeAt[open] ?? 0) + (now - since);
    since = now;
    if (!step.isEntry) {
      if (step.isLast) open--;
      // Rounding must not leave a rest behind when nothing is open.
      deployed = open === 0 ? 0 : deployed - notionalOf(step.trade);
      continue;
    }
    open++;
    for (const trade of step.trades) deployed += notionalOf(trade);
    counts.push(open);
    for (const trade of step.trades) {
      atEntry[trade] = open;
      deployedAtEntry[trade] = deployed;
    }
  }
  timeAt[open] = (timeAt[open] ?? 0) + (lastTime - since);
  const span = lastTime - firstTime;
  const max = counts.reduce((most, count) => Math.max(most, count), 0);
  const shareOf = (ms: number): number | null => (span > 0 ? ms / span : null);
  return {
    average: shareOf(timeAt.reduce((sum, ms, count) => sum + ms * count, 0)),
    max,
    p95: quantile(counts, 0.95),
    timeAtMax: shareOf(timeAt[max] ?? 0),
    timeInMarket: span > 0 ? 1 - (timeAt[0] ?? 0) / span : null,
    atEntry,
    deployedAtEntry,
    peakDeployed: deployedAtEntry.reduce((most, value) => Math.max(most, value), 0),
  };
}

/** Most positions open together at some moment of a window (both ends included). */
export function maxConcurrencyWithin(
  trades: readonly PlacedTrade[],
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
