import { diagnostic, didYouMean, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { RECIPE_BLOCKS } from '../recipes/recipe-strategy.js';
import { matchesRecipe, RECIPES } from '../recipes/recipe-table.js';
import type { RecipeSources } from './expand-recipe.js';

/** What a new strategy file can start from. */
export interface StrategyTemplate {
  /** As a user writes it: `session_range_breakout`, `thin`. */
  readonly name: string;
  readonly summary: string;
  /** Modules of `libs/strategy/src` whose texts it is made of. */
  readonly sources: readonly string[];
}

/** A template that is asked for, with the texts of its modules. */
export interface TemplateRequest {
  readonly name: string;
  readonly sources: RecipeSources;
}

/** Empty hooks, whatever recipe the rules match. */
const THIN: StrategyTemplate = {
  name: 'thin',
  summary: 'empty hooks, to be written from nothing',
  sources: [],
};

/** All templates: the logic of each recipe, and empty hooks. */
export const STRATEGY_TEMPLATES: readonly StrategyTemplate[] = [
  ...RECIPES.map(({ name, summary, sources }) => ({ name, summary, sources })),
  THIN,
];

/** Why a template cannot be the beginning of a directive's strategy; undefined when it can. */
export function refuseTemplate(name: string, model: DirectiveModel): Diagnostic | undefined {
  const names = STRATEGY_TEMPLATES.map((template) => template.name);
  if (!names.includes(name)) {
    const near = didYouMean(name, names);
    return diagnostic('USAGE', `There is no template ${name}.`, {
      found: name,
      expected: names.join(', '),
      next: near === undefined ? 'provision-strategy --list-templates' : `Did you mean ${near}?`,
    });
  }
  const recipe = RECIPES.find((candidate) => candidate.name === name);
  if (!recipe || matchesRecipe(recipe, model.rules)) return undefined;
  const blocks = RECIPE_BLOCKS[recipe.name];
  const absent = blocks.filter((block) => model.rules[block] === undefined).join(', ');
  return diagnostic('MISSING_KEY', `The template ${name} reads ${blocks.join(' and ')}.`, {
    found: `a directive without ${absent}`,
    expected: absent,
    next: `Declare ${absent}, or use another template.`,
  });
}
