import {
  allChildren,
  childOf,
  childrenOf,
  identifierName,
  stringOf,
  unwrap,
  type AstNode,
} from './ast-node.js';
import type { SourceTree } from './parse-source.js';
import { readDefaultExport, readMember, resolveConstant } from './strategy-definition.js';

/**
 * True when nobody has written the entry logic yet: `checkEntry` can return nothing but "no order".
 * Assignments, calls, guards and other decoration do not count; what can be returned does. A recipe
 * is written; code that cannot be read as a strategy is left to the semantic validation.
 */
export function isHollow(tree: SourceTree): boolean {
  const exported = readDefaultExport(tree);
  if (exported.kind === 'none') return true;
  if (exported.kind !== 'definition') return false;
  const member = readMember(exported.object, 'checkEntry');
  if (!member) return !hasSpread(exported.object);
  const hook = resolveConstant(tree, member);
  if (!isFunction(hook)) return isNoOrder(hook, new Map());
  return !hasLogic(hook);
}

/** True when a function can return something else than "no order". */
export function hasLogic(hook: AstNode): boolean {
  const body = childOf(hook, 'body');
  if (!body) return false;
  if (body.type !== 'BlockStatement') return !isNoOrder(body, new Map());
  const constants = new Map<string, AstNode>();
  const returned: AstNode[] = [];
  collect(body, constants, returned);
  return returned.some((value) => !isNoOrder(value, constants));
}

function hasSpread(object: AstNode): boolean {
  return childrenOf(object, 'properties').some((property) => property.type === 'SpreadElement');
}

function isFunction(node: AstNode): boolean {
  return node.type === 'ObjectMethod' || /Function/.test(node.type);
}

/** Gathers what a body returns and its single-valued names, without entering inner functions. */
function collect(node: AstNode, constants: Map<string, AstNode>, returned: AstNode[]): void {
  if (isFunction(node) || node.type.startsWith('Class')) return;
  if (node.type === 'ReturnStatement') {
    const value = childOf(node, 'argument');
    if (value) returned.push(value);
  }
  if (node.type === 'VariableDeclaration' && node['kind'] === 'const') {
    for (const declarator of childrenOf(node, 'declarations')) {
      const name = stringOf(childOf(declarator, 'id'), 'name');
      const value = childOf(declarator, 'init');
      if (name !== undefined && value) constants.set(name, value);
    }
  }
  for (const child of allChildren(node)) collect(child, constants, returned);
}

/** True for an expression whose value is "no order" whatever happens: null, false, [], {orders: []}. */
function isNoOrder(
  expression: AstNode,
  constants: ReadonlyMap<string, AstNode>,
  depth = 0,
): boolean {
  const node = unwrap(expression) ?? expression;
  if (depth > 64) return false;
  const isNothing = (field: string): boolean => {
    const part = childOf(node, field);
    return part === undefined || isNoOrder(part, constants, depth + 1);
  };
  switch (node.type) {
    case 'NullLiteral':
      return true;
    case 'BooleanLiteral':
      return node['value'] === false;
    case 'UnaryExpression':
      return node['operator'] === 'void';
    case 'Identifier': {
      const name = identifierName(node) ?? '';
      const constant = unwrap(constants.get(name));
      // A list or an object behind a name may have been filled after its declaration.
      const isFixed = constant !== undefined && !/^(Array|Object)Expression$/.test(constant.type);
      return name === 'undefined' || (isFixed && isNoOrder(constant, constants, depth + 1));
    }
    case 'ArrayExpression':
      return childrenOf(node, 'elements').length === 0;
    case 'ObjectExpression': {
      const orders = readMember(node, 'orders');
      return orders !== undefined && !hasSpread(node) && isNoOrder(orders, constants, depth + 1);
    }
    case 'ConditionalExpression':
      return isNothing('consequent') && isNothing('alternate');
    case 'LogicalExpression':
      return isNothing('right') && (node['operator'] === '&&' || isNothing('left'));
    default:
      return false;
  }
}
