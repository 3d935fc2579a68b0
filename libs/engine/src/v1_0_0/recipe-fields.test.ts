import { directiveJsonSchema, type DirectiveRules } from '@assay/directive';
import { describe, expect, test } from 'vitest';
import { randomBars } from './testing/random-market.js';
import { recipeOf, runStrategy, type RecipeName } from './testing/recipe-run.js';
import { plainRules } from './testing/scenario.js';

type Rules = Readonly<Record<string, unknown>>;

/** Blocks that a recipe reads and the engine does not, whole or in part. */
const BLOCKS = [
  'range_definition',
  'order_placement',
  'mean_reversion_rules',
  'regime_transition_rules',
  'state_machine',
  'usd_stress_filter',
  'polarity_override',
  'moving_average_cross',
  'trade_management.reentry',
  'trade_management.no_reentry_after_second_trade',
  'execution_rules.cancel_opposite_on_fill',
  'position_management.mode',
];

/** A JSON Schema, as far as it is walked. */
interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** Every field below a schema, dotted; the fields of a list's items belong to the list. */
function leaves(schema: Schema, path: string): readonly string[] {
  const inner = schema.properties ?? schema.items?.properties;
  if (!inner) return [path];
  return Object.entries(inner).flatMap(([key, part]) => leaves(part, `${path}.${key}`));
}

function fieldsOf(block: string): readonly string[] {
  let schema = directiveJsonSchema() as Schema;
  for (const key of block.split('.')) schema = schema.properties?.[key] ?? {};
  return leaves(schema, block);
}

/** A copy of some rules with one field set; `orders` and other lists are set as a whole. */
function withField(rules: Rules, path: string, value: unknown): Rules {
  const [key = '', ...rest] = path.split('.');
  const own = rules[key];
  const isInside = rest.length > 0 && !Array.isArray(own);
  const inner = typeof own === 'object' && own !== null ? (own as Rules) : {};
  return { ...rules, [key]: isInside ? withField(inner, rest.join('.'), value) : value };
}

const stop = (distance: number): Rules => ({
  execution_rules: { stop_loss: { type: 'percent', value: distance } },
});
const LONG = { direction: 'long', level: 'range_high' };
const SHORT = { direction: 'short', level: 'range_low' };
const RANGE: Rules = {
  range_definition: { window_start: '02:00', window_end: '06:00' },
  order_placement: {
    time: '09:00',
    type: 'stop',
    price_validation: { ignore_pre_breakouts: false },
    orders: [LONG, SHORT],
  },
  trade_management: { reentry: { allowed: true, reuse_original_range: true } },
  execution_rules: { cancel_opposite_on_fill: true, stop_loss: { type: 'percent', value: 0.1 } },
};
const REVERSION: Rules = {
  mean_reversion_rules: {
    entry: { indicator: 'rsi', long: { below: 40 }, short: { above: 60 } },
    exit: { type: 'mean' },
  },
};
const ULTIMATE: Rules = {
  mean_reversion_rules: {
    entry: { long: { ultimate_signal: -1 }, short: { ultimate_signal: 1 } },
    exit: { type: 'threshold', long: { ultimate_signal: 1 }, short: { ultimate_signal: -1 } },
  },
};
const REGIME: Rules = {
  regime_transition_rules: {
    entry: { type: 'trend_score' },
    exit: { type: 'threshold', threshold: 0 },
  },
};
const STREAK: Rules = {
  state_machine: { long_bias_trigger: { green_streak: 2 }, short_bias_trigger: { red_streak: 2 } },
  polarity_override: { mode: 'invert', symbols: ['OTHER'] },
};
const CROSS: Rules = { moving_average_cross: { type: 'sma', fast: 3, slow: 9 } };
const VOLATILITY: Rules = {
  regime_transition_rules: {
    entry: { type: 'volatility_regime', period: 5, window: 20 },
    exit: { type: 'reversal' },
    direction: 'long',
  },
};

/** One field of a recipe's rules: what it is changed to, and from which rules. */
type Change = readonly [RecipeName, Rules, unknown];

const RANGES = 'session_range_breakout';
const REVERTS = 'threshold_mean_reversion';
const CHANGES: Readonly<Record<string, Change>> = {
  'range_definition.window_start': [RANGES, RANGE, '22:00'],
  'range_definition.window_end': [RANGES, RANGE, '08:00'],
  'range_definition.freeze_at': [RANGES, RANGE, '09:00'],
  'range_definition.include_window_end_bar': [RANGES, RANGE, true],
  'range_definition.calculation.timeframe': [RANGES, RANGE, '5m'],
  'order_placement.time': [RANGES, RANGE, '12:00'],
  'order_placement.type': [RANGES, RANGE, 'market'],
  'order_placement.price_validation.ignore_pre_breakouts': [RANGES, RANGE, true],
  'order_placement.orders.direction': [RANGES, RANGE, [LONG]],
  'order_placement.orders.level': [RANGES, RANGE, [{ ...LONG, level: 'range_low' }]],
  'trade_management.reentry.allowed': [RANGES, RANGE, false],
  'trade_management.reentry.reuse_original_range': [RANGES, RANGE, false],
  'trade_management.reentry.place_both_orders_on_reentry': [RANGES, RANGE, false],
  'trade_management.reentry.allowed_until_trade_count': [RANGES, RANGE, 1],
  'trade_management.no_reentry_after_second_trade': [RANGES, RANGE, true],
  'execution_rules.cancel_opposite_on_fill': [RANGES, RANGE, false],
  'mean_reversion_rules.entry.indicator': [REVERTS, REVERSION, 'mfi'],
  'mean_reversion_rules.entry.period': [REVERTS, REVERSION, 5],
  'mean_reversion_rules.entry.long.below': [REVERTS, REVERSION, 30],
  'mean_reversion_rules.entry.long.above': [REVERTS, REVERSION, 35],
  'mean_reversion_rules.entry.short.below': [REVERTS, REVERSION, 60.5],
  'mean_reversion_rules.entry.short.above': [REVERTS, REVERSION, 70],
  'mean_reversion_rules.exit.type': [REVERTS, REVERSION, 'opposite_signal'],
  'mean_reversion_rules.exit.max_bars': [REVERTS, REVERSION, 3],
  ...Object.fromEntries(
    ['entry.long', 'entry.short', 'exit.long', 'exit.short'].flatMap((at) => [
      [`mean_reversion_rules.${at}.ultimate_signal`, [REVERTS, ULTIMATE, 0] as const],
      ...(at.startsWith('entry')
        ? [[`mean_reversion_rules.${at}.max_abs_trend_score`, [REVERTS, REVERSION, 0] as const]]
        : []),
    ]),
  ),
  'regime_transition_rules.entry.type': ['regime_transition', REGIME, 'ema_regime'],
  'regime_transition_rules.entry.threshold': ['regime_transition', REGIME, 2],
  'regime_transition_rules.entry.period': ['regime_transition', VOLATILITY, 14],
  'regime_transition_rules.entry.window': ['regime_transition', VOLATILITY, 50],
  'regime_transition_rules.exit.type': ['regime_transition', REGIME, 'regime_end'],
  'regime_transition_rules.exit.threshold': ['regime_transition', REGIME, -2],
  'regime_transition_rules.direction': ['regime_transition', REGIME, 'long'],
  'state_machine.long_bias_trigger.green_streak': ['streak_reversal', STREAK, 3],
  'state_machine.short_bias_trigger.red_streak': ['streak_reversal', STREAK, 3],
  'polarity_override.symbols': ['streak_reversal', STREAK, ['TEST']],
  'position_management.mode': ['streak_reversal', STREAK, 'single'],
  'usd_stress_filter.percentile_column': ['streak_reversal', STREAK, 'p'],
  'usd_stress_filter.long_allowed_if_gte': ['streak_reversal', STREAK, 0.9],
  'usd_stress_filter.short_allowed_if_lte': ['streak_reversal', STREAK, 0.1],
  'moving_average_cross.type': ['moving_average_cross', CROSS, 'ema'],
  'moving_average_cross.fast': ['moving_average_cross', CROSS, 5],
  'moving_average_cross.slow': ['moving_average_cross', CROSS, 20],
  'moving_average_cross.direction': ['moving_average_cross', CROSS, 'short'],
};

/** Of these changes, those that no recipe carries out. */
const REFUSED = [
  'order_placement.orders.level',
  'range_definition.calculation.timeframe',
  'usd_stress_filter',
];

/** Fields with one value only: it is what is done, so there is nothing to change it to. */
const ONE_VALUE = [
  'range_definition.calculation.source',
  'range_definition.calculation.high',
  'range_definition.calculation.low',
  'polarity_override.mode',
];

/** Named thresholds and exits of their own, each against the same rules with another number. */
const MEASURES: readonly (readonly [string, number, number])[] = [
  ['rsi', 40, 60],
  ['zscore', -1, 1],
  ['cci', -80, 80],
  ['williams_r', -80, -20],
  ['stochastic', 25, 75],
  ['mfi', 40, 60],
  ['roc', -0.2, 0.2],
  ['ultimate_signal', -0.5, 0.5],
];

const MARKETS = [11, 12, 13].map((seed) => {
  const bars = randomBars(seed, 700);
  for (let i = 0; i < bars.length; i += 1) bars.volume[i] = 1 + ((i * 7) % 11);
  return bars;
});

/** The trades under some rules, or why they are refused. */
function outcome(name: RecipeName, declared: Rules): string {
  const rules = plainRules(declared as DirectiveRules);
  try {
    const strategy = recipeOf(name, rules);
    return MARKETS.map((bars) => JSON.stringify(runStrategy(strategy, rules, bars).trades)).join();
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'RULE_NOT_INTERPRETED') throw error;
    return 'refused';
  }
}

const ALL = BLOCKS.flatMap(fieldsOf);
const isNamedMeasure = (field: string): boolean =>
  MEASURES.some(([measure]) => new RegExp(`\\.${measure}_(below|above)$`).test(field));
const isExitThreshold = (field: string): boolean =>
  /exit\.(long|short)\.(below|above|max_abs_trend_score)$/.test(field);

test('every field of the recipes stands in one of the tables', () => {
  const known = [...Object.keys(CHANGES), ...ONE_VALUE];
  const rest = ALL.filter((field) => !known.includes(field));
  expect(rest.filter((field) => !isNamedMeasure(field) && !isExitThreshold(field))).toEqual([]);
  expect(known.filter((field) => !ALL.includes(field))).toEqual([]);
});

test.each(Object.entries(CHANGES))('%s changes the trades or is refused', (field, change) => {
  const [name, base, value] = change;
  const before = outcome(name, base);
  expect(before).not.toBe('refused');
  const path = field.replace(/^order_placement\.orders\..*/, 'order_placement.orders');
  const after = outcome(name, withField(base, path, value));
  expect(after).not.toBe(before);
  expect(after === 'refused').toBe(REFUSED.some((refused) => field.startsWith(refused)));
});

describe.each(MEASURES)('a threshold on %s', (measure, low, high) => {
  test.each(['long', 'short'])('of the %s side decides its entries', (side) => {
    const at = (value: number, end: string): string =>
      outcome(REVERTS, {
        mean_reversion_rules: {
          entry: { [side]: { [`${measure}_${end}`]: value } },
          exit: { type: 'mean' },
        },
      });
    expect(
      new Set([at(low, 'below'), at(high, 'below'), at(low, 'above'), at(high, 'above')]).size,
    ).toBe(4);
  });

  test.each(['long', 'short'])('of the exit decides when a %s is over', (side) => {
    const at = (exit: Rules): string =>
      outcome(REVERTS, {
        mean_reversion_rules: {
          entry: { [side]: { [`${measure}_below`]: low } },
          exit: { type: 'threshold', [side]: exit },
        },
        ...stop(5),
      });
    const middle = (low + high) / 2;
    const seen = [
      at({ [`${measure}_above`]: middle }),
      at({ [`${measure}_above`]: high }),
      at({ [`${measure}_above`]: middle, [`${measure}_below`]: high }),
      at({ [`${measure}_above`]: middle, max_abs_trend_score: 0 }),
    ];
    expect(new Set(seen).size).toBeGreaterThanOrEqual(3);
    expect(seen).not.toContain('refused');
  });
});
