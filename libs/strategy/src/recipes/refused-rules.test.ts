import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { factoryOf, recipe } from '../testing/recipe-factories.js';
import { LEAST_RULES, signatureWith } from '../testing/recipe-rules.js';
import type { RecipeName } from './recipe-strategy.js';

const RANGE = LEAST_RULES.session_range_breakout;
const placement = (over: object): DirectiveRules => ({
  ...RANGE,
  order_placement: { ...RANGE.order_placement, ...over } as never,
});
const ranged = (over: object): DirectiveRules => ({
  ...RANGE,
  range_definition: { window_start: '03:00', window_end: '06:00', ...over },
});
const MARKET = {
  ...placement({ type: 'market' }),
  execution_rules: { cancel_opposite_on_fill: true },
};
const CROSS = LEAST_RULES.moving_average_cross;
const reverting = (entry: object, exit: object = { type: 'mean' }): DirectiveRules => ({
  mean_reversion_rules: { entry, exit } as never,
});
const changing = (entry: object, exit: object = { type: 'stop' }): DirectiveRules => ({
  regime_transition_rules: { entry, exit } as never,
  execution_rules: { stop_loss: { type: 'points', value: 5 } },
});
const REVERSE = { position_management: { mode: 'stop_and_reverse' as const } };
const STAYS = { exit_rules: { on_opposite_signal: false } };

describe('a rule that could not be carried out as declared is refused', () => {
  it.each<[RecipeName, string, DirectiveRules]>([
    [
      'session_range_breakout',
      'range_definition.window_end (the window ends where it starts)',
      ranged({ window_start: '06:00' }),
    ],
    [
      'session_range_breakout',
      'range_definition.freeze_at (before the end of the window)',
      ranged({ freeze_at: '05:00' }),
    ],
    [
      'session_range_breakout',
      'order_placement.time (before the range is final)',
      placement({ time: '05:00' }),
    ],
    [
      'session_range_breakout',
      'range_definition.calculation.timeframe: 5m (the bars are 15m)',
      ranged({ calculation: { timeframe: '5m' } }),
    ],
    [
      'session_range_breakout',
      'order_placement.type: market (needs execution_rules.cancel_opposite_on_fill: true)',
      placement({ type: 'market' }),
    ],
    [
      'session_range_breakout',
      'trade_management.reentry.reuse_original_range: false (no close lies beyond its own range)',
      { ...MARKET, trade_management: { reentry: { allowed: true, reuse_original_range: false } } },
    ],
    [
      'session_range_breakout',
      'order_placement.orders (two of one direction)',
      placement({
        orders: [
          { direction: 'long', level: 'range_high' },
          { direction: 'long', level: 'range_high' },
        ],
      }),
    ],
    [
      'session_range_breakout',
      'order_placement.orders: long stop at range_low (already passed)',
      placement({ orders: [{ direction: 'long', level: 'range_low' }] }),
    ],
    [
      'session_range_breakout',
      'execution.order_type: market (order_placement.type is stop)',
      { ...RANGE, execution: { order_type: 'market' } },
    ],
    [
      'session_range_breakout',
      'exit_rules.on_opposite_signal: true (orders rest, they are no signals)',
      { ...RANGE, exit_rules: { on_opposite_signal: true } },
    ],
    [
      'session_range_breakout',
      'position_management.mode: stop_and_reverse',
      { ...RANGE, ...REVERSE },
    ],
    [
      'session_range_breakout',
      'execution_rules.stop_loss.type: session_opposite_range (the far side is where a fade wins)',
      {
        ...placement({ type: 'limit', orders: [{ direction: 'long', level: 'range_low' }] }),
        execution_rules: { stop_loss: { type: 'session_opposite_range' } },
      },
    ],
    [
      'moving_average_cross',
      'execution_rules.stop_loss.type: session_opposite_range (there is no session range)',
      { ...CROSS, execution_rules: { stop_loss: { type: 'session_opposite_range' } } },
    ],
    [
      'moving_average_cross',
      'position_management.mode: single (the opposite cross reverses the position)',
      { ...CROSS, position_management: { mode: 'single' } },
    ],
    [
      'moving_average_cross',
      'position_management.mode: stop_and_reverse (exit_rules.on_opposite_signal is false)',
      { ...CROSS, ...REVERSE, ...STAYS },
    ],
    [
      'streak_reversal',
      'position_management.mode: stop_and_reverse (exit_rules.on_opposite_signal is false)',
      { ...LEAST_RULES.streak_reversal, ...REVERSE, ...STAYS },
    ],
    [
      'streak_reversal',
      'execution_rules.stop_loss.type: session_opposite_range (there is no session range)',
      {
        ...LEAST_RULES.streak_reversal,
        execution_rules: { stop_loss: { type: 'session_opposite_range' } },
      },
    ],
    [
      'regime_transition',
      'exit_rules.on_opposite_signal: false (regime_transition_rules.exit.type is reversal)',
      { ...LEAST_RULES.regime_transition, ...STAYS },
    ],
    [
      'regime_transition',
      'regime_transition_rules.direction: both (volatility has no side: state long or short)',
      changing({ type: 'volatility_regime' }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.exit.type: stop (there is no execution_rules.stop_loss)',
      { ...changing({ type: 'ema_regime' }), execution_rules: {} },
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.threshold: 2 (ema_regime takes 1, mirrored for a short)',
      changing({ type: 'ema_regime', threshold: 2 }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.threshold: -1 (trend_score takes 1 to 5, mirrored for a short)',
      changing({ type: 'trend_score', threshold: -1 }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.threshold: 0 (volatility_regime takes -1 or 1)',
      { ...changing({ type: 'volatility_regime', threshold: 0 }), direction: 'long' },
    ],
    [
      'regime_transition',
      'regime_transition_rules.exit.threshold: 3 (not a level on the way back from 3)',
      changing({ type: 'trend_score' }, { type: 'threshold', threshold: 3 }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.window (ema_regime has none)',
      changing({ type: 'ema_regime', window: 9 }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.period (trend_regime has none)',
      changing({ type: 'trend_regime', period: 9 }),
    ],
    [
      'regime_transition',
      'regime_transition_rules.entry.period: 1 (a line needs two bars)',
      changing({ type: 'linreg_regime', period: 1 }),
    ],
    [
      'threshold_mean_reversion',
      'exit_rules.on_opposite_signal: false (mean_reversion_rules.exit.type is opposite_signal)',
      {
        ...reverting(
          { long: { rsi_below: 30 }, short: { rsi_above: 70 } },
          { type: 'opposite_signal' },
        ),
        ...STAYS,
      },
    ],
    [
      'threshold_mean_reversion',
      'mean_reversion_rules.entry.long (nothing lies below 30 and above 40)',
      reverting({ long: { rsi_below: 30, rsi_above: 40 } }),
    ],
    [
      'threshold_mean_reversion',
      'mean_reversion_rules.entry.long (one limit is stated twice)',
      reverting({ indicator: 'rsi', long: { rsi_below: 30, below: 40 } }),
    ],
    [
      'threshold_mean_reversion',
      'mean_reversion_rules.entry.short (one limit is stated twice)',
      reverting({ short: { ultimate_signal: 1, ultimate_signal_above: 0 } }),
    ],
    [
      'threshold_mean_reversion',
      'mean_reversion_rules.entry.period: 1 (a deviation needs two bars)',
      reverting({ period: 1, long: { zscore_below: -2 } }),
    ],
  ])('%s: %s', (name, expected, rules) => {
    expect(recipe(name).uninterpreted(rules, '15m')).toContain(expected);
    expect(() => factoryOf(recipe(name))(signatureWith(rules))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });
});
