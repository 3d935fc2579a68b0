import { sfc32 } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { costColumns, costLevels, stressCosts, stressedNets } from './cost-stress.js';
import { sharpeRatio } from '../return-series.js';
import { computeRigour } from './rigour.js';
import type { RigourInput } from './rigour.js';
import { SeededWords } from './seeded-words.js';
import { meanBlockLength, stationaryBootstrap } from './stationary-bootstrap.js';
import { rigourInput, RIGOUR_SEED } from '../testing/rigour-input.js';
import { resampleTrades, settledDrawdown, shuffleTrades } from './trade-resampling.js';

const stream = (purpose = 0) => new SeededWords(RIGOUR_SEED, purpose);

describe('words from a hash', () => {
  test('are those of sfc32, begun with 96 bits of the hash', () => {
    const words = new Uint32Array(50);
    stream(2).fill(words);
    const part = (i: number) => Number.parseInt(RIGOUR_SEED.slice(i * 8, i * 8 + 8), 16);
    const judge = sfc32(part(2), part(3), part(4));
    for (let i = 0; i < 15; i++) judge();
    expect([...words]).toEqual(Array.from({ length: 50 }, judge));
  });

  test('come only from a hash', () => {
    expect(() => new SeededWords('abc', 0)).toThrow(RangeError);
  });
});

describe('the stationary bootstrap', () => {
  const returns = Float64Array.from({ length: 400 }, (_, i) => Math.sin(i * i) / 50 + 0.0005);

  test('blocks are as long as the cube root of the series', () => {
    expect([1, 8, 1000, 2000].map(meanBlockLength)).toEqual([1, 2, 10, 13]);
  });

  test('resamples spread around the sample, by about the textbook error', () => {
    const found = stationaryBootstrap(returns, 4000, stream());
    const means = found?.mean ?? new Float64Array(0);
    const mean = returns.reduce((a, b) => a + b, 0) / returns.length;
    const centre = means.reduce((a, b) => a + b, 0) / means.length;
    const spread = Math.sqrt(
      means.reduce((sum, value) => sum + (value - centre) * (value - centre), 0) / means.length,
    );
    expect(Math.abs(centre - mean)).toBeLessThan(spread / 20);
    // The series has no memory worth the name: blocks change little of σ ÷ √n.
    expect(spread / (1 / 50 / Math.SQRT2 / 20)).toBeGreaterThan(0.7);
    expect(spread / (1 / 50 / Math.SQRT2 / 20)).toBeLessThan(1.3);
  });

  test('a resample of one-day blocks is made of the sample’s own days', () => {
    const three = Float64Array.of(0.01, 0.02, 0.04);
    const found = stationaryBootstrap(three, 500, stream());
    const possible = new Set<string>();
    for (const a of three)
      for (const b of three) for (const c of three) possible.add(((a + b + c) / 3).toFixed(9));
    const seen = new Set(Array.from(found?.mean ?? [], (value) => value.toFixed(9)));
    expect([...seen].every((value) => possible.has(value))).toBe(true);
    // Of the ten triples two have one sum: 1 + 1 + 4 = 2 + 2 + 2.
    expect(seen.size).toBe(9);
  });

  test('a resample of all days in their order has the sample’s own Sharpe ratio', () => {
    // Two days: every resample has one of four orders, and two of them have variation.
    const two = Float64Array.of(0.01, 0.03);
    const found = stationaryBootstrap(two, 64, stream());
    const wanted = sharpeRatio(two, { periodsPerYear: 1 }) ?? NaN;
    for (const value of found?.sharpe ?? []) {
      if (!Number.isNaN(value)) expect(value).toBeCloseTo(wanted, 9);
    }
    expect(found?.sharpe.some(Number.isNaN)).toBe(true);
  });

  test('has nothing to say about one day or about days that are all equal', () => {
    expect(stationaryBootstrap(Float64Array.of(0.1), 10, stream())).toBeNull();
    expect(stationaryBootstrap(new Float64Array(50).fill(0.01), 10, stream())).toBeNull();
  });
});

describe('drawing and shuffling trades', () => {
  const nets = Float64Array.of(100, -50, 30, -80, 60, 10);

  test('shuffling keeps every trade: the best and the worst order bound all others', () => {
    const orders = shuffleTrades(nets, 1000, 2000, stream());
    // Worst: all losses in a row. Best: each loss alone.
    expect(Math.max(...orders.drawdown)).toBe(130);
    expect(Math.min(...orders.drawdown)).toBe(80);
    for (const fraction of orders.drawdownFraction) expect(fraction).toBeLessThanOrEqual(0.13);
    expect(settledDrawdown(nets, 1000)).toBe(100);
  });

  test('all orders come up equally often', () => {
    // Three trades, six orders: drawdown 3 for two of them, 4 … decided by hand below.
    const orders = shuffleTrades(Float64Array.of(5, -3, -1), 100, 30_000, stream());
    const share = (wanted: number) =>
      orders.drawdown.filter((value) => value === wanted).length / orders.drawdown.length;
    // Both losses side by side in four of six orders; −3 and −1 apart: 3 in two of six.
    expect(share(4)).toBeCloseTo(4 / 6, 2);
    expect(share(3)).toBeCloseTo(2 / 6, 2);
  });

  test('draws have the mean of the trades and their profit factor', () => {
    const drawn = resampleTrades(nets, 1000, 20_000, stream());
    const mean = drawn.expectancy.reduce((a, b) => a + b, 0) / 20_000;
    expect(mean).toBeCloseTo(70 / 6, 0);
    const lowest = drawn.lowest.reduce((a, b) => Math.min(a, b));
    expect(lowest).toBeGreaterThanOrEqual(1000 - 6 * 80);
    expect(lowest).toBeLessThanOrEqual(1000 - 5 * 80);
  });

  test('without a loss the profit factor has no limit', () => {
    const drawn = resampleTrades(Float64Array.of(1, 2), 10, 5, stream());
    expect([...drawn.profitFactor]).toEqual(new Array(5).fill(Infinity));
    expect([...resampleTrades(Float64Array.of(0, 0), 10, 1, stream()).profitFactor]).toEqual([NaN]);
  });
});

describe('costs under stress', () => {
  const trade = {
    net: 10,
    spreadCost: 3,
    commission: 2,
    exitReason: 'STOP_LOSS',
    units: 1000,
    conversionRate: 0.5,
  };
  const level = { spreadMultiple: 2, commissionMultiple: 3, extraSlippagePoints: 4 };

  const stressedOf = (one: typeof trade): number =>
    stressedNets(
      costColumns([one], () => 0.0001),
      level,
    )[0] ?? NaN;

  test('a trade worked out by hand', () => {
    // 10 − 1 × 3 − 2 × 2 − 4 points × 2 sides × 0.0001 × 1000 × 0.5
    expect(stressedOf(trade)).toBeCloseTo(10 - 3 - 4 - 0.4, 12);
    // A limit at the exit cannot slip.
    const limit = { ...trade, exitReason: 'TAKE_PROFIT' };
    expect(stressedOf(limit)).toBeCloseTo(10 - 3 - 4 - 0.2, 12);
  });

  test('the first cell is what happened, every step of cost takes profit', () => {
    const grid = {
      spreadMultiples: [1, 2],
      commissionMultiples: [1, 2],
      extraSlippagePoints: [0, 1],
    };
    expect(costLevels(grid)).toHaveLength(8);
    const cells = stressCosts([trade, { ...trade, net: -5 }], 0.0001, grid);
    expect(cells[0]).toMatchObject({
      netProfit: 5,
      profitFactor: 2,
      expectancy: 2.5,
      winRate: 0.5,
    });
    for (const cell of cells.slice(1)) expect(cell.netProfit).toBeLessThan(5);
  });
});

describe('confidence in a run', () => {
  test('the same seed gives the same bits, another seed other ones', () => {
    const input = rigourInput();
    expect(computeRigour(input)).toEqual(computeRigour(rigourInput()));
    const other = computeRigour({ ...input, seed: 'f'.repeat(64) });
    expect(other.metrics.values).not.toEqual(computeRigour(input).metrics.values);
  });

  test('intervals contain the sample’s own numbers', () => {
    const { metrics } = computeRigour(rigourInput());
    const { values } = metrics;
    const trades = rigourInput().trades;
    const mean = trades.reduce((sum, { net }) => sum + net, 0) / trades.length;
    expect(values.expectancy_ci_low ?? NaN).toBeLessThan(mean);
    expect(values.expectancy_ci_high ?? NaN).toBeGreaterThan(mean);
    expect(values.sharpe_ci_low ?? NaN).toBeLessThan(values.sharpe_ci_high ?? NaN);
    expect(values.shuffled_drawdown_p50 ?? NaN).toBeLessThan(values.shuffled_drawdown_p99 ?? NaN);
    expect(metrics.reasons).toEqual({});
  });

  test('nothing is said about a run without trades', () => {
    const rigour = computeRigour({
      ...rigourInput(),
      trades: [],
      daily: rigourInput({ flat: true }).daily,
    });
    expect(Object.values(rigour.metrics.values).every((value) => value === null)).toBe(true);
    expect(rigour.resamples).toEqual({ days: 0, trades: 0, orders: 0 });
    expect(rigour.costGrid[0]).toMatchObject({ netProfit: 0, profitFactor: null });
  });

  propertyTest.prop([fc.integer({ min: -8, max: 8 })], { numRuns: 6 })(
    'money in another unit leaves ratios as they are and scales amounts',
    (power) => {
      const factor = power < 0 ? 1 / 2 ** -power : 2 ** power;
      const input = rigourInput();
      const scaled: RigourInput = {
        ...input,
        capital: input.capital * factor,
        daily: { day: input.daily.day, equity: input.daily.equity.map((value) => value * factor) },
        trades: input.trades.map((trade) => ({
          ...trade,
          net: trade.net * factor,
          spreadCost: trade.spreadCost * factor,
          units: trade.units * factor,
        })),
      };
      const a = computeRigour(input).metrics.values;
      const b = computeRigour(scaled).metrics.values;
      expect(b.sharpe_ci_low).toBe(a.sharpe_ci_low);
      expect(b.profit_factor_ci_high).toBe(a.profit_factor_ci_high);
      expect(b.ruin_probability).toBe(a.ruin_probability);
      expect(b.expectancy_ci_low).toBe((a.expectancy_ci_low ?? NaN) * factor);
      expect(b.shuffled_drawdown_p95).toBe((a.shuffled_drawdown_p95 ?? NaN) * factor);
      expect(b.break_even_slippage_points).toBe(a.break_even_slippage_points);
    },
  );
});
