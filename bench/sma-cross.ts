import { MS_PER_MINUTE, UTC_OFFSETS, type Bars } from '@assay/core';
import {
  simulate,
  simulateSignals,
  type ScratchArrays,
  type SimulationInput,
} from '@assay/engine/v1_0_0';
import { sma } from '@assay/indicators/trend/sma';
import { METRICS, computeMetrics, type RunMetricId } from '@assay/metrics';
import {
  defineStrategy,
  movingAverageCross,
  type SignalStrategy,
  type StrategyDefinition,
} from '@assay/strategy/sdk';

const FAST = 10;
const SLOW = 30;

/** What a sweep ranks by; the metrics that a bench computes unless it computes all. */
const HEADLINE_METRICS: readonly RunMetricId[] = [
  'net_profit',
  'profit_factor',
  'trade_count',
  'win_rate',
  'expectancy',
  'sqn',
  'total_costs',
  'cagr',
  'max_drawdown',
  'max_drawdown_pct',
  'sharpe_ratio',
  'sortino_ratio',
];
/** Everything that reports show of all trades. */
const EVERY_METRIC: readonly RunMetricId[] = METRICS.map((metric) => metric.id);
const LABELS = { name: 'SmaCross', timeframe: '1m', signature: {} } as const;

/** SMA 10/30 cross, always in the market, written as a user would: `ctx.col`. */
export function callbackStrategy(): StrategyDefinition {
  return defineStrategy({
    ...LABELS,
    prepareIndicators: (bars) => ({ fast: sma(bars.close, FAST), slow: sma(bars.close, SLOW) }),
    checkEntry(ctx) {
      const fast = ctx.col('fast');
      const slow = ctx.col('slow');
      if (fast > slow) return ctx.col('fast', 1) < ctx.col('slow', 1) ? { direction: 1 } : null;
      return fast < slow && ctx.col('fast', 1) > ctx.col('slow', 1) ? { direction: -1 } : null;
    },
    checkExit(ctx) {
      const fast = ctx.col('fast');
      const slow = ctx.col('slow');
      const fastBefore = ctx.col('fast', 1);
      const slowBefore = ctx.col('slow', 1);
      return (fast > slow && fastBefore < slowBefore) || (fast < slow && fastBefore > slowBefore);
    },
  });
}

/** The same over raw columns: `ctx.column`. */
export function columnsStrategy(): StrategyDefinition {
  return defineStrategy({
    ...LABELS,
    prepareIndicators: (bars) => ({ fast: sma(bars.close, FAST), slow: sma(bars.close, SLOW) }),
    checkEntry(ctx) {
      const { i } = ctx;
      const fast = ctx.column('fast');
      const slow = ctx.column('slow');
      const now = (fast[i] as number) - (slow[i] as number);
      if (now > 0)
        return (fast[i - 1] as number) < (slow[i - 1] as number) ? { direction: 1 } : null;
      return now < 0 && (fast[i - 1] as number) > (slow[i - 1] as number)
        ? { direction: -1 }
        : null;
    },
    checkExit(ctx) {
      const { i } = ctx;
      const fast = ctx.column('fast');
      const slow = ctx.column('slow');
      const now = (fast[i] as number) - (slow[i] as number);
      const before = (fast[i - 1] as number) - (slow[i - 1] as number);
      return (now > 0 && before < 0) || (now < 0 && before > 0);
    },
  });
}

/** One EURUSD lot-tenth a trade, with spread, commission and slippage. */
export function benchInput(bars: Bars, strategy: StrategyDefinition): SimulationInput {
  return {
    symbol: 'EURUSD',
    bars,
    firstBar: 0,
    barMs: MS_PER_MINUTE,
    spec: {
      symbol: 'EURUSD',
      kind: 'currency_pair',
      base: 'EUR',
      quote: 'USD',
      contract_size: 100_000,
      min_lot: 0.01,
      lot_step: 0.01,
      max_lot: 50,
      tick_size: 0.00001,
      digits: 5,
      spread: 2,
      commission: { per_lot_per_side: 3, currency: 'USD' },
    },
    rules: {
      costs: { swap: 'none', slippage_points: 1 },
      sizing: { mode: 'fixed_lots', lots: 0.1, capital: 10_000_000 },
    },
    zone: UTC_OFFSETS,
    conversions: [],
    strategy,
  };
}

/** The same as the recipe: its signals are found without a hook. */
export function fusedStrategy(fast = FAST, slow = SLOW): SignalStrategy {
  return movingAverageCross({
    version: 1,
    strategy: LABELS.name,
    timeframe: LABELS.timeframe,
    indicators: [],
    session_time_reference: 'UTC',
    rules: { moving_average_cross: { type: 'sma', fast, slow } },
  });
}

/** Trades and metrics of the recipe, from its signals. */
export function simulateSignalsAndMeasure(
  bars: Bars,
  strategy: SignalStrategy,
  scratch: ScratchArrays,
): number {
  const input = benchInput(bars, strategy);
  const run = simulateSignals(input, scratch);
  if (!run) throw new Error('The recipe has no table of signals.');
  const { table, stretches, capital } = run;
  const measured = computeMetrics(
    {
      bars,
      firstBar: 0,
      capital,
      table,
      stretches,
      get trades() {
        return run.trades;
      },
      get equity() {
        return run.equity;
      },
      get equityLow() {
        return run.equityLow;
      },
    },
    HEADLINE_METRICS,
  );
  return table.count + Object.keys(measured.values).length;
}

/** Simulates and computes metrics of the run; returns something that depends on all of it. */
export function simulateAndMeasure(
  bars: Bars,
  strategy: StrategyDefinition,
  scratch: ScratchArrays,
  metrics: 'headline' | 'every' = 'headline',
): number {
  const input = benchInput(bars, strategy);
  const result = simulate(input, undefined, scratch);
  const measured = computeMetrics(
    {
      bars,
      firstBar: input.firstBar,
      capital: result.capital,
      get trades() {
        return result.trades;
      },
      get equity() {
        return result.equity;
      },
      get equityLow() {
        return result.equityLow;
      },
      table: result.table,
      stretches: result.stretches,
    },
    metrics === 'every' ? EVERY_METRIC : HEADLINE_METRICS,
  );
  return result.table.count + Object.keys(measured.values).length;
}

/**
 * What the job costs without an engine: the two averages, the crosses, the position and its equity
 * in one loop written for this strategy alone. Benches are compared with it.
 */
export function plainLoop(bars: Bars, scratch: ScratchArrays): number {
  const { close, open, length } = bars;
  const equity = scratch.take('equity', length);
  let fastSum = 0;
  let slowSum = 0;
  let cash = 0;
  let side = 0;
  let entry = 0;
  let wanted = 0;
  let before = 0;
  for (let i = 0; i < length; i += 1) {
    const price = close[i] as number;
    if (wanted !== side) {
      cash += side * ((open[i] as number) - entry);
      side = wanted;
      entry = open[i] as number;
    }
    fastSum += price;
    slowSum += price;
    if (i >= FAST) fastSum -= close[i - FAST] as number;
    if (i >= SLOW) slowSum -= close[i - SLOW] as number;
    const now = fastSum / FAST - slowSum / SLOW;
    if (i >= SLOW) {
      if (now > 0 && before < 0) wanted = 1;
      else if (now < 0 && before > 0) wanted = -1;
    }
    before = now;
    equity[i] = cash + side * (price - entry);
  }
  return equity[length - 1] as number;
}
