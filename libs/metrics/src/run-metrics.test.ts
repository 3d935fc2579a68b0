import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { metricsGlossary, portfolioGlossary } from './glossary.js';
import type { RunMetricId, RunMetricsInput } from './run-metrics.js';
import { METRICS, computeRunMetrics } from './run-metrics.js';
import { computeMetrics } from './selected-metrics.js';
import { sampleRun } from './testing/sample-run.js';
import { sampleSteps } from './testing/sample-steps.js';

const STEPS = [
  { wait: 2, hold: 5, direction: 1, net: 100 },
  { wait: 30, hold: 1, direction: -1, net: -40 },
  { wait: 0, hold: 0, direction: -1, net: 0 },
  { wait: 20, hold: 4, direction: 1, net: -60 },
  { wait: 9, hold: 3, direction: 1, net: 20 },
] as const;

describe('a run worked out by hand', () => {
  const metrics = computeRunMetrics(sampleRun(STEPS));
  const { values } = metrics.all;

  test.each([
    ['net_profit', 20],
    ['gross_profit', 120],
    ['gross_loss', 100],
    ['profit_factor', 1.2],
    ['expectancy', 4],
    ['median_trade', 0],
    ['average_win', 60],
    ['average_loss', 50],
    ['payoff_ratio', 1.2],
    ['largest_win', 100],
    ['largest_loss', 60],
    ['top_5_wins_share', 1],
    ['trade_count', 5],
    ['winning_trades', 2],
    ['losing_trades', 2],
    ['win_rate', 0.4],
    ['longest_win_streak', 1],
    ['longest_loss_streak', 1],
    ['average_bars_held', 13 / 5],
    ['average_r', 0.4],
    ['total_r', 2],
    ['edge_ratio', 1],
    ['return_on_capital', 0.002],
    ['final_equity', 10_020],
    // Peak 10,100 after the first trade; 10,000 at the fourth exit, 3 lower inside that bar.
    ['max_drawdown', 103],
    ['return_dd_ratio', 20 / 103],
    ['costs_share', 0],
    // Bars 2–7, 37–38 (38 again), 58–62, 71–74 of 77.
    ['exposure', 17 / 77],
  ] as const)('%s', (id, wanted) => {
    expect(values[id]).toBeCloseTo(wanted, 12);
  });

  test('long and short have the same definitions and add up', () => {
    expect(metrics.long.values.net_profit).toBe(60);
    expect(metrics.short.values.net_profit).toBe(-40);
    expect(metrics.short.values.final_equity).toBe(9960);
    expect(metrics.short.values.max_drawdown).toBe(43);
    expect(metrics.short.values.profit_factor).toBe(0);
  });

  test('a metric without a value is null and says why', () => {
    expect(metrics.short.values.average_win).toBeNull();
    expect(metrics.short.reasons.average_win).toBe('there is no winning trade');
    expect(metrics.all.reasons.average_win).toBeUndefined();
  });

  test('the daily numbers come from calendar days with carried equity', () => {
    const { equity } = metrics.daily;
    const returns = [...equity].map((value, i) => value / (equity[i - 1] ?? 10_000) - 1);
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    const squares = returns.reduce((a, b) => a + (b - mean) * (b - mean), 0);
    const deviation = Math.sqrt(squares / (returns.length - 1));
    const down = returns.reduce((a, b) => a + Math.min(b, 0) * Math.min(b, 0), 0);
    expect(values.sharpe_ratio).toBeCloseTo((mean / deviation) * Math.sqrt(252), 10);
    expect(values.sortino_ratio).toBeCloseTo(
      (mean / Math.sqrt(down / returns.length)) * Math.sqrt(252),
      10,
    );
  });
});

describe('a run without trades', () => {
  const { all, years } = computeRunMetrics(sampleRun([]));

  test('sums are zero, ratios are undefined', () => {
    expect(all.values).toMatchObject({ net_profit: 0, trade_count: 0, max_drawdown: 0 });
    for (const id of [
      'win_rate',
      'profit_factor',
      'expectancy',
      'sharpe_ratio',
      'calmar',
      'sqn',
    ] as const) {
      expect(all.values[id]).toBeNull();
    }
    expect(years).toEqual([]);
  });
});

describe('rules for every metric', () => {
  propertyTest.prop([sampleSteps])('a value is finite, or null with a reason', (steps) => {
    const { all, long, short } = computeRunMetrics(sampleRun(steps));
    for (const set of [all, long, short]) {
      expect(Object.keys(set.values)).toEqual(METRICS.map(({ id }) => id));
      for (const [id, value] of Object.entries(set.values)) {
        const reason = set.reasons[id as RunMetricId];
        if (value === null) expect(reason).toMatch(/^[a-z]/);
        else expect([id, Number.isFinite(value), reason]).toEqual([id, true, undefined]);
      }
    }
  });

  test('a metric that always exists is undefined for no sample without bars either', () => {
    const empty = sampleRun([]);
    const none = new Float64Array(0);
    const bars = { time: none, open: none, low: none, close: none };
    const { all } = computeRunMetrics({ ...empty, bars, equity: none, equityLow: none });
    for (const { id, undefinedWhen } of METRICS) {
      if (undefinedWhen === null) expect([id, all.values[id]]).not.toEqual([id, null]);
    }
  });

  test('an overflow is null with its own reason', () => {
    const run = sampleRun([{ wait: 0, hold: 1, direction: 1, net: 1 }]);
    const trades = run.trades.map((trade) => ({ ...trade, gross: 1e308, notional: Infinity }));
    const { all } = computeRunMetrics({ ...run, trades });
    expect(all.values.turnover_per_year).toBeNull();
    expect(all.reasons.turnover_per_year).toMatch(/finite/);
  });
});

function scaled(input: RunMetricsInput, factor: number): RunMetricsInput {
  return {
    ...input,
    capital: input.capital * factor,
    equity: input.equity.map((value) => value * factor),
    equityLow: input.equityLow.map((value) => value * factor),
    trades: input.trades.map((trade) => ({
      ...trade,
      net: trade.net * factor,
      gross: trade.gross * factor,
      notional: trade.notional * factor,
    })),
  };
}

describe('invariances', () => {
  propertyTest.prop([sampleSteps, fc.constantFrom(0.25, 2, 1024)])(
    'money scales with the account, everything else does not',
    (steps, factor) => {
      const run = sampleRun(steps);
      const before = computeRunMetrics(run).all.values;
      const after = computeRunMetrics(scaled(run, factor)).all.values;
      for (const { id, unit } of METRICS) {
        const value = before[id];
        const wanted = value !== null && unit === 'money' ? value * factor : value;
        if (wanted === null) expect(after[id]).toBeNull();
        else expect(after[id]).toBeCloseTo(wanted, 8);
      }
    },
  );

  propertyTest.prop([sampleSteps])('turning every result around swaps wins and losses', (steps) => {
    const before = computeRunMetrics(sampleRun(steps)).all.values;
    const turned = steps.map((step) => ({ ...step, net: -step.net }));
    const after = computeRunMetrics(sampleRun(turned)).all.values;
    expect(after.net_profit).toBe(0 - (before.net_profit ?? NaN) + 0);
    expect(after.gross_profit).toBe(before.gross_loss);
    expect(after.longest_win_streak).toBe(before.longest_loss_streak);
    expect(after.worst_5_losses_share).toBe(before.top_5_wins_share);
  });

  propertyTest.prop([sampleSteps])('longs and shorts add up to all', (steps) => {
    const { all, long, short } = computeRunMetrics(sampleRun(steps));
    const ids = [
      'net_profit',
      'gross_profit',
      'gross_loss',
      'trade_count',
      'winning_trades',
    ] as const;
    for (const id of ids) {
      expect((long.values[id] ?? NaN) + (short.values[id] ?? NaN)).toBe(all.values[id]);
    }
    const sum = (long.values.final_equity ?? NaN) + (short.values.final_equity ?? NaN) - 10_000;
    expect(sum).toBeCloseTo(all.values.final_equity ?? NaN, 8);
  });

  propertyTest.prop([sampleSteps])('asking for some metrics gives the same numbers', (steps) => {
    const run = sampleRun(steps);
    const some = computeMetrics(run, ['sharpe_ratio', 'net_profit', 'max_drawdown']);
    expect(computeRunMetrics(run).all.values).toMatchObject(some.values);
    expect(Object.keys(some.values)).toHaveLength(3);
  });
});

describe('contracts', () => {
  test('equity of another length is our bug', () => {
    const run = sampleRun(STEPS);
    expect(() => computeRunMetrics({ ...run, equity: run.equity.subarray(1) })).toThrow(/marks/);
  });

  test('an id that no metric has is our bug', () => {
    expect(() => computeMetrics(sampleRun([]), ['nonsense' as RunMetricId])).toThrow(/nonsense/);
  });

  test('the glossary explains each metric once', () => {
    for (const rows of [metricsGlossary(), portfolioGlossary()]) {
      expect(new Set(rows.map(({ metricKey }) => metricKey)).size).toBe(rows.length);
      for (const row of rows) expect(row.definition.length).toBeGreaterThan(5);
    }
  });
});
