import { MS_PER_HOUR, weekday } from '@assay/core';
import type { MetricTrade } from './metric-trade.js';
import { groupTrades } from './trade-breakdown.js';
import type { TradeGroup } from './trade-breakdown.js';

/** The trades that were entered in one hour of one day of the week, UTC. */
export interface HourlyResult {
  /** 0 Sunday – 6 Saturday. */
  readonly weekday: number;
  /** 0–23. */
  readonly hour: number;
  /** By the same definitions as for all trades. */
  readonly metrics: TradeGroup['metrics'];
}

/** Trades by weekday and hour of entry; only hours that have trades, Sunday 00 first. */
export function hourlyResults(trades: readonly MetricTrade[]): readonly HourlyResult[] {
  const two = (value: number): string => String(value).padStart(2, '0');
  const groups = groupTrades(trades, [], ({ entryTime }) => {
    const hour = Math.floor(entryTime / MS_PER_HOUR) % 24;
    return `${weekday(entryTime)} ${two(hour)}`;
  });
  return groups.map(({ key, metrics }) => ({
    weekday: Number(key.slice(0, 1)),
    hour: Number(key.slice(2)),
    metrics,
  }));
}
