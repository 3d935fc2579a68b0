import {
  allChildren,
  childOf,
  childrenOf,
  hasFlag,
  isTypeWrapper,
  type AstNode,
} from './ast-node.js';

/** Fields whose `Identifier` is a name only, not an expression, unless the node says `computed`. */
const NAME_FIELDS: Readonly<Record<string, string>> = {
  MemberExpression: 'property',
  OptionalMemberExpression: 'property',
  ObjectProperty: 'key',
  ObjectMethod: 'key',
  ClassMethod: 'key',
  ClassProperty: 'key',
  ClassAccessorProperty: 'key',
  TSEnumMember: 'id',
};

/** TypeScript's own nodes that leave something at run time. */
const RUNTIME_TYPESCRIPT = new Set([
  'TSParameterProperty',
  'TSEnumDeclaration',
  'TSEnumBody',
  'TSEnumMember',
  'TSModuleDeclaration',
  'TSModuleBlock',
  'TSImportEqualsDeclaration',
  'TSExportAssignment',
]);

/**
 * The children of a node that exist at run time as expressions, patterns or statements. Types,
 * labels, names of properties and everything declared for the compiler only are left out.
 */
export function runtimeChildren(node: AstNode): readonly AstNode[] {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'MetaProperty':
      return [];
    case 'LabeledStatement':
      return present(childOf(node, 'body'));
    case 'ExportNamedDeclaration':
      return exported(node);
    default:
      break;
  }
  const nameField = hasFlag(node, 'computed') ? undefined : NAME_FIELDS[node.type];
  const name = nameField === undefined ? undefined : childOf(node, nameField);
  return allChildren(node).filter((child) => child !== name && existsAtRuntime(child));
}

function present(node: AstNode | undefined): readonly AstNode[] {
  return node && existsAtRuntime(node) ? [node] : [];
}

function exported(node: AstNode): readonly AstNode[] {
  if (node['exportKind'] === 'type' || childOf(node, 'source')) return [];
  const locals = childrenOf(node, 'specifiers')
    .filter((specifier) => specifier['exportKind'] !== 'type')
    .flatMap((specifier) => present(childOf(specifier, 'local')));
  return [...present(childOf(node, 'declaration')), ...locals];
}

function existsAtRuntime(node: AstNode): boolean {
  if (hasFlag(node, 'declare') || node.type === 'TypeAnnotation') return false;
  if (!node.type.startsWith('TS')) return true;
  return isTypeWrapper(node) || RUNTIME_TYPESCRIPT.has(node.type);
}
