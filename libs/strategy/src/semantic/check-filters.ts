import { diagnostic, type Diagnostic } from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import { declaredFilters } from '../provisioning/declared-filters.js';
import { childOf, identifierName, isTypeWrapper, unwrap, type AstNode } from './ast-node.js';
import { staticKey } from './literal-value.js';
import { placeOf, type SourceTree } from './parse-source.js';
import { runtimeChildren } from './runtime-children.js';
import {
  findDeclaration,
  readDefaultExport,
  readMember,
  resolveConstant,
} from './strategy-definition.js';

/**
 * Checks that a hand-written `checkEntry` asks the filters that the directive switches on: a call of
 * `ctx.filters.allows(…)` whose answer is used, in the hook itself or in a function that it calls.
 * A recipe asks by itself.
 */
export function checkFilters(
  tree: SourceTree,
  helpers: readonly SourceTree[],
  model: DirectiveModel,
): Diagnostic[] {
  const filters = declaredFilters(model);
  const exported = readDefaultExport(tree);
  if (filters.length === 0 || exported.kind !== 'definition') return [];
  const member = readMember(exported.object, 'checkEntry');
  const hook = member && resolveConstant(tree, member);
  if (hook && isConsulted(tree, exported.object, hook, new Set())) return [];
  const callsHelper = helpers.some((helper) => consults(helper.program));
  if (callsHelper && hook && usesImport(tree, hook)) return [];
  return [
    diagnostic(
      'FILTER_NOT_CONSULTED',
      `checkEntry never uses the answer of ctx.filters.allows().`,
      {
        place: placeOf(tree, hook ?? exported.node),
        found: `${filters.join(', ')} declared, not consulted`,
        expected: 'if (!ctx.filters.allows()) return null;',
      },
    ),
  ];
}

/** Searches a function and the functions of this module that it calls. */
function isConsulted(
  tree: SourceTree,
  object: AstNode,
  node: AstNode,
  seen: Set<AstNode>,
): boolean {
  if (seen.has(node)) return false;
  seen.add(node);
  if (consults(node)) return true;
  return calls(node).some((callee) => {
    const target = targetOf(tree, object, callee);
    return target !== undefined && isConsulted(tree, object, target, seen);
  });
}

function targetOf(tree: SourceTree, object: AstNode, callee: AstNode): AstNode | undefined {
  const name = identifierName(callee);
  if (name !== undefined) return findDeclaration(tree, name);
  if (!/MemberExpression$/.test(callee.type)) return undefined;
  const member = staticKey(callee);
  const isOwn = unwrap(childOf(callee, 'object'))?.type === 'ThisExpression';
  return isOwn && member !== undefined ? readMember(object, member) : undefined;
}

function calls(node: AstNode): readonly AstNode[] {
  const inner = runtimeChildren(node).flatMap(calls);
  const callee = /CallExpression$/.test(node.type) ? unwrap(childOf(node, 'callee')) : undefined;
  return callee ? [callee, ...inner] : inner;
}

function usesImport(tree: SourceTree, hook: AstNode): boolean {
  return calls(hook).some((callee) => {
    const name = identifierName(callee);
    return name !== undefined && findDeclaration(tree, name) === undefined;
  });
}

/** True when an `….filters.allows(…)` stands below a node and its answer goes somewhere. */
function consults(node: AstNode): boolean {
  if (node.type === 'ExpressionStatement' || isVoid(node)) {
    const inner = withoutWrappers(
      childOf(node, node.type === 'ExpressionStatement' ? 'expression' : 'argument'),
    );
    if (inner && isAllowsCall(inner)) return false;
  }
  if (isAllowsCall(node)) return true;
  return runtimeChildren(node).some(consults);
}

function isVoid(node: AstNode): boolean {
  return node.type === 'UnaryExpression' && node['operator'] === 'void';
}

function withoutWrappers(node: AstNode | undefined): AstNode | undefined {
  let at = node;
  while (at && (isTypeWrapper(at) || isVoid(at)))
    at = childOf(at, isVoid(at) ? 'argument' : 'expression');
  return at;
}

function isAllowsCall(node: AstNode): boolean {
  if (!/CallExpression$/.test(node.type)) return false;
  const callee = unwrap(childOf(node, 'callee'));
  if (!callee || !/MemberExpression$/.test(callee.type) || staticKey(callee) !== 'allows')
    return false;
  const owner = unwrap(childOf(callee, 'object'));
  if (!owner) return false;
  if (/MemberExpression$/.test(owner.type)) return staticKey(owner) === 'filters';
  return identifierName(owner) === 'filters';
}
