import * as z from 'zod';
import { MEASURE_NAMES, MEASURES } from './measures.js';

const count = z.int().gte(1).lte(1_000_000);
const number = z.number();

/** `rsi_below`, `rsi_above`, … for every measure. */
const measureThresholds = Object.fromEntries(
  MEASURE_NAMES.flatMap((name) => [
    [`${name}_below`, number.optional()],
    [`${name}_above`, number.optional()],
  ]),
) as Record<`${(typeof MEASURE_NAMES)[number]}_${'below' | 'above'}`, z.ZodOptional<z.ZodNumber>>;

/** Conditions of one side; all of them must hold at a close. */
const thresholds = z.strictObject({
  /** Of the measure that `entry.indicator` names. */
  below: number.optional(),
  above: number.optional(),
  ...measureThresholds,
  /** Stands at this value: −1 oversold, 0, 1 overbought. */
  ultimate_signal: z.int().gte(-1).lte(1).optional(),
  /** Largest distance of the trend score (−5 … 5) from 0. */
  max_abs_trend_score: number.gte(0).lte(5).optional(),
});

/** Rule blocks that say when a market order is due; recipes interpret them. */
export const SIGNAL_RULE_BLOCKS = {
  mean_reversion_rules: z.strictObject({
    entry: z.strictObject({
      /** The measure, by name or module path; `rsi_below` names it too. */
      indicator: z
        .enum([...MEASURE_NAMES, ...MEASURE_NAMES.map((name) => MEASURES[name])])
        .optional(),
      /** Bars of the measure; each has a usual one. */
      period: count.optional(),
      long: thresholds.optional(),
      short: thresholds.optional(),
    }),
    exit: z.strictObject({
      type: z.enum([
        'opposite_signal',
        'opposite_threshold',
        'mean',
        'threshold',
        'max_bars',
        'stop',
      ]),
      /** Bars after which a position is left, whatever the type. */
      max_bars: count.optional(),
      /** Where a long and a short are left, for type threshold. */
      long: thresholds.optional(),
      short: thresholds.optional(),
    }),
  }),
  regime_transition_rules: z.strictObject({
    entry: z.strictObject({
      type: z.enum([
        'volatility_regime',
        'trend_regime',
        'trend_score',
        'linreg_regime',
        'ema_regime',
      ]),
      /** Level that a regime must change to; mirrored for the other side. */
      threshold: number.optional(),
      /** Bars of the average, the regression or the ATR. */
      period: count.optional(),
      /** Bars that the percentile of volatility looks back. */
      window: count.optional(),
    }),
    exit: z.strictObject({
      type: z.enum(['reversal', 'threshold', 'regime_end', 'stop']),
      /** Level that the regime has fallen to, for type threshold; mirrored for a short. */
      threshold: number.optional(),
    }),
    direction: z.enum(['both', 'long', 'short']).optional(),
  }),
  state_machine: z.strictObject({
    long_bias_trigger: z.strictObject({ green_streak: count }),
    short_bias_trigger: z.strictObject({ red_streak: count }),
  }),
  usd_stress_filter: z.strictObject({
    percentile_column: z.string(),
    long_allowed_if_gte: number.gte(0).lte(1),
    short_allowed_if_lte: number.gte(0).lte(1),
  }),
  polarity_override: z.strictObject({
    mode: z.enum(['invert']),
    symbols: z.array(z.string()).min(1),
  }),
} as const;
