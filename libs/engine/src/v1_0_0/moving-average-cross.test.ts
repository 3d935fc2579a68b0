import type { DirectiveRules } from '@assay/directive';
import { movingAverageCross } from '@assay/strategy/sdk';
import { describe, expect, it } from 'vitest';
import { simulate, type SimulationResult } from './index.js';
import { randomBars } from './testing/random-market.js';
import { type barsOf, EURUSD_SPEC, inputOf, quietBars, tradeLines } from './testing/scenario.js';

function run(bars: ReturnType<typeof barsOf>, rules: DirectiveRules, spec = {}): SimulationResult {
  const all: DirectiveRules = {
    costs: 'none',
    sizing: { mode: 'fixed_units', units: 10 },
    ...rules,
  };
  const strategy = movingAverageCross({
    version: 1,
    strategy: 'Cross',
    timeframe: '1h',
    indicators: [],
    session_time_reference: 'UTC',
    rules: all,
  });
  return simulate(inputOf(bars, strategy, { rules: all, ...spec }));
}

// fast = mean of 1 (the close), slow = mean of 3. Bars open at the previous close.
// close: 10 10 10 13 14 9  8  12 13
// slow:   -  - 10 11 12.3 12 10.3 9.67 11
// Cross up at 3? fast[2] = slow[2] = 10: equal, no cross. Below at 5, above at 7.
const CLOSES = [10, 10, 10, 13, 14, 9, 8, 12, 13, 5, 4];
const cross = (fields = {}): DirectiveRules => ({
  moving_average_cross: { type: 'sma', fast: 1, slow: 3, ...fields },
});

describe('moving-average cross', () => {
  it('crosses strictly, reverses at the next open, and closes at the end', () => {
    const result = run(quietBars(CLOSES), cross());
    expect(tradeLines(result)).toEqual([
      'short 9@6 -> 12@8 REVERSE',
      'long 12@8 -> 5@10 REVERSE',
      'short 5@10 -> 4@10 END_OF_DATA',
    ]);
    // 10 units without costs.
    expect(result.trades.map((trade) => trade.net)).toEqual([-30, -70, 10]);
    expect(result.equity.at(-1)).toBe(10_000 - 90);
  });

  it.each([
    ['long', ['long 12@8 -> 5@10 SIGNAL']],
    ['short', ['short 9@6 -> 12@8 SIGNAL', 'short 5@10 -> 4@10 END_OF_DATA']],
  ])(
    'takes one side with direction %s, and still leaves on the opposite cross',
    (direction, lines) => {
      const result = run(quietBars(CLOSES), cross({ direction }));
      expect(tradeLines(result)).toEqual(lines);
      expect(result.rejections).toEqual({});
    },
  );

  it('does not leave on the opposite cross when on_opposite_signal is false', () => {
    const rules = { ...cross(), exit_rules: { on_opposite_signal: false } };
    expect(tradeLines(run(quietBars(CLOSES), rules))).toEqual(['short 9@6 -> 4@10 END_OF_DATA']);
  });

  it('fills at closes with bar_close', () => {
    const rules = { ...cross(), execution: { entry_timing: 'bar_close' as const } };
    expect(tradeLines(run(quietBars(CLOSES), rules)).slice(0, 2)).toEqual([
      'short 9@5 -> 12@7 REVERSE',
      'long 12@7 -> 5@9 REVERSE',
    ]);
  });

  it('counts bars at which the averages are not ready', () => {
    expect(run(quietBars(CLOSES), cross()).notReadyBars).toBe(2);
  });

  it.each(['sma', 'ema'] as const)('agrees with a plain loop over a random market (%s)', (type) => {
    const bars = randomBars(21, 3000);
    const rules: DirectiveRules = {
      moving_average_cross: { type, fast: 5, slow: 20 },
      sizing: { mode: 'fixed_units', units: 100_000 },
    };
    const result = run(bars, rules, { spec: EURUSD_SPEC });
    const mean = (bar: number, period: number): number => {
      let sum = 0;
      for (let k = 0; k < period; k += 1) sum += bars.close[bar - k] ?? NaN;
      return sum / period;
    };
    const exponential = (period: number): number[] => {
      const out: number[] = Array.from({ length: period - 1 }, () => NaN);
      out.push(mean(period - 1, period));
      for (let i = period; i < bars.length; i += 1) {
        out.push(
          (bars.close[i] ?? NaN) * (2 / (period + 1)) +
            (out[i - 1] ?? NaN) * (1 - 2 / (period + 1)),
        );
      }
      return out;
    };
    const column = (period: number): number[] =>
      type === 'ema' ? exponential(period) : Array.from(bars.close, (_, i) => mean(i, period));
    const [fast, slow] = [column(5), column(20)] as [number[], number[]];
    let side = 0;
    let entry = 0;
    let profit = 0;
    let trades = 0;
    for (let i = 1; i + 1 < bars.length; i += 1) {
      const gap = (fast[i] ?? NaN) - (slow[i] ?? NaN);
      const gapBefore = (fast[i - 1] ?? NaN) - (slow[i - 1] ?? NaN);
      const up = gapBefore < 0 && gap > 0;
      const down = gapBefore > 0 && gap < 0;
      if ((!up && !down) || (up ? 1 : -1) === side) continue;
      const price = bars.open[i + 1] ?? NaN;
      profit += side * (price - entry) * 100_000;
      side = up ? 1 : -1;
      entry = price;
      trades += 1;
    }
    profit += side * ((bars.close.at(-1) ?? NaN) - entry) * 100_000;
    expect(result.trades).toHaveLength(trades);
    expect(result.equity.at(-1)).toBeCloseTo(10_000 + profit, 4);
  });
});

describe('equal averages', () => {
  // In whole ticks 0.1 + 0.2 + 0.3 and 3 × 0.2 are equal; in doubles a naive mean differs by dust.
  it('are no cross, whatever dust the summation leaves', () => {
    const closes = [1.2, 1.1, 1.2, 1.3, 1.2, 1.1, 1.2, 1.3, 1.2, 1.1, 1.2, 1.3, 1.2];
    const rules = cross({ fast: 2, slow: 4 });
    // fast − slow in tenths × 4: at 3: 1, then 1, −1, −1, 1, 1, −1, −1, 1, 1: crosses at 5, 7, 9, 11.
    expect(run(quietBars(closes), rules).trades.map((trade) => trade.signalBar)).toEqual([
      5, 7, 9, 11,
    ]);
    const flat = [1.1, 1.2, 1.3, 1.2, 1.2, 1.2, 1.2, 1.2, 1.3, 1.3, 1.3];
    // From 6 on both are 1.2 but for dust; the step up at 8 comes out of a tie: no cross.
    expect(run(quietBars(flat), rules).trades.filter((trade) => trade.signalBar > 5)).toEqual([]);
  });
});
