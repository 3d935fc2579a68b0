/**
 * A node of the syntax tree as far as the checks look: every field is read through the accessors
 * below, which answer undefined for what is not there, so that no shape is taken for granted.
 */
export interface AstNode {
  readonly type: string;
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character. */
  readonly end: number;
  readonly loc: { readonly start: { readonly line: number; readonly column: number } };
  readonly [field: string]: unknown;
}

/** True for a value that is a node of the tree. */
export function isNode(value: unknown): value is AstNode {
  return typeof value === 'object' && value !== null && typeof (value as AstNode).type === 'string';
}

/** The node in a field, when it holds one. */
export function childOf(node: AstNode | undefined, field: string): AstNode | undefined {
  const value = node?.[field];
  return isNode(value) ? value : undefined;
}

/** The nodes in a field that holds a list; holes of array patterns are left out. */
export function childrenOf(node: AstNode | undefined, field: string): readonly AstNode[] {
  const value = node?.[field];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** The string in a field. */
export function stringOf(node: AstNode | undefined, field: string): string | undefined {
  const value = node?.[field];
  return typeof value === 'string' ? value : undefined;
}

/** True when a field holds `true`. */
export function hasFlag(node: AstNode | undefined, field: string): boolean {
  return node?.[field] === true;
}

/** Fields that hold positions, comments or the parser's own notes rather than children. */
const NOT_CHILDREN = new Set([
  'loc',
  'extra',
  'errors',
  'comments',
  'tokens',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

/** All child nodes in source order of their fields. */
export function allChildren(node: AstNode): readonly AstNode[] {
  const children: AstNode[] = [];
  for (const field of Object.keys(node)) {
    if (NOT_CHILDREN.has(field)) continue;
    const value = node[field];
    if (isNode(value)) children.push(value);
    else if (Array.isArray(value)) children.push(...value.filter(isNode));
  }
  return children;
}

const TYPE_WRAPPERS = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'ParenthesizedExpression',
]);

/** True for a node that only annotates an expression: `x as T`, `x!`, `x satisfies T`. */
export function isTypeWrapper(node: AstNode): boolean {
  return TYPE_WRAPPERS.has(node.type);
}

/** Strips type annotations and parentheses off an expression. */
export function unwrap(node: AstNode | undefined): AstNode | undefined {
  let inner = node;
  while (inner && isTypeWrapper(inner)) inner = childOf(inner, 'expression');
  return inner;
}

/** The name of an identifier after unwrapping; undefined for anything else. */
export function identifierName(node: AstNode | undefined): string | undefined {
  const inner = unwrap(node);
  return inner?.type === 'Identifier' ? stringOf(inner, 'name') : undefined;
}
