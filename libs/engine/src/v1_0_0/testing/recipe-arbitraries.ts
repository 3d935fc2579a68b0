import { fc } from '@fast-check/vitest';
import type { DirectiveRules } from '@assay/directive';
import type { RecipeName } from './recipe-run.js';

const optional = { requiredKeys: [] as [] };
const time = (from: number, to: number): fc.Arbitrary<string> =>
  fc
    .integer({ min: from * 4, max: to * 4 - 1 })
    .map(
      (quarter) =>
        `${String(quarter >> 2).padStart(2, '0')}:${String((quarter & 3) * 15).padStart(2, '0')}`,
    );

const distance = fc.record({
  type: fc.constant('percent' as const),
  value: fc.double({ min: 0.05, max: 1, noNaN: true }),
});

/** Rules of the engine and filters that any recipe takes. */
const COMMON: fc.Arbitrary<DirectiveRules> = fc.record(
  {
    volatility_filter: fc.constantFrom<DirectiveRules['volatility_filter'] & object>(
      { enabled: true, atr_period: 3, window: 10, required_regime: [0, 1] },
      { enabled: false },
    ),
    direction: fc.constantFrom('both' as const, 'long' as const, 'short' as const),
    exit_rules: fc.record({ max_bars: fc.integer({ min: 1, max: 30 }) }, optional),
    execution: fc.record(
      { entry_timing: fc.constantFrom('next_bar_open' as const, 'bar_close' as const) },
      optional,
    ),
  },
  optional,
);

const STOPS: fc.Arbitrary<DirectiveRules> = fc.record(
  { execution_rules: fc.record({ stop_loss: distance }) },
  optional,
);

/** What every recipe of signals takes besides. */
const SIGNALS: fc.Arbitrary<DirectiveRules> = fc.record(
  {
    position_management: fc.record({
      mode: fc.constantFrom('single' as const, 'stop_and_reverse' as const),
    }),
    trade_management: fc.record({ reentry: fc.record({ allowed: fc.boolean() }) }),
    polarity_override: fc.record({
      mode: fc.constant('invert' as const),
      symbols: fc.constantFrom<string[]>(['TEST'], ['OTHER']),
    }),
  },
  optional,
);

const streaks = fc.integer({ min: 1, max: 4 });

const SESSION: fc.Arbitrary<DirectiveRules> = fc
  .record({
    start: fc.oneof(time(20, 24), time(0, 4)),
    end: time(4, 8),
    freeze: time(8, 9),
    at: time(9, 11),
    exit: fc.option(time(12, 23), { nil: undefined }),
    include: fc.boolean(),
    type: fc.constantFrom('stop' as const, 'limit' as const, 'market' as const),
    skips: fc.boolean(),
    cancels: fc.boolean(),
    opposite: fc.boolean(),
    management: fc.record(
      {
        max_trades_per_session: fc.integer({ min: 2, max: 4 }),
        no_reentry_after_second_trade: fc.boolean(),
        reentry: fc.record({
          allowed: fc.boolean(),
          reuse_original_range: fc.boolean(),
          place_both_orders_on_reentry: fc.boolean(),
          allowed_until_trade_count: fc.integer({ min: 1, max: 2 }),
        }),
      },
      optional,
    ),
  })
  .map((drawn): DirectiveRules => {
    const { type, management } = drawn;
    const isMarket = type === 'market';
    const far = type === 'limit' ? 'range_low' : 'range_high';
    const near = type === 'limit' ? 'range_high' : 'range_low';
    const reentry = isMarket
      ? {
          ...management.reentry,
          allowed: management.reentry?.allowed ?? false,
          reuse_original_range: true,
        }
      : management.reentry;
    return {
      range_definition: {
        window_start: drawn.start,
        window_end: drawn.end,
        freeze_at: drawn.freeze,
        include_window_end_bar: drawn.include,
      },
      order_placement: {
        time: drawn.at,
        type,
        price_validation: { ignore_pre_breakouts: !drawn.skips },
        orders: [
          { direction: 'long', level: far },
          { direction: 'short', level: near },
        ],
      },
      execution_rules: {
        cancel_opposite_on_fill: isMarket || drawn.cancels,
        stop_loss:
          drawn.opposite && type !== 'limit'
            ? { type: 'session_opposite_range' }
            : { type: 'percent', value: 0.3 },
      },
      trade_management: { ...management, ...(reentry ? { reentry } : {}) },
      exit_rules:
        drawn.exit === undefined ? {} : { time_exit: { enabled: true, time: drawn.exit } },
    };
  });

const CROSS: fc.Arbitrary<DirectiveRules> = fc
  .record({
    type: fc.constantFrom('sma' as const, 'ema' as const),
    fast: fc.integer({ min: 1, max: 10 }),
    more: fc.integer({ min: 1, max: 20 }),
  })
  .map(({ type, fast, more }) => ({ moving_average_cross: { type, fast, slow: fast + more } }));

const REVERSION: fc.Arbitrary<DirectiveRules> = fc
  .record({
    period: fc.integer({ min: 2, max: 20 }),
    measure: fc.constantFrom(
      { long: { rsi_below: 40 }, short: { rsi_above: 60 } },
      { indicator: 'zscore' as const, long: { below: -1 }, short: { above: 1 } },
      { long: { stochastic_below: 25 }, short: { stochastic_above: 75 } },
      { long: { williams_r_below: -80, max_abs_trend_score: 3 }, short: { williams_r_above: -20 } },
      { long: { cci_below: -80 }, short: { cci_above: 80 } },
      { long: { roc_below: -0.2 }, short: { roc_above: 0.2 } },
      { long: { ultimate_signal: -1 }, short: { ultimate_signal: 1 } },
    ),
    exit: fc.constantFrom(
      { type: 'opposite_signal' as const },
      { type: 'opposite_threshold' as const, max_bars: 9 },
      { type: 'mean' as const },
      { type: 'max_bars' as const, max_bars: 5 },
    ),
  })
  .map(({ period, measure, exit }) => ({
    mean_reversion_rules: { entry: { period, ...measure }, exit },
  }));

const REGIME: fc.Arbitrary<DirectiveRules> = fc
  .record({
    entry: fc.constantFrom(
      { type: 'ema_regime' as const, period: 5 },
      { type: 'linreg_regime' as const, period: 6 },
      { type: 'trend_regime' as const },
      { type: 'trend_score' as const, threshold: 2 },
    ),
    exit: fc.constantFrom(
      { type: 'reversal' as const },
      { type: 'threshold' as const, threshold: 0 },
      { type: 'regime_end' as const },
    ),
  })
  .map((regime_transition_rules) => ({ regime_transition_rules }));

const STREAK: fc.Arbitrary<DirectiveRules> = fc
  .record({ green: streaks, red: streaks })
  .map(({ green, red }) => ({
    state_machine: {
      long_bias_trigger: { green_streak: green },
      short_bias_trigger: { red_streak: red },
    },
  }));

const merged = (...parts: fc.Arbitrary<DirectiveRules>[]): fc.Arbitrary<DirectiveRules> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as DirectiveRules);

/** Rules that a recipe interprets to the last field, at random. */
export const RECIPE_RULES: Readonly<Record<RecipeName, fc.Arbitrary<DirectiveRules>>> = {
  session_range_breakout: merged(COMMON, SESSION),
  moving_average_cross: merged(COMMON, STOPS, CROSS),
  threshold_mean_reversion: merged(COMMON, STOPS, SIGNALS, REVERSION),
  regime_transition: merged(COMMON, STOPS, SIGNALS, REGIME),
  streak_reversal: merged(COMMON, STOPS, SIGNALS, STREAK),
};
