import type { Diagnostic } from '@assay/core';

/**
 * A refusal by a recipe, in the shape of an AssayError. Recipes are part of strategy bundles: the
 * class itself would carry the whole error catalogue into each of them, and a reworded remedy would
 * change every strategy hash and with it every run id.
 */
class RecipeRefusal extends Error {
  override readonly name = 'AssayError';
  readonly code = 'RULE_NOT_INTERPRETED';

  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(diagnostics[0]?.message);
  }
}

/**
 * Ends the making of a strategy when its recipe would ignore declared rules; each one is named.
 * @throws an error of the shape of AssayError, code RULE_NOT_INTERPRETED.
 */
export function refuseRules(recipe: string, uninterpreted: readonly string[]): void {
  if (uninterpreted.length === 0) return;
  throw new RecipeRefusal(
    uninterpreted.map((field) => ({
      code: 'RULE_NOT_INTERPRETED',
      severity: 'error',
      message: `The recipe ${recipe} does not interpret ${field}.`,
      found: field,
      expected: 'only rules that the recipe or the engine carries out',
      next: 'Remove the rule, or write the strategy by hand and consult it there.',
    })),
  );
}

/**
 * Ends the making of a strategy whose signature lacks the recipe's own blocks.
 * @throws an error of the shape of AssayError, code RULE_NOT_INTERPRETED.
 */
export function refuseSignature(recipe: string, found: string, expected: string): never {
  throw new RecipeRefusal([
    {
      code: 'RULE_NOT_INTERPRETED',
      severity: 'error',
      message: `The recipe ${recipe} has no rules.`,
      found,
      expected,
      next: 'Declare them, or write the strategy by hand.',
    },
  ]);
}
