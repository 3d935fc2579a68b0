import type { Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import {
  movingAverageCross,
  regimeTransition,
  streakReversal,
  thresholdMeanReversion,
  type SignalStrategy,
  type StrategyContext,
} from '@assay/strategy/sdk';
import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import {
  simulate,
  simulateSignals,
  type SimulationInput,
  type SimulationResult,
} from '../index.js';
import { randomBars } from '../testing/random-market.js';
import { EURUSD_SPEC, inputOf, resultText } from '../testing/scenario.js';
import type { EquityStretches } from '../equity-pieces.js';

const SPEC = {
  ...EURUSD_SPEC,
  spread: 2,
  commission: { per_lot_per_side: 3, currency: 'USD' },
};

const average = fc.record({
  type: fc.constantFrom('sma' as const, 'ema' as const),
  fast: fc.integer({ min: 1, max: 9 }),
  slow: fc.integer({ min: 2, max: 300 }),
  direction: fc.constantFrom('both' as const, 'long' as const, 'short' as const),
});

const direction = fc.constantFrom('both' as const, 'long' as const, 'short' as const);

/** Rule blocks that choose a recipe, with the recipe. */
const recipe: fc.Arbitrary<readonly [DirectiveRules, typeof movingAverageCross]> = fc.oneof(
  average.map((cross) => [{ moving_average_cross: cross }, movingAverageCross] as const),
  fc
    .record({
      green: fc.integer({ min: 1, max: 4 }),
      red: fc.integer({ min: 1, max: 4 }),
      mode: fc.constantFrom('single' as const, 'stop_and_reverse' as const),
      direction,
    })
    .map(
      ({ green, red, mode, direction: side }) =>
        [
          {
            state_machine: {
              long_bias_trigger: { green_streak: green },
              short_bias_trigger: { red_streak: red },
            },
            position_management: { mode },
            direction: side,
          },
          streakReversal,
        ] as const,
    ),
  fc
    .record({
      band: fc.integer({ min: 5, max: 45 }),
      type: fc.constantFrom('opposite_signal' as const, 'mean' as const),
      direction,
    })
    .map(
      ({ band, type, direction: side }) =>
        [
          {
            mean_reversion_rules: {
              entry: { long: { rsi_below: band }, short: { rsi_above: 100 - band }, period: 5 },
              exit: { type },
            },
            direction: side,
          },
          thresholdMeanReversion,
        ] as const,
    ),
  fc
    .constantFrom('reversal' as const, 'regime_end' as const)
    .map(
      (type) =>
        [
          { regime_transition_rules: { entry: { type: 'ema_regime' as const }, exit: { type } } },
          regimeTransition,
        ] as const,
    ),
);

const plainRules: fc.Arbitrary<DirectiveRules> = fc.record({
  costs: fc.constantFrom<NonNullable<DirectiveRules['costs']>[]>(
    'none',
    { spread_points: 3, slippage_points: 1, swap: 'none' },
    { commission_rate: 0.0001, spread_rate: 0.0002, swap: 'none' },
    { commission_per_lot_per_side: 3.5, spread_points: 0, swap: 'none' },
  ),
  sizing: fc.constantFrom<NonNullable<DirectiveRules['sizing']>[]>(
    { mode: 'fixed_units', units: 12_000 },
    { mode: 'fixed_lots', lots: 0.3, capital: 500 },
  ),
});

/** Rules under which things happen between signals too. */
const busyRules: fc.Arbitrary<DirectiveRules> = fc.record({
  costs: fc.constant({ slippage_points: 2, spread_points: 2, swap: 'none' as const }),
  sizing: fc.constantFrom<NonNullable<DirectiveRules['sizing']>[]>(
    { mode: 'fixed_lots', lots: 0.3 },
    { mode: 'fixed_units', units: 5000 },
  ),
  execution: fc.constantFrom<NonNullable<DirectiveRules['execution']>[]>(
    {},
    { entry_timing: 'bar_close' },
  ),
  exit_rules: fc.constantFrom<NonNullable<DirectiveRules['exit_rules']>[]>(
    {},
    { max_bars: 5 },
    { time_exit: { enabled: true, time: '16:00' } },
    { on_opposite_signal: true },
  ),
  execution_rules: fc.constantFrom<NonNullable<DirectiveRules['execution_rules']>[]>(
    {},
    { stop_loss: { type: 'percent', value: 0.3 } },
    {
      stop_loss: { type: 'atr_multiple', multiple: 2 },
      take_profit: { enabled: true, type: 'r_multiple', value: 2 },
      trailing_stop: { enabled: true, type: 'atr_multiple', value: 2, update: 'close' },
    },
  ),
  trade_management: fc.constantFrom<NonNullable<DirectiveRules['trade_management']>[]>(
    {},
    { max_trades_per_session: 1 },
  ),
});

/** Some of the random bars repeat the price, so that averages tie. */
function someBars(seed: number, count: number, flat: boolean): Bars {
  const bars = randomBars(seed, count);
  if (!flat) return bars;
  const round = (column: Float64Array): Float64Array =>
    column.map((x) => Math.round(x * 500) / 500);
  return {
    ...bars,
    open: round(bars.open),
    high: round(bars.high),
    low: round(bars.low),
    close: round(bars.close),
  };
}

function inputArbitrary(rulesOf: fc.Arbitrary<DirectiveRules>): fc.Arbitrary<SimulationInput> {
  return fc
    .record({
      seed: fc.integer({ min: 1, max: 1_000_000 }),
      count: fc.constantFrom(3, 40, 700),
      flat: fc.boolean(),
      firstBar: fc.integer({ min: 0, max: 30 }),
      chosen: recipe,
      rules: rulesOf,
    })
    .map(({ seed, count, flat, firstBar, chosen: [blocks, make], rules }) => {
      const all = { ...rules, ...blocks };
      const strategy: SignalStrategy = make({
        version: 1,
        strategy: 'Any',
        timeframe: '1h',
        indicators: [],
        session_time_reference: 'UTC',
        rules: all,
      });
      return inputOf(someBars(seed, count, flat), strategy, {
        firstBar: Math.min(firstBar, count),
        rules: all,
        spec: SPEC,
      });
    });
}

/** The run whose hooks were asked at every bar: whoever listens gets it. */
const askedAtAllBars = (input: SimulationInput): SimulationResult =>
  simulate(input, { decided: () => undefined });

/** Equity at each close, as the stretches say. */
function equityOf({ bars, firstBar }: SimulationInput, stretches: EquityStretches): number[] {
  const equity: number[] = [];
  const { count, rows, width, places, shortSpread } = stretches;
  for (let k = 0; k < count; k += 1) {
    const at = (name: keyof typeof places): number => rows[k * width + places[name]] as number;
    const units = at('signedUnits');
    const spread = units > 0 ? 0 : shortSpread;
    for (let bar = at('from'); bar < at('to'); bar += 1) {
      const close = bars.close[bar + firstBar] as number;
      const moved = units === 0 ? 0 : (close + spread - at('entry')) * units;
      equity[bar] = units === units ? at('base') + moved : (stretches.equity[bar] as number);
    }
  }
  return equity;
}

describe('asking a recipe only where it has something to say', () => {
  test.prop([inputArbitrary(fc.oneof(plainRules, busyRules))], { numRuns: 400 })(
    'gives the bytes of asking it at every bar',
    (input) => {
      expect(resultText(simulate(input))).toBe(resultText(askedAtAllBars(input)));
    },
  );
});

describe('a recipe that is copied to change a hook', () => {
  test.prop([inputArbitrary(plainRules)], { numRuns: 30 })(
    'is asked at every bar: the table of the recipe does not speak for it',
    (input) => {
      const bars: number[] = [];
      const changed = {
        ...input.strategy,
        checkEntry: (ctx: StrategyContext) => {
          bars.push(ctx.i);
          return null;
        },
      };
      simulate({ ...input, strategy: changed });
      const { firstBar } = input;
      const all = Array.from({ length: input.bars.length - firstBar }, (_, k) => firstBar + k);
      expect(bars).toEqual(all);
      expect(simulateSignals({ ...input, strategy: changed })).toBeNull();
      expect(Object.isFrozen(input.strategy)).toBe(true);
    },
  );
});

describe('the table of a run', () => {
  test.prop([inputArbitrary(plainRules)], { numRuns: 400 })(
    'holds the trades and the equity of the whole simulation, to the last bit',
    (input) => {
      const compact = simulateSignals(input) ?? expect.fail('there is no table');
      const whole = askedAtAllBars(input);
      const { count, rows, width, places } = compact.table;
      const lines = Array.from({ length: count }, (_, k) =>
        [
          'entryBar',
          'exitBar',
          'entryPrice',
          'net',
          'gross',
          'spreadCost',
          'commission',
          'slippage',
          'notional',
        ]
          .map((name) => String(rows[k * width + places[name as keyof typeof places]]))
          .join(' '),
      );
      expect(lines).toEqual(
        whole.trades.map((trade) =>
          [
            trade.entryBar,
            trade.exitBar,
            trade.entryPrice,
            trade.net,
            trade.gross,
            trade.spreadCost,
            trade.commission,
            trade.slippage,
            trade.notional,
          ].join(' '),
        ),
      );
      expect(equityOf(input, compact.stretches)).toEqual([...whole.equity]);
      expect(resultText(compact.full())).toBe(resultText(whole));
      // The whole run has memory of its own: what was there before says the same as before.
      expect(equityOf(input, compact.stretches)).toEqual([...whole.equity]);
    },
  );

  test.prop([inputArbitrary(busyRules)], { numRuns: 100 })(
    'is refused where something may happen between signals',
    (input) => {
      const { execution, exit_rules, execution_rules, trade_management } = input.rules;
      const between = [
        execution?.entry_timing === 'bar_close',
        exit_rules?.max_bars !== undefined || exit_rules?.time_exit !== undefined,
        Object.keys(execution_rules ?? {}).length > 0,
        trade_management?.max_trades_per_session !== undefined,
      ];
      expect(simulateSignals(input) === null).toBe(between.includes(true));
    },
  );
});
