import type { DirectiveRules } from '@assay/directive';
import type { StrategyDefinition } from '@assay/strategy';
import {
  movingAverageCross,
  sessionRangeBreakout,
  streakReversal,
  thresholdMeanReversion,
} from '@assay/strategy/sdk';
import type { Sample } from './sample.js';

type Factory = (signature: Parameters<typeof movingAverageCross>[0]) => StrategyDefinition;

function recipe(kind: string, factory: Factory, rules: DirectiveRules): Sample {
  const signature = {
    version: 1,
    strategy: 'Recipe',
    timeframe: '1h',
    indicators: [],
    session_time_reference: 'UTC',
    rules: { ...rules },
  } as const;
  return { kind: `the recipe ${kind}`, rules, load: () => factory(signature) };
}

/** Ready recipes. */
export const HONEST_RECIPES: readonly Sample[] = [
  recipe('moving average cross', movingAverageCross, {
    moving_average_cross: { type: 'ema', fast: 10, slow: 40 },
  }),
  recipe('moving average cross at the close, one side', movingAverageCross, {
    moving_average_cross: { type: 'sma', fast: 5, slow: 20, direction: 'long' },
    execution: { entry_timing: 'bar_close' },
  }),
  recipe('session range breakout', sessionRangeBreakout, {
    range_definition: { window_start: '00:00', window_end: '07:00' },
    order_placement: {
      time: '07:00',
      type: 'stop',
      orders: [
        { direction: 'long', level: 'range_high' },
        { direction: 'short', level: 'range_low' },
      ],
    },
    execution_rules: {
      cancel_opposite_on_fill: true,
      stop_loss: { type: 'session_opposite_range' },
    },
    trade_management: { max_trades_per_session: 2, reentry: { allowed: true } },
    exit_rules: { time_exit: { enabled: true, time: '17:00' } },
  }),
  recipe('threshold mean reversion', thresholdMeanReversion, {
    mean_reversion_rules: {
      entry: { period: 5, long: { roc_below: -0.3 }, short: { roc_above: 0.3 } },
      exit: { type: 'mean' },
    },
  }),
  recipe('streak with stop and reverse', streakReversal, {
    state_machine: {
      long_bias_trigger: { green_streak: 3 },
      short_bias_trigger: { red_streak: 3 },
    },
    position_management: { mode: 'stop_and_reverse' },
  }),
];
