import type { DirectiveRules } from '@assay/directive';
import type { RecipeName } from '../recipes/recipe-strategy.js';
import type { StrategySignature } from '../recipes/strategy-signature.js';

/** The least that each recipe needs to trade. */
export const LEAST_RULES: Readonly<Record<RecipeName, DirectiveRules>> = {
  session_range_breakout: {
    range_definition: { window_start: '03:00', window_end: '06:00' },
    order_placement: {
      time: '06:15',
      type: 'stop',
      orders: [
        { direction: 'long', level: 'range_high' },
        { direction: 'short', level: 'range_low' },
      ],
    },
  },
  moving_average_cross: { moving_average_cross: { type: 'sma', fast: 10, slow: 30 } },
  threshold_mean_reversion: {
    mean_reversion_rules: {
      entry: { long: { rsi_below: 30 }, short: { rsi_above: 70 } },
      exit: { type: 'mean' },
    },
  },
  regime_transition: {
    regime_transition_rules: { entry: { type: 'ema_regime' }, exit: { type: 'reversal' } },
  },
  streak_reversal: {
    state_machine: {
      long_bias_trigger: { green_streak: 2 },
      short_bias_trigger: { red_streak: 2 },
    },
  },
};

/** Rules that the engine carries out for every recipe alike. */
export const ENGINE_ONLY: DirectiveRules = {
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

/** A signature with some rules. */
export function signatureWith(rules: DirectiveRules, timeframe = '15m'): StrategySignature {
  return {
    version: 1,
    strategy: 'S',
    timeframe,
    indicators: [],
    session_time_reference: 'UTC',
    rules,
  };
}
