import { childOf, childrenOf, hasFlag, stringOf, type AstNode } from './ast-node.js';
import { runtimeChildren } from './runtime-children.js';

/** A use of a name that nothing in the module declares: it can only mean a global. */
export interface FreeName {
  readonly name: string;
  readonly node: AstNode;
}

/** Names that are declared in one region of the source. */
interface Scope {
  readonly names: Set<string>;
  readonly outer: Scope | undefined;
}

/**
 * Finds every use of a global in a module. Follows the scopes of the language, so that a local of the
 * same name somewhere else excuses nothing, and ignores declarations that vanish with the types
 * (`declare const`, `import type`).
 */
export function findFreeNames(program: AstNode): readonly FreeName[] {
  const found: FreeName[] = [];
  visit(program, { names: new Set(), outer: undefined }, found);
  return found;
}

function visit(node: AstNode, scope: Scope, found: FreeName[]): void {
  if (node.type === 'Identifier') {
    const name = stringOf(node, 'name') ?? '';
    if (!isDeclared(name, scope)) found.push({ name, node });
    return;
  }
  const inner = scopeOf(node, scope);
  for (const child of runtimeChildren(node)) visit(child, inner, found);
}

function isDeclared(name: string, scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at; at = at.outer) if (at.names.has(name)) return true;
  return false;
}

const BLOCKS = new Set([
  'BlockStatement',
  'StaticBlock',
  'SwitchStatement',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'CatchClause',
]);

/** The scope in which the children of a node are looked up. */
function scopeOf(node: AstNode, outer: Scope): Scope {
  const names = new Set<string>();
  if (node.type === 'Program') {
    declareVariables(node, names);
    declareLexical(childrenOf(node, 'body'), names);
  } else if (isFunctionNode(node)) {
    declareFunction(node, names);
  } else if (node.type === 'ClassExpression' || node.type === 'ClassDeclaration') {
    addPattern(childOf(node, 'id'), names);
  } else if (BLOCKS.has(node.type)) {
    declareBlock(node, names);
  }
  return names.size === 0 ? outer : { names, outer };
}

/** True for functions, methods and accessors: nodes that have parameters and a body of their own. */
export function isFunctionNode(node: AstNode): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'ObjectMethod' ||
    node.type === 'ClassMethod' ||
    node.type === 'ClassPrivateMethod'
  );
}

function declareFunction(node: AstNode, names: Set<string>): void {
  if (node.type !== 'ArrowFunctionExpression') names.add('arguments');
  if (node.type === 'FunctionExpression') addPattern(childOf(node, 'id'), names);
  for (const parameter of childrenOf(node, 'params')) addPattern(parameter, names);
  const body = childOf(node, 'body');
  if (body) declareVariables(body, names);
}

function declareBlock(node: AstNode, names: Set<string>): void {
  addPattern(childOf(node, 'param'), names);
  declareLexical(childrenOf(node, 'body'), names);
  for (const clause of childrenOf(node, 'cases'))
    declareLexical(childrenOf(clause, 'consequent'), names);
  for (const field of ['init', 'left']) {
    const declaration = childOf(node, field);
    if (declaration?.type === 'VariableDeclaration') declareLexical([declaration], names);
  }
  if (node.type === 'StaticBlock') declareVariables(node, names);
}

function declareLexical(statements: readonly AstNode[], names: Set<string>): void {
  for (const statement of statements) {
    const isExport =
      statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration';
    const declared = (isExport ? childOf(statement, 'declaration') : undefined) ?? statement;
    if (hasFlag(declared, 'declare')) continue;
    if (declared.type === 'ImportDeclaration') declareImports(declared, names);
    else if (declared.type === 'VariableDeclaration') declareDeclarators(declared, names);
    else if (/^(Function|Class|TSEnum)Declaration$/.test(declared.type))
      addPattern(childOf(declared, 'id'), names);
  }
}

function declareImports(declaration: AstNode, names: Set<string>): void {
  if (declaration['importKind'] === 'type') return;
  for (const specifier of childrenOf(declaration, 'specifiers')) {
    if (specifier['importKind'] !== 'type') addPattern(childOf(specifier, 'local'), names);
  }
}

function declareDeclarators(declaration: AstNode, names: Set<string>): void {
  for (const declarator of childrenOf(declaration, 'declarations'))
    addPattern(childOf(declarator, 'id'), names);
}

/** `var` belongs to the whole function, from however deep a block. */
function declareVariables(node: AstNode, names: Set<string>): void {
  if (node.type === 'VariableDeclaration' && node['kind'] === 'var' && !hasFlag(node, 'declare')) {
    declareDeclarators(node, names);
  }
  for (const child of runtimeChildren(node)) {
    if (!isFunctionNode(child) && !child.type.startsWith('Class')) declareVariables(child, names);
  }
}

/** Adds the names that a binding pattern introduces. */
function addPattern(node: AstNode | undefined, names: Set<string>): void {
  if (!node) return;
  const name = stringOf(node, 'name');
  if (node.type === 'Identifier' && name !== undefined) names.add(name);
  for (const property of childrenOf(node, 'properties')) {
    addPattern(childOf(property, 'value') ?? childOf(property, 'argument'), names);
  }
  for (const element of childrenOf(node, 'elements')) addPattern(element, names);
  if (node.type === 'AssignmentPattern') addPattern(childOf(node, 'left'), names);
  if (node.type === 'RestElement') addPattern(childOf(node, 'argument'), names);
  if (node.type === 'TSParameterProperty') addPattern(childOf(node, 'parameter'), names);
}
