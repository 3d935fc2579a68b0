import { copyBars, MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { simulate, type SimulationInput, type SimulationResult } from './index.js';
import { randomBars, randomStrategy } from './testing/random-market.js';
import { EURUSD_SPEC, inputOf, MONDAY } from './testing/scenario.js';

const SPEC = {
  ...EURUSD_SPEC,
  base: 'EUR',
  quote: 'GBP',
  spread: 'column' as const,
  commission: { per_lot_per_side: 3, currency: 'EUR' },
  swap: { long: -4, short: 1, triple_day: 'wednesday' as const, rollover: '21:00', zone: 'UTC' },
};

const rulesArbitrary: fc.Arbitrary<DirectiveRules> = fc.record({
  costs: fc.constantFrom(
    { slippage_points: 2 },
    { commission_rate: 0.0001, spread_rate: 0.0001 },
    {},
    'none' as const,
  ),
  sizing: fc.constantFrom(
    { mode: 'fixed_lots' as const, lots: 0.3 },
    { mode: 'risk_fraction' as const, fraction: 0.02 },
    { mode: 'fixed_risk' as const, amount: 50, account_currency: 'GBP' },
  ),
  execution: fc.constantFrom({}, { entry_timing: 'bar_close' as const }),
  exit_rules: fc.constantFrom(
    {},
    { max_bars: 5 },
    { time_exit: { enabled: true, time: '16:00' } },
    { on_opposite_signal: true },
  ),
  trade_management: fc.constantFrom({}, { max_trades_per_session: 1 }),
  execution_rules: fc.constantFrom<NonNullable<DirectiveRules['execution_rules']>>(
    {},
    { trailing_stop: { enabled: true, type: 'percent', value: 0.2, update: 'intrabar' } },
    {
      stop_loss: { type: 'atr_multiple', multiple: 1 },
      break_even: { enabled: true, trigger_r: 0.5, offset_points: 3 },
      partial_exits: [
        { type: 'r_multiple', value: 0.4, fraction: 0.3 },
        { type: 'percent', value: 0.1, fraction: 0.4 },
      ],
    },
  ),
  position_management: fc.constantFrom<NonNullable<DirectiveRules['position_management']>>(
    {},
    { max_positions: 3 },
    { mode: 'stop_and_reverse' },
  ),
});

/** True when trades of a run may overlap or share a position. */
function overlaps({ rules }: SimulationInput): boolean {
  return (
    rules.position_management?.max_positions !== undefined ||
    rules.execution_rules?.partial_exits !== undefined
  );
}

/** Random bars, rules and strategy; converted through GBPUSD and EURUSD. */
const inputArbitrary: fc.Arbitrary<SimulationInput> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    rules: rulesArbitrary,
    firstBar: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ seed, rules, firstBar }) => {
    const series = (base: string, start: number): SimulationInput['conversions'][number] => {
      const { time, close } = randomBars(seed + start, 120, start);
      const early = time.map((ms) => ms - 48 * MS_PER_HOUR);
      return { base, quote: 'USD', time: early, close, barMs: MS_PER_HOUR };
    };
    return inputOf(randomBars(seed, 150, 0.85), randomStrategy(seed), {
      firstBar,
      rules,
      spec: SPEC,
      conversions: [series('GBP', 1.25), series('EUR', 1.1)],
      rolloverZone: UTC_OFFSETS,
    });
  });

/** Everything that a result says, as text; numbers in their shortest decimals. */
function textOf(result: SimulationResult): string {
  return JSON.stringify({
    ...result,
    equity: [...result.equity],
    equityLow: [...result.equityLow],
  });
}

describe('any simulation', () => {
  test.prop([inputArbitrary], { numRuns: 150 })(
    'ends with capital plus the nets of its trades, to the last bit',
    (input) => {
      const result = simulate(input);
      const total = result.trades.reduce((sum, trade) => sum + trade.net, result.capital);
      expect(result.equity.at(-1)).toBe(total);
    },
  );

  test.prop([inputArbitrary], { numRuns: 60 })(
    'splits each net into gross, costs and swap, none of them negative but the swap',
    (input) => {
      for (const trade of simulate(input).trades) {
        const { gross, spreadCost, commission, slippage, swap, net } = trade;
        expect(gross - spreadCost - commission - slippage + swap).toBe(net);
        expect(Math.min(spreadCost, commission, slippage)).toBeGreaterThanOrEqual(0);
        const moved =
          trade.direction *
          (trade.exitPrice - trade.entryPrice) *
          trade.units *
          trade.conversionRate;
        const rateCosts =
          input.rules.costs !== 'none' && input.rules.costs?.spread_rate ? spreadCost : 0;
        expect(moved - commission - rateCosts + swap).toBeCloseTo(net, 6);
      }
    },
  );

  test.prop([inputArbitrary], { numRuns: 60 })(
    'keeps trades in order, one at a time unless rules let them overlap, after their signal',
    (input) => {
      let free = input.firstBar;
      let exitBar = 0;
      for (const trade of simulate(input).trades) {
        if (!overlaps(input)) expect(trade.entryBar).toBeGreaterThanOrEqual(free);
        expect(trade.exitBar).toBeGreaterThanOrEqual(exitBar);
        ({ exitBar } = trade);
        expect(trade.signalBar).toBeGreaterThanOrEqual(input.firstBar);
        const delay = trade.entryBar - trade.signalBar;
        expect(delay).toBeGreaterThanOrEqual(input.rules.execution?.entry_timing ? 0 : 1);
        expect(trade.exitBar).toBeGreaterThanOrEqual(trade.entryBar);
        free = trade.exitBar;
      }
    },
  );

  test.prop([inputArbitrary], { numRuns: 60 })(
    'never marks a low above the equity, and excursions contain the exit',
    (input) => {
      const result = simulate(input);
      result.equity.forEach((equity, i) => expect(result.equityLow[i]).toBeLessThanOrEqual(equity));
      for (const trade of result.trades) {
        expect(trade.tradeHigh).toBeGreaterThanOrEqual(trade.tradeLow);
        expect(Math.min(trade.mfePrice, trade.maePrice)).toBeGreaterThanOrEqual(0);
        const slip = input.rules.costs !== 'none' ? 2 * SPEC.tick_size : 0;
        const moved = trade.direction * (trade.exitPrice - trade.entryPrice);
        expect(moved).toBeLessThanOrEqual(trade.mfePrice + 1e-12);
        expect(-moved - slip).toBeLessThanOrEqual(trade.maePrice + 1e-12);
      }
    },
  );

  test.prop([inputArbitrary], { numRuns: 40 })('gives the same bits again', (input) => {
    expect(textOf(simulate(input))).toBe(textOf(simulate(input)));
  });

  test.prop([inputArbitrary, fc.integer({ min: 30, max: 149 })], { numRuns: 80 })(
    'decides the same on truncated bars: nothing beyond bar i is read',
    (input, cut) => {
      const decisions = (length: number): string[] => {
        const heard: string[] = [];
        const bars = copyBars(input.bars, 0, length);
        simulate(
          { ...input, bars },
          { decided: (bar, kind, text) => heard.push(`${bar} ${kind} ${text}`) },
        );
        return heard.filter((line) => Number(line.split(' ')[0]) < cut);
      };
      expect(decisions(cut)).toEqual(decisions(150));
    },
  );

  test.prop([inputArbitrary, fc.integer({ min: 30, max: 149 })], { numRuns: 80 })(
    'closes the same trades and marks the same equity on truncated bars, up to the last bar',
    (input, cut) => {
      const whole = simulate(input);
      const part = simulate({ ...input, bars: copyBars(input.bars, 0, cut) });
      const closed = (result: SimulationResult): unknown =>
        result.trades
          .filter((trade) => trade.exitBar < cut - 1)
          .map((trade) => JSON.stringify(trade));
      expect(closed(part)).toEqual(closed(whole));
      const marks = cut - 1 - input.firstBar;
      expect([...part.equity.slice(0, marks)]).toEqual([...whole.equity.slice(0, marks)]);
    },
  );

  test('uses bars from Monday on', () => {
    expect(randomBars(1, 3).time[0]).toBe(MONDAY);
  });
});
