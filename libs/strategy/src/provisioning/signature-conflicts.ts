import { diagnostic, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { buildSignature } from '../signature/build-signature.js';
import { byCodeUnits, canonicalValue, firstDifference } from '../signature/canonical-value.js';

/**
 * Finds directives that share the strategy of `model` but not its rules: they would rewrite each
 * other's signature. One SIGNATURE_CONFLICT each, in order of id; `model` itself may be among them.
 */
export function planSignatureConflicts(
  model: DirectiveModel,
  others: readonly DirectiveModel[],
): readonly Diagnostic[] {
  // Two names that differ in case only are one folder on macOS and Windows.
  const folder = model.strategy.toLowerCase();
  return others
    .filter((other) => other.id !== model.id && other.strategy.toLowerCase() === folder)
    .sort((a, b) => byCodeUnits(a.id, b.id))
    .flatMap((other) => compare(model, other));
}

function compare(model: DirectiveModel, other: DirectiveModel): readonly Diagnostic[] {
  const difference = firstDifference(
    canonicalValue(buildSignature(model)),
    canonicalValue(buildSignature(other)),
  );
  if (!difference) return [];
  const show = (value: unknown): string => (value === undefined ? 'absent' : JSON.stringify(value));
  return [
    diagnostic(
      'SIGNATURE_CONFLICT',
      `${model.id} and ${other.id} share the strategy ${model.strategy}.`,
      {
        found: `${difference.path} is ${show(difference.found)}`,
        expected: `as in ${other.id}: ${show(difference.expected)}`,
      },
    ),
  ];
}
