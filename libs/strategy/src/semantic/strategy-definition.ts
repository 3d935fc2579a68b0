import {
  childOf,
  childrenOf,
  hasFlag,
  identifierName,
  stringOf,
  unwrap,
  type AstNode,
} from './ast-node.js';
import { staticKey } from './literal-value.js';
import { importedFrom, listImports } from './module-imports.js';
import type { SourceTree } from './parse-source.js';

/** The module that a strategy imports its contract and the recipes from. */
export const SDK_MODULE = '@assay/strategy';

/** What a strategy file exports by default. */
export type DefaultExport =
  /** `defineStrategy({…})`, or the object itself. */
  | { readonly kind: 'definition'; readonly node: AstNode; readonly object: AstNode }
  /** `sessionRangeBreakout(STRATEGY_SIGNATURE)`: a function of the SDK applied to something. */
  | {
      readonly kind: 'recipe';
      readonly node: AstNode;
      readonly recipe: string;
      readonly argument: AstNode | undefined;
    }
  /** Something whose identity cannot be read without running it. */
  | { readonly kind: 'other'; readonly node: AstNode }
  | { readonly kind: 'none' };

/** Reads the default export; constants of the module are followed. */
export function readDefaultExport(tree: SourceTree): DefaultExport {
  const exported = defaultExpression(tree);
  if (!exported) return { kind: 'none' };
  const node = resolveConstant(tree, exported);
  if (node.type === 'ObjectExpression') return { kind: 'definition', node, object: node };
  if (node.type !== 'CallExpression') return { kind: 'other', node };
  const callee = identifierName(childOf(node, 'callee'));
  const called =
    callee === undefined ? undefined : importedFrom(listImports(tree), SDK_MODULE, callee);
  const [argument] = childrenOf(node, 'arguments');
  if (called === undefined) return { kind: 'other', node };
  if (called !== 'defineStrategy') return { kind: 'recipe', node, recipe: called, argument };
  const object = argument && resolveConstant(tree, argument);
  return object?.type === 'ObjectExpression'
    ? { kind: 'definition', node, object }
    : { kind: 'other', node };
}

function defaultExpression(tree: SourceTree): AstNode | undefined {
  for (const statement of childrenOf(tree.program, 'body')) {
    if (statement.type === 'ExportDefaultDeclaration') return childOf(statement, 'declaration');
    if (statement.type !== 'ExportNamedDeclaration' || childOf(statement, 'source')) continue;
    for (const specifier of childrenOf(statement, 'specifiers')) {
      const exported = childOf(specifier, 'exported');
      const name = stringOf(exported, 'name') ?? stringOf(exported, 'value');
      if (name === 'default') return childOf(specifier, 'local');
    }
  }
  return undefined;
}

/** Follows names of module constants to their values; anything else is returned as it is. */
export function resolveConstant(tree: SourceTree, expression: AstNode): AstNode {
  let node = unwrap(expression) ?? expression;
  // A constant that names itself does not run; the limit keeps such a text from hanging the check.
  for (let hop = 0; hop < 16; hop += 1) {
    const name = identifierName(node);
    const declaration = name === undefined ? undefined : findDeclaration(tree, name);
    if (!declaration) return node;
    const isFunction = declaration.type === 'FunctionDeclaration';
    const value = isFunction ? declaration : unwrap(childOf(declaration, 'init'));
    if (!value) return node;
    if (isFunction) return value;
    node = value;
  }
  return node;
}

/** The module-level `const` declarator or function of a name. */
export function findDeclaration(tree: SourceTree, name: string): AstNode | undefined {
  for (const statement of childrenOf(tree.program, 'body')) {
    const isExport = statement.type === 'ExportNamedDeclaration';
    const declared = isExport ? childOf(statement, 'declaration') : statement;
    if (!declared || hasFlag(declared, 'declare')) continue;
    if (
      declared.type === 'FunctionDeclaration' &&
      stringOf(childOf(declared, 'id'), 'name') === name
    ) {
      return declared;
    }
    if (declared.type !== 'VariableDeclaration' || declared['kind'] !== 'const') continue;
    const declarator = childrenOf(declared, 'declarations').find(
      (candidate) => stringOf(childOf(candidate, 'id'), 'name') === name,
    );
    if (declarator) return declarator;
  }
  return undefined;
}

/** A member of the definition object: the method itself or the value of the property. */
export function readMember(object: AstNode, name: string): AstNode | undefined {
  // The last one wins at run time.
  for (const property of [...childrenOf(object, 'properties')].reverse()) {
    if (staticKey(property) !== name) continue;
    return property.type === 'ObjectMethod' ? property : unwrap(childOf(property, 'value'));
  }
  return undefined;
}
