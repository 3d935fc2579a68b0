import { diagnostic, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { matchesRecipe, RECIPES, recipesFor, type Recipe } from '../recipes/recipe-table.js';
import { RECIPE_BLOCKS } from '../recipes/recipe-strategy.js';

/** What a directive's rules say about who trades them. */
export type RecipeChoice =
  /** A recipe interprets every declared field. */
  | { readonly kind: 'recipe'; readonly name: string }
  /** The rules are a recipe's, but some field of them is not interpreted by it. */
  | { readonly kind: 'refused'; readonly name: string; readonly findings: readonly Diagnostic[] }
  /** The logic is to be written by hand. */
  | { readonly kind: 'none' };

/** Chooses the recipe of a directive; `name` is the function that `@assay/strategy` exports. */
export function chooseRecipe(model: DirectiveModel): RecipeChoice {
  const [recipe, ...others] = recipesFor(model.rules);
  if (!recipe) return { kind: 'none' };
  const name = recipe.factory;
  if (others.length > 0)
    return { kind: 'refused', name, findings: [ambiguous([recipe, ...others])] };
  const findings = uninterpreted(recipe, model);
  return findings.length > 0 ? { kind: 'refused', name, findings } : { kind: 'recipe', name };
}

/** Each of several recipes would ignore the blocks of the others. */
function ambiguous(recipes: readonly Recipe[]): Diagnostic {
  const blocks = recipes.map(({ name }) => RECIPE_BLOCKS[name].join(' and ')).join('; ');
  return diagnostic('RULE_NOT_INTERPRETED', 'The rules are those of several recipes.', {
    found: blocks,
    expected: 'the blocks of one recipe',
    next: 'Remove all but one, or write the strategy by hand (provision-strategy --template).',
  });
}

function uninterpreted(
  recipe: Recipe,
  model: DirectiveModel,
  file?: string,
): readonly Diagnostic[] {
  return recipe.uninterpreted(model.rules, model.timeframe).map((field) =>
    diagnostic(
      'RULE_NOT_INTERPRETED',
      `The recipe ${recipe.factory} does not interpret ${field}.`,
      {
        found: field,
        expected: 'rules that the recipe or the engine interprets, every one of them',
        next: `Remove the rule, or write it by hand: provision-strategy ${model.id} --template ${recipe.name}`,
        ...(file === undefined ? {} : { place: { file } }),
      },
    ),
  );
}

/** True when `@assay/strategy` exports a recipe of this name. */
export function isRecipe(factory: string): boolean {
  return RECIPES.some((recipe) => recipe.factory === factory);
}

/**
 * Why the recipe that an existing file calls cannot trade the directive any more; empty when it can.
 * A function that is no recipe is left to the semantic validation.
 */
export function refuseRecipe(
  factory: string,
  model: DirectiveModel,
  file: string,
): readonly Diagnostic[] {
  const recipe = RECIPES.find((candidate) => candidate.factory === factory);
  if (!recipe) return [];
  if (matchesRecipe(recipe, model.rules)) return uninterpreted(recipe, model, file);
  const [better] = recipesFor(model.rules);
  return [
    diagnostic('RULE_NOT_INTERPRETED', `The rules are not those of the recipe ${factory}.`, {
      place: { file },
      found: `a strategy file that calls ${factory}`,
      expected: better
        ? `a file that calls ${better.factory}`
        : 'a file that implements the rules by hand',
      next: 'Move the file away and provision again, or write the strategy by hand.',
    }),
  ];
}
