import { TIMEFRAMES } from '@assay/core';
import * as z from 'zod';
import { SIGNAL_RULE_BLOCKS } from './signal-rule-schema.js';

/** A time of day, `HH:MM`, in the directive's session zone. Quoted: YAML 1.2 has no base-60 trap. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day "HH:MM"');
const positive = z.number().gt(0);
const nonNegative = z.number().gte(0);
const count = z.int().gte(1).lte(1_000_000);
const side = z.enum(['both', 'long', 'short']);
/** A name of the user's own: of a parameter. */
const fieldName = z
  .string()
  .regex(
    /^[A-Za-z_][A-Za-z0-9_.-]{0,63}$/,
    'a name of letters, digits, "_", "." and "-", starting with a letter',
  );

/**
 * The rule blocks of a directive: closed and typed, one entry each. Whatever changes a result
 * stands here or in the broker spec. Field names are fixed: strangers drive them.
 */
export const RULE_BLOCKS = {
  range_definition: z.strictObject({
    window_start: timeOfDay,
    window_end: timeOfDay,
    /** When the range is final; the window's end unless stated. Must not lie before it. */
    freeze_at: timeOfDay.optional(),
    include_window_end_bar: z.boolean().optional(),
    calculation: z
      .strictObject({
        source: z.enum(['bars']).optional(),
        /** The bars the range is taken from; equals the timeframe of the directive. */
        timeframe: z.enum(TIMEFRAMES).optional(),
        high: z.enum(['highest_high']).optional(),
        low: z.enum(['lowest_low']).optional(),
      })
      .optional(),
  }),
  volatility_filter: z.strictObject({
    enabled: z.boolean(),
    type: z.enum(['atr_percentile']).optional(),
    /** Bars of the ATR (default 14). */
    atr_period: count.optional(),
    /** Bars that the percentile looks back (default 100). */
    window: count.optional(),
    /** −1 low, 0 normal, 1 high; a list allows several. */
    required_regime: z
      .union([z.int().gte(-1).lte(1), z.array(z.int().gte(-1).lte(1)).min(1)])
      .optional(),
  }),
  trend_filter: z.strictObject({
    enabled: z.boolean(),
    /** −2 strong down … 2 strong up; a list allows several. */
    required_regime: z
      .union([z.int().gte(-2).lte(2), z.array(z.int().gte(-2).lte(2)).min(1)])
      .optional(),
  }),
  order_placement: z.strictObject({
    time: timeOfDay,
    type: z.enum(['stop', 'limit', 'market']),
    price_validation: z.strictObject({ ignore_pre_breakouts: z.boolean().optional() }).optional(),
    orders: z
      .array(
        z.strictObject({
          direction: z.enum(['long', 'short']),
          level: z.enum(['range_high', 'range_low']),
        }),
      )
      .min(1)
      .max(2),
  }),
  execution_rules: z.strictObject({
    cancel_opposite_on_fill: z.boolean().optional(),
    stop_loss: z
      .strictObject({
        type: z.enum(['none', 'session_opposite_range', 'atr_multiple', 'points', 'percent']),
        /** For atr_multiple; `value` is read as the same. */
        multiple: positive.optional(),
        /** Points (ticks) for points, percent of the fill price for percent. */
        value: positive.optional(),
        /** Bars of the ATR for atr_multiple (default 14). */
        atr_period: count.optional(),
      })
      .optional(),
    take_profit: z
      .strictObject({
        enabled: z.boolean(),
        type: z.enum(['points', 'percent', 'r_multiple', 'atr_multiple']).optional(),
        value: positive.optional(),
        atr_period: count.optional(),
      })
      .optional(),
    trailing_stop: z
      .strictObject({
        enabled: z.boolean(),
        type: z.enum(['points', 'percent', 'atr_multiple']).optional(),
        value: positive.optional(),
        atr_period: count.optional(),
        /** What moves it: the close of each bar (default), or the prices inside the bar. */
        update: z.enum(['close', 'intrabar']).optional(),
        /** It begins to move when the profit has reached this multiple of R; at once unless stated. */
        activate_at_r: positive.optional(),
      })
      .optional(),
    break_even: z
      .strictObject({
        enabled: z.boolean(),
        trigger_r: positive.optional(),
        offset_points: nonNegative.optional(),
      })
      .optional(),
    partial_exits: z
      .array(
        z.strictObject({
          type: z.enum(['points', 'percent', 'r_multiple', 'atr_multiple']),
          value: positive,
          atr_period: count.optional(),
          /** Share of the size at the entry; all shares together are at most 1. */
          fraction: positive.lte(1),
        }),
      )
      .min(1)
      .max(16)
      .optional(),
  }),
  trade_management: z.strictObject({
    max_trades_per_session: count.optional(),
    trade_counting_mode: z.enum(['filled_orders']).optional(),
    reentry: z
      .strictObject({
        allowed: z.boolean(),
        reuse_original_range: z.boolean().optional(),
        place_both_orders_on_reentry: z.boolean().optional(),
        allowed_until_trade_count: count.optional(),
      })
      .optional(),
    direction_restriction: side.or(z.literal('none')).optional(),
    no_reentry_after_second_trade: z.boolean().optional(),
    max_concurrent_positions: count.optional(),
  }),
  exit_rules: z.strictObject({
    time_exit: z
      .strictObject({
        enabled: z.boolean(),
        time: timeOfDay.optional(),
        execution: z.enum(['market']).optional(),
      })
      .optional(),
    max_bars: count.optional(),
    on_opposite_signal: z.boolean().optional(),
  }),
  ...SIGNAL_RULE_BLOCKS,
  position_management: z.strictObject({
    mode: z.enum(['single', 'stop_and_reverse']).optional(),
    max_positions: count.optional(),
    pyramiding: z.boolean().optional(),
  }),
  execution: z.strictObject({
    entry_timing: z.enum(['next_bar_open', 'bar_close']).optional(),
    order_type: z.enum(['market']).optional(),
    intrabar: z.enum(['pessimistic', 'resolve']).optional(),
    /** Bars that decide with `resolve`; the finest that the data folders hold unless stated. */
    intrabar_timeframe: z.enum(TIMEFRAMES).optional(),
  }),
  direction: side,
  max_concurrent_positions: count,
  moving_average_cross: z.strictObject({
    type: z.enum(['sma', 'ema']),
    fast: count,
    slow: count,
    direction: side.optional(),
  }),
  costs: z.union([
    z.literal('none'),
    z.strictObject({
      /** Points (ticks), or `spec` for the broker spec's. */
      spread_points: z.union([nonNegative, z.literal('spec')]).optional(),
      /** Account currency per lot and side, or `spec`. */
      commission_per_lot_per_side: z.union([nonNegative, z.literal('spec')]).optional(),
      /** Fraction of price × units, per side. */
      commission_rate: nonNegative.lte(1).optional(),
      /** Fraction of price × units, per side. */
      spread_rate: nonNegative.lte(1).optional(),
      /** Points (ticks) against the trader on market and stop fills. */
      slippage_points: nonNegative.optional(),
      swap: z.enum(['spec', 'none']).optional(),
    }),
  ]),
  sizing: z.strictObject({
    mode: z.enum(['fixed_lots', 'fixed_units', 'fixed_risk', 'risk_fraction']),
    lots: positive.optional(),
    units: positive.optional(),
    /** Account currency at risk for each trade (fixed_risk). */
    amount: positive.optional(),
    /** Share of equity at risk for each trade, 0–1 (risk_fraction). */
    fraction: positive.lte(1).optional(),
    /** Starting capital in account currency. */
    capital: positive.optional(),
    account_currency: z
      .string()
      .regex(/^[A-Z]{3}$/, 'a currency code of three capitals')
      .optional(),
  }),
  /** Free numbers and strings for hand-written strategies. */
  parameters: z.record(fieldName, z.union([z.number(), z.string(), z.boolean()])),
  /** Pins an engine version, `v1_0_0`. */
  engine: z.string().regex(/^v\d+_\d+_\d+$/, 'an engine version such as v1_0_0'),
} as const;

/** The rules of a directive; every block is optional, every block is closed. */
export const RULES_SCHEMA = z.strictObject(RULE_BLOCKS).partial();

export type DirectiveRules = z.infer<typeof RULES_SCHEMA>;
export type RuleBlockName = keyof typeof RULE_BLOCKS;
