import { ALLOWED_MATH, diagnostic, type Diagnostic } from '@assay/core';
import { childOf, childrenOf, isTypeWrapper, unwrap, type AstNode } from './ast-node.js';
import { forbiddenMember, forbiddenNode } from './construct-rules.js';
import { findFreeNames } from './free-names.js';
import { staticKey } from './literal-value.js';
import { placeOf, type SourceTree } from './parse-source.js';
import { runtimeChildren } from './runtime-children.js';

/** Globals that a strategy may name: deterministic, without clock, host, locale and code from strings. */
const ALLOWED_GLOBALS: ReadonlySet<string> = new Set(
  (
    'undefined NaN Infinity isNaN isFinite parseInt parseFloat Object Array String Number Boolean Symbol BigInt Math ' +
    'JSON RegExp Map Set WeakMap WeakSet Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError ' +
    'URIError ArrayBuffer DataView Float64Array Float32Array Int32Array Uint32Array Int16Array Uint16Array Int8Array ' +
    'Uint8Array Uint8ClampedArray BigInt64Array BigUint64Array'
  ).split(' '),
);

const MATH_CONSTANTS = ['E', 'LN10', 'LN2', 'LOG10E', 'LOG2E', 'PI', 'SQRT1_2', 'SQRT2'];
const MATH_MEMBERS: ReadonlySet<string> = new Set([
  ...ALLOWED_MATH,
  ...MATH_CONSTANTS,
  'clz32',
  'imul',
  'pow',
]);

/**
 * Finds everything in a source that would make results depend on something else than the bars and
 * the directive. `**` and `Math.pow` are warnings: bundles are lowered to a power of ours.
 */
export function findForbiddenConstructs(tree: SourceTree): Diagnostic[] {
  const parents = new Map<AstNode, AstNode>();
  const findings: Diagnostic[] = [];
  const report = (
    node: AstNode,
    found: string,
    why: string,
    severity: 'error' | 'warning' = 'error',
  ): void => {
    const verb = severity === 'error' ? 'must not be used' : 'is replaced';
    findings.push(
      diagnostic('FORBIDDEN_CONSTRUCT', `${found} ${verb}: ${why}.`, {
        severity,
        place: placeOf(tree, node),
        found,
      }),
    );
  };
  walk(tree.program, (node) => {
    for (const child of runtimeChildren(node)) parents.set(child, node);
    const construct = forbiddenNode(node);
    if (construct) report(node, construct.found, construct.why, construct.severity);
    const member = forbiddenMember(node);
    if (member) report(node, member.found, member.why);
  });
  for (const { name, node } of findFreeNames(tree.program)) {
    const use = outermost(node, parents);
    if (!ALLOWED_GLOBALS.has(name))
      report(node, name, 'it is not part of what a strategy may depend on');
    else if (isChanged(use, parents)) report(node, name, 'a built-in must not be changed');
    else if (name === 'Math') checkMath(node, use, parents, report);
  }
  return findings.sort(byPlace);
}

type Report = (node: AstNode, found: string, why: string, severity?: 'error' | 'warning') => void;

function walk(node: AstNode, look: (node: AstNode) => void): void {
  look(node);
  for (const child of runtimeChildren(node)) walk(child, look);
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  const lines = (a.place?.line ?? 0) - (b.place?.line ?? 0);
  return lines !== 0 ? lines : (a.place?.column ?? 0) - (b.place?.column ?? 0);
}

/** The expression around a name that still is only the name: `(Math as any)`. */
function outermost(node: AstNode, parents: ReadonlyMap<AstNode, AstNode>): AstNode {
  let at = node;
  for (let next = parents.get(at); next && isTypeWrapper(next); next = parents.get(at)) at = next;
  return at;
}

/** True when a name, or a member of it, is assigned to, counted up or deleted. */
function isChanged(use: AstNode, parents: ReadonlyMap<AstNode, AstNode>): boolean {
  let at = use;
  for (let next = parents.get(at); next; next = parents.get(at)) {
    const isMember = /MemberExpression$/.test(next.type) && childOf(next, 'object') === at;
    if (!isMember && !isTypeWrapper(next)) break;
    at = next;
  }
  const around = parents.get(at);
  if (!around) return false;
  if (around.type === 'AssignmentExpression' || /^For(In|Of)Statement$/.test(around.type)) {
    return childOf(around, 'left') === at;
  }
  if (around.type === 'UpdateExpression') return true;
  return around.type === 'UnaryExpression' && around['operator'] === 'delete';
}

/** `Math` may be used as `Math.name` and `const { name } = Math` only, with names that results may use. */
function checkMath(
  node: AstNode,
  use: AstNode,
  parents: ReadonlyMap<AstNode, AstNode>,
  report: Report,
): void {
  const around = parents.get(use);
  if (around && /MemberExpression$/.test(around.type) && childOf(around, 'object') === use) {
    checkMathMember(around, staticKey(around), report);
    return;
  }
  const pattern = around?.type === 'VariableDeclarator' ? unwrap(childOf(around, 'id')) : undefined;
  if (pattern?.type !== 'ObjectPattern') {
    report(
      node,
      'Math',
      'it may only be used as Math.<name>, so that each function can be checked',
    );
    return;
  }
  for (const property of childrenOf(pattern, 'properties'))
    checkMathMember(property, staticKey(property), report);
}

function checkMathMember(node: AstNode, name: string | undefined, report: Report): void {
  if (name === undefined || node.type === 'RestElement') {
    report(node, 'Math[…]', 'the function must be named, so that it can be checked');
  } else if (name === 'pow') {
    report(node, 'Math.pow', 'by a power with the same bits on every machine', 'warning');
  } else if (name === 'random') {
    report(node, 'Math.random', 'the same inputs must give the same results');
  } else if (!MATH_MEMBERS.has(name)) {
    report(node, `Math.${name}`, 'its result is not the same on every machine');
  }
}
