import { diagnostic, type Diagnostic, type DiagnosticDetail } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { buildSignature, SIGNATURE_VERSION } from '../signature/build-signature.js';
import { canonicalValue, firstDifference, type JsonValue } from '../signature/canonical-value.js';
import { SIGNATURE_NAME } from '../signature/signature-block.js';
import { childOf, childrenOf, unwrap, type AstNode } from './ast-node.js';
import { readLiteral, staticKey } from './literal-value.js';
import { placeOf, type SourceTree } from './parse-source.js';
import { findDeclaration } from './strategy-definition.js';

/** Checks that the signature in the file is a plain literal and deep-equal to the directive's rules. */
export function checkSignature(tree: SourceTree, model: DirectiveModel): Diagnostic[] {
  const declaration = findDeclaration(tree, SIGNATURE_NAME);
  const value = unwrap(childOf(declaration, 'init'));
  if (!value) {
    return [
      mismatch('The file declares no signature.', {
        place: placeOf(tree, undefined),
        found: `no const ${SIGNATURE_NAME}`,
      }),
    ];
  }
  const reading = readLiteral(value);
  if (!reading.isLiteral) {
    const found = reading.offender.type;
    return [
      mismatch('The signature is not a plain literal.', {
        place: placeOf(tree, reading.offender),
        found,
      }),
    ];
  }
  const version = recordMember(reading.value, 'version');
  if (version !== SIGNATURE_VERSION) {
    const found = `version ${show(version)}`;
    const expected = `version ${SIGNATURE_VERSION}`;
    return [
      mismatch('The signature is of another version.', {
        place: placeOf(tree, value),
        found,
        expected,
      }),
    ];
  }
  const difference = firstDifference(reading.value, canonicalValue(buildSignature(model)));
  if (!difference) return [];
  return [
    mismatch(`The signature differs from the directive at ${difference.path}.`, {
      place: placeOf(tree, locate(value, difference.path)),
      found: show(difference.found),
      expected: show(difference.expected),
    }),
  ];
}

function mismatch(message: string, detail: DiagnosticDetail): Diagnostic {
  return diagnostic('SIGNATURE_MISMATCH', message, detail);
}

function recordMember(value: JsonValue, key: string): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return (value as { readonly [name: string]: JsonValue })[key];
}

function show(value: JsonValue | undefined): string {
  return value === undefined ? 'absent' : JSON.stringify(value);
}

/** The deepest node on the way to a path; a member that is absent is shown at its owner. */
function locate(object: AstNode, path: string): AstNode {
  let node = object;
  for (const step of path.match(/[^.[\]]+/g) ?? []) {
    const inner = unwrap(node) ?? node;
    const property = childrenOf(inner, 'properties').find(
      (candidate) => staticKey(candidate) === step,
    );
    const next = property
      ? childOf(property, 'value')
      : childrenOf(inner, 'elements')[Number(step)];
    if (!next) return inner;
    node = next;
  }
  return node;
}
