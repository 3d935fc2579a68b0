import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { ENGINE_ONLY, LEAST_RULES, signatureWith } from '../testing/recipe-rules.js';
import { factoryOf } from '../testing/recipe-factories.js';
import type { RecipeName } from './recipe-strategy.js';
import { RECIPES, recipesFor } from './recipe-table.js';

/** A rule of each block that is not for every recipe; recipes that read it are named. */
const OTHERS: readonly (readonly [string, DirectiveRules, readonly RecipeName[]])[] = [
  ['parameters.depth', { parameters: { depth: 3 } }, []],
  [
    'usd_stress_filter (needs the bars of other symbols, which a strategy does not see)',
    {
      usd_stress_filter: {
        percentile_column: 'p',
        long_allowed_if_gte: 1,
        short_allowed_if_lte: 0,
      },
    },
    [],
  ],
  [
    'polarity_override.mode',
    { polarity_override: { mode: 'invert', symbols: ['EURUSD'] } },
    ['threshold_mean_reversion', 'regime_transition', 'streak_reversal'],
  ],
  [
    'trade_management.reentry.allowed',
    { trade_management: { reentry: { allowed: true } } },
    ['session_range_breakout', 'threshold_mean_reversion', 'regime_transition', 'streak_reversal'],
  ],
  [
    'trade_management.reentry.allowed_until_trade_count',
    { trade_management: { reentry: { allowed: true, allowed_until_trade_count: 2 } } },
    ['session_range_breakout'],
  ],
  [
    'trade_management.no_reentry_after_second_trade',
    { trade_management: { no_reentry_after_second_trade: true } },
    ['session_range_breakout'],
  ],
  [
    'execution_rules.cancel_opposite_on_fill',
    { execution_rules: { cancel_opposite_on_fill: true } },
    ['session_range_breakout'],
  ],
  ...RECIPES.map(
    ({ name }) => [Object.keys(LEAST_RULES[name])[0] as string, LEAST_RULES[name], [name]] as const,
  ),
];

describe.each(RECIPES.map((one) => [one.name, one] as const))('%s', (name, one) => {
  const least = LEAST_RULES[name];

  it('is found by its blocks, and no other is', () => {
    expect(recipesFor(least)).toEqual([one]);
  });

  it('is a factory of the sdk that makes a strategy of the signature', () => {
    const strategy = factoryOf(one)(signatureWith(least));
    expect([strategy.name, strategy.timeframe, strategy.signature]).toEqual([
      'S',
      '15m',
      signatureWith(least),
    ]);
  });

  it('leaves the rules of the engine to the engine', () => {
    expect(one.uninterpreted({ ...ENGINE_ONLY, ...least })).toEqual([]);
  });

  it('refuses a signature without its blocks', () => {
    expect(() => factoryOf(one)(signatureWith({}))).toThrow(
      expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
    );
  });

  it.each(OTHERS.filter(([, , readers]) => !readers.includes(name)))(
    'refuses what it does not read: %s',
    (field, rules) => {
      const refused = one.uninterpreted({ ...least, ...rules });
      expect(refused.some((text) => text.startsWith(field))).toBe(true);
      expect(() => factoryOf(one)(signatureWith({ ...least, ...rules }))).toThrow(
        expect.objectContaining({ code: 'RULE_NOT_INTERPRETED' }),
      );
    },
  );

  it.each(OTHERS.filter(([, , readers]) => readers.includes(name)))('reads %s', (_field, rules) => {
    expect(one.uninterpreted({ ...least, ...rules })).toEqual([]);
  });
});

it("rules of the engine alone are nobody's", () => {
  expect(recipesFor(ENGINE_ONLY)).toEqual([]);
});

it('the blocks of two recipes are found as two', () => {
  const both = { ...LEAST_RULES.streak_reversal, ...LEAST_RULES.moving_average_cross };
  expect(recipesFor(both).map(({ name }) => name)).toEqual([
    'moving_average_cross',
    'streak_reversal',
  ]);
});
