import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as property, fc } from '@fast-check/vitest';
import { copyBars, type Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { planProvisioning, STRATEGY_TEMPLATES } from '@assay/strategy';
import * as sdk from '@assay/strategy/sdk';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { randomBars } from './testing/random-market.js';
import { RECIPE_RULES } from './testing/recipe-arbitraries.js';
import {
  FACTORIES,
  recipeOf,
  runRecipe,
  runStrategy,
  type RecipeName,
} from './testing/recipe-run.js';
import { plainRules } from './testing/scenario.js';

const NAMES = Object.keys(FACTORIES) as readonly RecipeName[];
const SOURCE = join(import.meta.dirname, '..', '..', '..', 'strategy', 'src');
const BARS = randomBars(3, 900);

/** Every decision of a run up to a bar, as text. */
function decisions(name: RecipeName, rules: DirectiveRules, bars: Bars, until: number): string[] {
  const heard: string[] = [];
  runRecipe(name, rules, bars, {
    observer: {
      decided(bar, kind, decision) {
        if (bar < until) heard.push(`${bar} ${kind} ${decision}`);
      },
    },
  });
  return heard;
}

/** The strategy file of a template, made and run. */
async function expanded(name: RecipeName, rules: DirectiveRules): Promise<sdk.StrategyDefinition> {
  const template = STRATEGY_TEMPLATES.find((candidate) => candidate.name === name);
  const sources = Object.fromEntries(
    (template?.sources ?? []).map((path) => [path, readFileSync(join(SOURCE, path), 'utf8')]),
  );
  const planned = await planProvisioning({
    model: {
      id: 'Expanded_01',
      labels: {},
      strategy: 'Recipe',
      broker: 'B',
      timeframe: '1h',
      session_time_reference: 'UTC',
      start_date: '2024-01-01',
      end_date: '2024-12-31',
      warmup_bars: 0,
      symbols: ['TEST'],
      indicators: [],
      rules,
    },
    existing: undefined,
    knownIndicators: { library: [], workspace: [] },
    template: { name, sources },
  });
  if (!planned.ok) throw new Error(JSON.stringify(planned.error));
  const { outputText } = ts.transpileModule(planned.value.text, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const exported: { default?: sdk.StrategyDefinition } = {};
  const load = new Function('exports', 'require', outputText) as (
    exports: object,
    require: (name: string) => object,
  ) => void;
  load(exported, () => sdk);
  if (!exported.default) throw new Error('no default export');
  return exported.default;
}

describe.each(NAMES)('%s', (name) => {
  property.prop([RECIPE_RULES[name], fc.integer({ min: 250, max: 899 })], { numRuns: 40 })(
    'decides at a bar what it decides when the bars end there',
    (rules, cut) => {
      const whole = decisions(name, rules, BARS, cut);
      expect(decisions(name, rules, copyBars(BARS, 0, cut), cut)).toEqual(whole);
    },
  );

  property.prop([RECIPE_RULES[name], fc.integer({ min: 1, max: 1000 })], { numRuns: 40 })(
    'makes the same trades from its expanded source',
    async (declared, seed) => {
      const rules = plainRules(declared);
      const bars = randomBars(seed, 500);
      const own = runStrategy(recipeOf(name, rules), rules, bars);
      const other = runStrategy(await expanded(name, rules), rules, bars);
      expect(JSON.stringify(other.trades)).toBe(JSON.stringify(own.trades));
      expect(other.rejections).toEqual(own.rejections);
    },
  );

  test('trades under most of those rules, so that the properties can fail', () => {
    const sample = fc.sample(RECIPE_RULES[name], { numRuns: 60, seed: 5 });
    const trading = sample.filter((rules) => runRecipe(name, rules, BARS).trades.length > 3);
    expect(trading.length).toBeGreaterThan(30);
  });

  test('one strategy serves one market after another', () => {
    const [rules = {}] = fc.sample(RECIPE_RULES[name], { numRuns: 1, seed: 9 });
    const plain = plainRules(rules);
    const strategy = recipeOf(name, plain);
    const first = JSON.stringify(runStrategy(strategy, plain, BARS).trades);
    runStrategy(strategy, plain, randomBars(8, 400));
    expect(JSON.stringify(runStrategy(strategy, plain, BARS).trades)).toBe(first);
  });
});
