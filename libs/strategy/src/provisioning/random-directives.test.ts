import { fc, test as check } from '@fast-check/vitest';
import type { DirectiveModel, DirectiveRules } from '@assay/directive';
import { expect, test } from 'vitest';
import { RECIPES, recipesFor } from '../recipes/recipe-table.js';
import { validateStrategy } from '../semantic/validate-strategy.js';
import { directiveModel, KNOWN } from '../testing/directive-model.js';
import { ENGINE_ONLY, LEAST_RULES } from '../testing/recipe-rules.js';
import { planProvisioning, strategyPath } from './plan-provisioning.js';

const FREE: readonly DirectiveRules[] = [
  { parameters: { depth: 3, name: "it's", strict: true } },
  {
    usd_stress_filter: { percentile_column: 'p', long_allowed_if_gte: 1, short_allowed_if_lte: 0 },
  },
  { polarity_override: { mode: 'invert', symbols: ['EURUSD'] } },
  { position_management: { mode: 'stop_and_reverse' } },
  { volatility_filter: { enabled: true, required_regime: [0, 1] } },
  { volatility_filter: { enabled: false } },
  { trend_filter: { enabled: true, required_regime: 2 } },
  { trade_management: { reentry: { allowed: true } } },
  { execution_rules: { cancel_opposite_on_fill: true } },
  { execution_rules: { stop_loss: { type: 'atr_multiple', multiple: 2 } } },
];

/** Rules of no, one or several recipes, with blocks that some of them read and others refuse. */
const RULES: fc.Arbitrary<DirectiveRules> = fc
  .tuple(
    fc.subarray(
      RECIPES.map(({ name }) => name),
      { maxLength: 2 },
    ),
    fc.subarray([...FREE], { maxLength: 4 }),
    fc.subarray(Object.entries(ENGINE_ONLY)),
  )
  .map(
    ([names, free, engine]) =>
      Object.assign(
        {},
        Object.fromEntries(engine),
        ...free,
        ...names.map((name) => LEAST_RULES[name]),
      ) as DirectiveRules,
  );

const DIRECTIVES: fc.Arbitrary<DirectiveModel> = fc
  .record({
    strategy: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/),
    timeframe: fc.constantFrom('1m', '15m', '1h', '4h', '1d', '1w'),
    session_time_reference: fc.constantFrom('UTC', 'America/New_York', 'Europe/London'),
    indicators: fc.subarray([...KNOWN.library, ...KNOWN.workspace]),
    rules: RULES,
  })
  .map((parts) => directiveModel(parts as Partial<DirectiveModel>));

/** How provisioning ends: with a recipe, hollow, or refused. */
async function ending(model: DirectiveModel): Promise<'recipe' | 'hollow' | 'refused'> {
  const plan = await planProvisioning({ model, existing: undefined, knownIndicators: KNOWN });
  if (!plan.ok) {
    expect(new Set(plan.error.map(({ code }) => code))).toEqual(new Set(['RULE_NOT_INTERPRETED']));
    return 'refused';
  }
  const { text, hollow, recipe } = plan.value;
  const file = strategyPath(model.strategy);
  const judged = { source: text, file, model, knownIndicators: KNOWN };
  expect(await validateStrategy(judged)).toEqual([]);
  expect(hollow).toBe(recipe === undefined);
  return hollow ? 'hollow' : 'recipe';
}

check.prop([DIRECTIVES], { numRuns: 1000 })(
  'a new strategy file trades by a recipe, waits hollow for its author, or is refused by name',
  async (model) => {
    const matching = recipesFor(model.rules).length;
    const how = await ending(model);
    if (matching === 0) expect(how).toBe('hollow');
    if (matching > 1) expect(how).toBe('refused');
    if (matching === 1) expect(how).not.toBe('hollow');
  },
);

test('random directives end in each of the three ways, so that the property can fail', async () => {
  const counts = { recipe: 0, hollow: 0, refused: 0 };
  for (const model of fc.sample(DIRECTIVES, { numRuns: 150, seed: 4 }))
    counts[await ending(model)] += 1;
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(10);
});
