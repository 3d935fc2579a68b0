import type { RecipeName } from '../recipes/recipe-strategy.js';
import { RECIPES, type Recipe } from '../recipes/recipe-table.js';
import * as sdk from '../sdk.js';

const FACTORIES: Readonly<Record<string, unknown>> = sdk;

/** The function that a strategy file calls. */
export function factoryOf(recipe: Recipe): typeof sdk.movingAverageCross {
  return FACTORIES[recipe.factory] as typeof sdk.movingAverageCross;
}

/** The recipe of a name. */
export function recipe(name: RecipeName): Recipe {
  const found = RECIPES.find((candidate) => candidate.name === name);
  if (!found) throw new Error(name);
  return found;
}
