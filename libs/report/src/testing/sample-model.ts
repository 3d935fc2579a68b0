import { MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import { computeRigour, computeRunMetrics, medianBarSeconds } from '@assay/metrics';
import type { ReportTrade, RunResultModel } from '../results/run-result-model.js';

/** 2023-11-01T00:00Z, so that samples span a new year. */
const START = 1_698_796_800_000;

/** Park–Miller numbers in [0, 1), so that every sample is the same everywhere. */
export function sampleNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return (state - 1) / 2_147_483_646;
  };
}

const REASONS = ['STOP_LOSS', 'TAKE_PROFIT', 'TIME_EXIT', 'SIGNAL'] as const;
const REGIMES = ['low', 'normal', 'high', 'unknown'] as const;
const TRENDS = ['strong_up', 'weak_up', 'neutral', 'weak_down', 'strong_down'] as const;

function pick<T>(list: readonly T[], share: number): T {
  return list[Math.floor(share * list.length)] as T;
}

/** A trade of eight bars; every third has no stop, so that its R is undefined. */
function sampleTrade(index: number, random: () => number): ReportTrade {
  const entryBar = 10 * index + 1;
  const direction = random() < 0.5 ? 1 : -1;
  const entryPrice = 1 + random() / 10;
  const move = (random() - 0.48) / 100;
  const gross = move * 10_000;
  const net = gross - 0.7 - 0.35;
  const risk = index % 3 === 2 ? null : 50;
  return {
    index,
    position: index,
    part: 0,
    direction,
    signalBar: entryBar - 1,
    entryBar,
    exitBar: entryBar + 8,
    entryTime: START + entryBar * MS_PER_HOUR,
    exitTime: START + (entryBar + 8) * MS_PER_HOUR,
    entryPrice,
    exitPrice: entryPrice + move * direction,
    exitReason: pick(REASONS, random()),
    units: 10_000,
    lots: 0.1,
    initialStop: risk === null ? null : entryPrice - 0.005 * direction,
    riskAccount: risk,
    gross,
    spreadCost: 0.7,
    commission: 0.35,
    slippage: 0,
    swap: 0,
    net,
    r: risk === null ? null : net / risk,
    tradeHigh: entryPrice + 0.006,
    tradeLow: entryPrice - 0.006,
    mfePrice: 0.006,
    maePrice: 0.006,
    mfeR: risk === null ? null : 1.2,
    maeR: risk === null ? null : 1.2,
    barsHeld: 8,
    notional: 10_000 * entryPrice,
    conversionRate: 1,
    marketState: {
      volatilityRegime: pick(REGIMES, random()),
      atr: 0.001,
      trendScore: 2,
      trendRegime: 1,
      trendLabel: pick(TRENDS, random()),
    },
  };
}

/** What a test may want to differ. */
export interface SampleOptions {
  readonly trades?: number;
  readonly seed?: number;
  readonly symbol?: string;
  readonly accountCurrency?: string;
  readonly synthetic?: boolean;
  readonly exitReason?: string;
}

/** A run of hourly bars whose equity follows its trades. */
export function sampleModel(options: SampleOptions = {}): RunResultModel {
  const random = sampleNumbers(options.seed ?? 7);
  const trades = Array.from({ length: options.trades ?? 30 }, (_, i) => {
    const trade = sampleTrade(i, random);
    return options.exitReason ? { ...trade, exitReason: options.exitReason } : trade;
  });
  const bars = 10 * trades.length + 24;
  const time = Float64Array.from({ length: bars }, (_, i) => START + i * MS_PER_HOUR);
  const equity = new Float64Array(bars).fill(10_000);
  for (const { exitBar, net } of trades) {
    for (let i = exitBar; i < bars; i++) equity[i] = (equity[i] as number) + net;
  }
  const price = Float64Array.from({ length: bars }, () => 1 + random() / 100);
  const low = price.map((value) => value - 0.001);
  const result = {
    trades,
    capital: 10_000,
    accountCurrency: options.accountCurrency ?? 'USD',
    rejections: trades.length > 0 ? { BELOW_MIN_LOT: 2, MAX_TRADES: 5 } : {},
    notReadyBars: 14,
    settings: { entry_timing: 'next_bar_open', costs: 'spec', sizing_lots: 0.1, swap: null },
  };
  const metrics = computeRunMetrics({
    bars: { time, open: price, low, close: price },
    firstBar: 0,
    capital: result.capital,
    trades,
    equity,
    equityLow: equity.map((value) => value - 2),
    sessionZones: { london: UTC_OFFSETS, newYork: UTC_OFFSETS },
  });
  const { capital } = result;
  const runKey = '0123456789abcdef'.repeat(4);
  const pointSize = 0.00001;
  return {
    directiveId: 'Range_Breakout_01',
    symbol: options.symbol ?? 'EURUSD',
    runId: '0123456789abcdef',
    runKey,
    strategy: 'Range_Breakout',
    broker: 'OctaFx',
    timeframe: '1h',
    startDate: '2023-11-01',
    endDate: '2024-02-29',
    engineName: 'assay-engine',
    engineVersion: 'v1_0_0',
    inputs: { directive_hash: 'aa'.repeat(32), data_hash: 'bb'.repeat(32) },
    synthetic: options.synthetic ?? false,
    firstBarTime: START,
    lastBarTime: time[bars - 1] ?? null,
    bars,
    warmupBars: 500,
    medianBarSeconds: medianBarSeconds(time),
    pointSize,
    result,
    metrics,
    rigour: computeRigour({ seed: runKey, capital, daily: metrics.daily, trades, pointSize }),
  };
}
