import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import * as sdk from '../sdk.js';
import { RECIPES, recipeFor } from './recipe-table.js';
import type { StrategySignature } from './strategy-signature.js';

const RANGE: DirectiveRules = {
  range_definition: { window_start: '03:00', window_end: '06:00' },
  order_placement: {
    time: '06:15',
    type: 'stop',
    orders: [
      { direction: 'long', level: 'range_high' },
      { direction: 'short', level: 'range_low' },
    ],
  },
};
const CROSS: DirectiveRules = { moving_average_cross: { type: 'sma', fast: 10, slow: 30 } };
const ENGINE_ONLY: DirectiveRules = {
  costs: 'none',
  direction: 'long',
  engine: 'v1_0_0',
  execution: { entry_timing: 'next_bar_open', intrabar: 'pessimistic' },
  execution_rules: {
    stop_loss: { type: 'points', value: 10 },
    take_profit: { enabled: true, type: 'points', value: 10 },
    trailing_stop: { enabled: false },
    break_even: { enabled: false },
  },
  exit_rules: { time_exit: { enabled: true, time: '18:00' }, max_bars: 20 },
  max_concurrent_positions: 1,
  sizing: { mode: 'fixed_lots', lots: 1 },
  trade_management: { max_trades_per_session: 2, trade_counting_mode: 'filled_orders' },
};

function signature(rules: DirectiveRules, timeframe = '15m'): StrategySignature {
  return {
    version: 1,
    strategy: 'S',
    timeframe,
    indicators: [],
    session_time_reference: 'UTC',
    rules,
  };
}

describe('RECIPES', () => {
  it('each name a factory of the sdk that makes a strategy of the signature', () => {
    const factories: Readonly<Record<string, unknown>> = sdk;
    const made = RECIPES.map((recipe) => {
      const factory = factories[recipe.factory] as typeof sdk.movingAverageCross;
      const rules = recipe.matches(RANGE) ? RANGE : CROSS;
      const strategy = factory(signature(rules));
      return [strategy.name, strategy.timeframe, strategy.signature];
    });
    expect(made).toEqual([
      ['S', '15m', signature(RANGE)],
      ['S', '15m', signature(CROSS)],
    ]);
  });

  it('are found by their blocks', () => {
    expect(recipeFor(RANGE)?.name).toBe('session_range_breakout');
    expect(recipeFor(CROSS)?.name).toBe('moving_average_cross');
    expect(recipeFor(ENGINE_ONLY)).toBeUndefined();
  });

  it.each([RANGE, CROSS])('leave the rules of the engine to the engine', (rules) => {
    expect(recipeFor(rules)?.uninterpreted({ ...ENGINE_ONLY, ...rules })).toEqual([]);
  });

  it.each<[string, DirectiveRules]>([
    [
      'mean_reversion_rules.entry.long.x',
      { mean_reversion_rules: { entry: { long: { x: 1 }, short: {} }, exit: { type: 't' } } },
    ],
    ['parameters.depth', { parameters: { depth: 3 } }],
    ['polarity_override.mode', { polarity_override: { mode: 'invert', symbols: ['EURUSD'] } }],
    [
      'regime_transition_rules.exit.type',
      { regime_transition_rules: { entry: { type: 'a' }, exit: { type: 'b' } } },
    ],
    [
      'state_machine.long_bias_trigger.green_streak',
      {
        state_machine: {
          long_bias_trigger: { green_streak: 2 },
          short_bias_trigger: { red_streak: 2 },
        },
      },
    ],
    [
      'usd_stress_filter.percentile_column',
      {
        usd_stress_filter: {
          percentile_column: 'p',
          long_allowed_if_gte: 1,
          short_allowed_if_lte: 0,
        },
      },
    ],
  ])('refuse what they do not read: %s', (field, rules) => {
    expect(recipeFor(RANGE)?.uninterpreted({ ...RANGE, ...rules })).toContain(field);
    expect(recipeFor(CROSS)?.uninterpreted({ ...CROSS, ...rules })).toContain(field);
  });
});

describe('the session range breakout refuses', () => {
  const placement = (over: object): DirectiveRules => ({
    ...RANGE,
    order_placement: { time: '06:15', type: 'stop', ...over } as never,
  });

  it.each<[string, DirectiveRules]>([
    [
      'range_definition.window_end (a window over midnight)',
      { ...RANGE, range_definition: { window_start: '22:00', window_end: '02:00' } },
    ],
    [
      'range_definition.freeze_at (before the end of the window)',
      {
        ...RANGE,
        range_definition: { window_start: '03:00', window_end: '06:00', freeze_at: '05:00' },
      },
    ],
    ['order_placement.time (before the range is final)', placement({ time: '05:00' })],
    [
      'range_definition.calculation.timeframe: 5m (the bars are 15m)',
      {
        ...RANGE,
        range_definition: {
          window_start: '03:00',
          window_end: '06:00',
          calculation: { timeframe: '5m' },
        },
      },
    ],
    ['order_placement.type: market', placement({ type: 'market' })],
    [
      'order_placement.orders (two of one direction)',
      placement({
        orders: [
          { direction: 'long', level: 'range_high' },
          { direction: 'long', level: 'range_high' },
        ],
      }),
    ],
    [
      'order_placement.orders: long stop at range_low (already passed)',
      placement({ orders: [{ direction: 'long', level: 'range_low' }] }),
    ],
    [
      'execution.order_type: market (order_placement.type is stop)',
      { ...RANGE, execution: { order_type: 'market' } },
    ],
    [
      'trade_management.reentry.reuse_original_range: false',
      { ...RANGE, trade_management: { reentry: { allowed: true, reuse_original_range: false } } },
    ],
    [
      'trade_management.reentry.place_both_orders_on_reentry: false',
      {
        ...RANGE,
        trade_management: { reentry: { allowed: true, place_both_orders_on_reentry: false } },
      },
    ],
    [
      'exit_rules.on_opposite_signal: true (orders rest, they are no signals)',
      { ...RANGE, exit_rules: { on_opposite_signal: true } },
    ],
    [
      'position_management.mode: stop_and_reverse',
      { ...RANGE, position_management: { mode: 'stop_and_reverse' } },
    ],
    ['moving_average_cross.fast', { ...RANGE, ...CROSS }],
  ])('%s', (expected, rules) => {
    expect(recipeFor(RANGE)?.uninterpreted(rules, '15m')).toContain(expected);
    expect(() => sdk.sessionRangeBreakout(signature(rules))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });

  it('a stop at the opposite side together with limit orders', () => {
    const rules = {
      ...placement({ type: 'limit', orders: [{ direction: 'long', level: 'range_low' }] }),
      execution_rules: { stop_loss: { type: 'session_opposite_range' as const } },
    };
    expect(recipeFor(RANGE)?.uninterpreted(rules)).toEqual([
      'execution_rules.stop_loss.type: session_opposite_range (with limit orders)',
    ]);
  });

  it('a signature without its blocks', () => {
    expect(() => sdk.sessionRangeBreakout(signature({}))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });
});

describe('the moving-average cross refuses', () => {
  it.each<[string, DirectiveRules]>([
    [
      'execution_rules.stop_loss.type: session_opposite_range (there is no session range)',
      { ...CROSS, execution_rules: { stop_loss: { type: 'session_opposite_range' } } },
    ],
    [
      'position_management.mode: single (the opposite cross reverses the position)',
      { ...CROSS, position_management: { mode: 'single' } },
    ],
    [
      'position_management.mode: stop_and_reverse (exit_rules.on_opposite_signal is false)',
      {
        ...CROSS,
        position_management: { mode: 'stop_and_reverse' },
        exit_rules: { on_opposite_signal: false },
      },
    ],
    [
      'trade_management.reentry.allowed',
      { ...CROSS, trade_management: { reentry: { allowed: true } } },
    ],
    [
      'execution_rules.cancel_opposite_on_fill',
      { ...CROSS, execution_rules: { cancel_opposite_on_fill: true } },
    ],
  ])('%s', (expected, rules) => {
    expect(recipeFor(CROSS)?.uninterpreted(rules)).toContain(expected);
    expect(() => sdk.movingAverageCross(signature(rules))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });

  it('a signature without its block', () => {
    expect(() => sdk.movingAverageCross(signature({}))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });
});
