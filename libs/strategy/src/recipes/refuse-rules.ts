import { AssayError, diagnostic } from '@assay/core';

/** Ends the making of a strategy when its recipe would ignore declared rules; each one is named. */
export function refuseRules(recipe: string, uninterpreted: readonly string[]): void {
  if (uninterpreted.length === 0) return;
  throw AssayError.of(
    uninterpreted.map((field) =>
      diagnostic('RULE_NOT_INTERPRETED', `The recipe ${recipe} does not interpret ${field}.`, {
        found: field,
        expected: 'only rules that the recipe or the engine carries out',
      }),
    ),
  );
}
