import { fc } from '@fast-check/vitest';
import type { DirectiveModel } from '@assay/directive';
import { describe, expect, test } from 'vitest';
import { recipesFor } from '../recipes/recipe-table.js';
import { validateStrategy } from '../semantic/validate-strategy.js';
import { EXISTING, OWN_INDICATORS, RANDOM_DIRECTIVES } from '../testing/random-directive.js';
import { typeProblems } from '../testing/strict-compiler.js';
import { planProvisioning, strategyPath, type ProvisionPlan } from './plan-provisioning.js';

const MODELS = fc
  .sample(RANDOM_DIRECTIVES, { numRuns: 1000, seed: 20240131 })
  .map(({ model }) => model);

/** How provisioning ends: with a recipe, hollow, or refused by name; then from the empty template. */
interface Ending {
  readonly model: DirectiveModel;
  readonly kind: 'recipe' | 'hollow' | 'refused';
  readonly plan: ProvisionPlan;
}

async function end(model: DirectiveModel): Promise<Ending> {
  const asked = { model, existing: undefined, knownIndicators: EXISTING };
  const plan = await planProvisioning(asked);
  if (plan.ok) return { model, kind: plan.value.hollow ? 'hollow' : 'recipe', plan: plan.value };
  for (const finding of plan.error) {
    expect(finding.code).toBe('RULE_NOT_INTERPRETED');
    // By name: the finding says which field, or which blocks.
    expect(Object.keys(model.rules).some((block) => finding.found?.includes(block))).toBe(true);
  }
  const thin = await planProvisioning({ ...asked, template: { name: 'thin', sources: {} } });
  if (!thin.ok) throw new Error(JSON.stringify(thin.error));
  return { model, kind: 'refused', plan: thin.value };
}

const endings = Promise.all(MODELS.map(end));

describe('the strategy files of 1,000 random directives', () => {
  test('come of every rule block, and end in each of the three ways, so that the rest can fail', async () => {
    const kinds = { recipe: 0, hollow: 0, refused: 0 };
    for (const { kind } of await endings) kinds[kind] += 1;
    expect(Math.min(...Object.values(kinds)), JSON.stringify(kinds)).toBeGreaterThan(150);
    const recipes = new Set((await endings).map(({ plan }) => plan.recipe));
    expect(recipes.size).toBe(6);
    const blocks = new Set(MODELS.flatMap(({ rules }) => Object.keys(rules)));
    expect(blocks.size).toBe(21);
  });

  test('call the one recipe whose blocks match, are hollow without one, and refused with several', async () => {
    for (const { model, kind } of await endings) {
      const matching = recipesFor(model.rules).length;
      if (matching === 0) expect(kind).toBe('hollow');
      else if (matching > 1) expect(kind).toBe('refused');
      else expect(kind).not.toBe('hollow');
    }
  });

  test('are the same bytes when made again, and a second call writes nothing', async () => {
    for (const { model, kind, plan } of await endings) {
      if (kind === 'refused') continue;
      const asked = { model, knownIndicators: EXISTING };
      const twin = await planProvisioning({ ...asked, existing: undefined });
      expect(twin.ok && twin.value).toEqual(plan);
      const second = await planProvisioning({ ...asked, existing: plan.text });
      if (!second.ok) throw new Error(JSON.stringify(second.error));
      const { changed, text, hollow, recipe } = second.value;
      expect({ changed, text, hollow, recipe }).toEqual({
        changed: false,
        text: plan.text,
        hollow: plan.hollow,
        recipe: plan.recipe,
      });
    }
  });

  test('parse and pass the semantic validation, hollow ones as well', async () => {
    for (const { model, plan } of await endings) {
      const file = strategyPath(model.strategy);
      const judged = { source: plan.text, file, model, knownIndicators: EXISTING };
      expect(await validateStrategy(judged), plan.text).toEqual([]);
      expect(plan.hollow).toBe(plan.recipe === undefined);
    }
  });

  test('type-check against the types of the SDK with the strictest settings', async () => {
    const texts = (await endings).map(({ plan }) => plan.text);
    expect(typeProblems(texts)).toEqual([]);
    // The compiler really judges: an entry that is no order is found.
    const wrong = texts.filter((text) => text.includes('return null;')).slice(0, 3);
    expect(
      typeProblems(wrong.map((text) => text.replace('return null;', 'return 7;'))),
    ).toHaveLength(3);
  });

  test('import every indicator under a name of its own, however many share one', async () => {
    const [model] = MODELS.filter(({ rules }) => recipesFor(rules).length === 0);
    if (!model) throw new Error('no directive without a recipe');
    const { plan } = await end({ ...model, indicators: [...OWN_INDICATORS, 'volatility/atr'] });
    const judged = { source: plan.text, file: plan.path, knownIndicators: EXISTING };
    const declared = { ...model, indicators: [...OWN_INDICATORS, 'volatility/atr'] };
    expect(await validateStrategy({ ...judged, model: declared })).toEqual([]);
    expect(typeProblems([plan.text])).toEqual([]);
  });
});
