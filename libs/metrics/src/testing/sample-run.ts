import { MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import type { MetricTrade } from '../metric-trade.js';
import type { RunMetricsInput } from '../run-metrics.js';

/** 2024-01-01T00:00Z, a Monday. */
export const SAMPLE_START = 1_704_067_200_000;

/** A trade of plain numbers; what a test cares about is overridden. */
export function sampleTrade(change: Partial<MetricTrade> = {}): MetricTrade {
  const entryBar = change.entryBar ?? 0;
  const exitBar = change.exitBar ?? entryBar + 1;
  const net = change.net ?? 0;
  return {
    direction: 1,
    entryBar,
    exitBar,
    entryTime: SAMPLE_START + entryBar * MS_PER_HOUR,
    exitTime: SAMPLE_START + exitBar * MS_PER_HOUR,
    entryPrice: 1,
    exitPrice: 1 + net / 1000,
    exitReason: 'SIGNAL',
    gross: net,
    spreadCost: 0,
    commission: 0,
    slippage: 0,
    swap: 0,
    net,
    r: null,
    mfeR: null,
    maeR: null,
    mfePrice: Math.max(net, 0) / 1000,
    maePrice: Math.max(-net, 0) / 1000,
    barsHeld: exitBar - entryBar,
    notional: 1000,
    marketState: { volatilityRegime: 'normal', trendLabel: 'neutral' },
    ...change,
  };
}

/** A step of a sampled market: how long to wait, how long to hold, which way, for what result. */
export interface SampleStep {
  readonly wait: number;
  readonly hold: number;
  readonly direction: 1 | -1;
  readonly net: number;
}

/** What an open trade is worth between its bars: a share of the result, and a dip inside each bar. */
const DIP = 3;

/** A run whose equity follows its trades bar by bar, hourly bars, so that every number fits. */
export function sampleRun(steps: readonly SampleStep[], capital = 10_000): RunMetricsInput {
  const trades: MetricTrade[] = [];
  let bar = 0;
  for (const { wait, hold, direction, net } of steps) {
    const entryBar = bar + wait;
    trades.push(
      sampleTrade({
        direction,
        net,
        entryBar,
        exitBar: entryBar + hold,
        r: net / 10,
        mfeR: 1,
        maeR: 1,
      }),
    );
    bar = entryBar + hold;
  }
  const count = bar + 3;
  const equity = new Float64Array(count).fill(capital);
  const equityLow = new Float64Array(count).fill(capital);
  for (let i = 0; i < count; i++) {
    let value = capital;
    let dip = 0;
    for (const { entryBar, exitBar, net } of trades) {
      if (exitBar <= i) value += net;
      else if (entryBar <= i) value += (net * (i - entryBar + 1)) / (exitBar - entryBar + 1);
      if (entryBar <= i && i <= exitBar) dip = DIP;
    }
    equity[i] = value;
    equityLow[i] = value - dip;
  }
  const time = Float64Array.from({ length: count }, (_, i) => SAMPLE_START + i * MS_PER_HOUR);
  const price = Float64Array.from({ length: count }, (_, i) => 1 + (i % 7) / 100);
  return {
    bars: { time, open: price, low: price.map((value) => value - 0.001), close: price },
    firstBar: 0,
    capital,
    trades,
    equity,
    equityLow,
    sessionZones: { london: UTC_OFFSETS, newYork: UTC_OFFSETS },
  };
}
