import { diagnostic, type Diagnostic, type DiagnosticDetail } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { isRecipe, refuseRecipe } from '../provisioning/recipe-choice.js';
import { SIGNATURE_NAME } from '../signature/signature-block.js';
import { childrenOf, identifierName, unwrap, type AstNode } from './ast-node.js';
import { staticText } from './literal-value.js';
import { placeOf, type SourceTree } from './parse-source.js';
import {
  readDefaultExport,
  readMember,
  resolveConstant,
  type DefaultExport,
} from './strategy-definition.js';

const HOOKS = ['prepareIndicators', 'checkEntry', 'checkExit'] as const;

/**
 * Checks that the default export is the strategy that the directive names: name and timeframe as
 * plain texts, the signature by its name, all three hooks; or a recipe of the signature that
 * interprets the directive's rules.
 */
export function checkIdentity(tree: SourceTree, model: DirectiveModel): Diagnostic[] {
  const exported = readDefaultExport(tree);
  switch (exported.kind) {
    case 'none':
      return [
        mismatch('The file has no default export.', {
          place: placeOf(tree, undefined),
          found: 'no export default',
        }),
      ];
    case 'other':
      return [
        mismatch('The default export cannot be read without running it.', {
          place: placeOf(tree, exported.node),
          found: exported.node.type,
        }),
      ];
    case 'recipe':
      return checkRecipe(tree, model, exported);
    case 'definition':
      return checkDefinition(tree, model, exported.object);
  }
}

function mismatch(message: string, detail: DiagnosticDetail): Diagnostic {
  const expected = 'export default defineStrategy({ … }), or <recipe>(STRATEGY_SIGNATURE)';
  return diagnostic('STRATEGY_IDENTITY_MISMATCH', message, { expected, ...detail });
}

function checkRecipe(
  tree: SourceTree,
  model: DirectiveModel,
  { node, recipe, argument }: Extract<DefaultExport, { readonly kind: 'recipe' }>,
): Diagnostic[] {
  const place = placeOf(tree, node);
  if (!isRecipe(recipe)) {
    return [mismatch(`${recipe} is not a recipe.`, { place, found: recipe })];
  }
  const findings = refuseRecipe(recipe, model, tree.file).map((found) => ({ ...found, place }));
  if (identifierName(argument) === SIGNATURE_NAME && childrenOf(node, 'arguments').length === 1)
    return findings;
  const wrong = mismatch(`The recipe ${recipe} is not called with the signature.`, {
    place,
    expected: `${recipe}(${SIGNATURE_NAME})`,
  });
  return [wrong, ...findings];
}

function checkDefinition(tree: SourceTree, model: DirectiveModel, object: AstNode): Diagnostic[] {
  const spread = childrenOf(object, 'properties').find(({ type }) => type === 'SpreadElement');
  if (spread) {
    return [
      mismatch('The definition is spread from another object.', {
        place: placeOf(tree, spread),
        found: '...',
      }),
    ];
  }
  return [
    ...checkText(tree, object, 'name', model.strategy),
    ...checkText(tree, object, 'timeframe', model.timeframe),
    ...checkSignatureMember(tree, object),
    ...checkHooks(tree, object),
  ];
}

function checkText(
  tree: SourceTree,
  object: AstNode,
  member: 'name' | 'timeframe',
  expected: string,
): Diagnostic[] {
  const value = readMember(object, member);
  const text = value && staticText(resolveConstant(tree, value));
  if (text === expected) return [];
  const found = text ?? (value ? 'something else than a plain text' : 'nothing');
  return [
    mismatch(`The ${member} of the strategy is not the directive's.`, {
      place: placeOf(tree, value ?? object),
      found,
      expected,
    }),
  ];
}

function checkSignatureMember(tree: SourceTree, object: AstNode): Diagnostic[] {
  const value = readMember(object, 'signature');
  if (identifierName(value) === SIGNATURE_NAME) return [];
  return [
    diagnostic('SIGNATURE_MISMATCH', 'The strategy does not carry its signature.', {
      place: placeOf(tree, value ?? object),
      found: value ? `signature: ${value.type}` : 'no signature',
      expected: `signature: ${SIGNATURE_NAME}`,
      next: `Write \`signature: ${SIGNATURE_NAME}\`.`,
    }),
  ];
}

function checkHooks(tree: SourceTree, object: AstNode): Diagnostic[] {
  return HOOKS.flatMap((hook) => {
    const member = readMember(object, hook);
    const isAbsent = !member || isValue(unwrap(member));
    if (!isAbsent) return [];
    return [
      diagnostic('STRATEGY_CONTRACT', `The strategy has no function ${hook}.`, {
        place: placeOf(tree, member ?? object),
        found: member ? member.type : 'nothing',
        expected: `${hook}(…) { … }`,
      }),
    ];
  });
}

/** True for what certainly is no function. */
function isValue(node: AstNode | undefined): boolean {
  return (
    node !== undefined &&
    /^(Null|String|Numeric|Boolean|Template)Literal$|^(Object|Array)Expression$/.test(node.type)
  );
}
