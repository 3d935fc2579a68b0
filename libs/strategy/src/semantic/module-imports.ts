import { childOf, childrenOf, stringOf, type AstNode } from './ast-node.js';
import type { SourceTree } from './parse-source.js';

/** One name that an import brings in. */
export interface ImportedName {
  /** The exported name, `default`, or `*`. */
  readonly imported: string;
  readonly local: string;
  /** Types bring in nothing at run time. */
  readonly isTypeOnly: boolean;
}

/** One `import …` or `export … from` of a module. */
export interface ModuleImport {
  readonly node: AstNode;
  readonly specifier: string;
  readonly names: readonly ImportedName[];
  /** True for `export … from`. */
  readonly isReexport: boolean;
  /** True when nothing of it is left at run time. */
  readonly isTypeOnly: boolean;
}

/** Lists every static import and re-export of a module, in source order. */
export function listImports(tree: SourceTree): readonly ModuleImport[] {
  return childrenOf(tree.program, 'body').flatMap((statement) => {
    const specifier = stringOf(childOf(statement, 'source'), 'value');
    if (specifier === undefined) return [];
    const isReexport = statement.type !== 'ImportDeclaration';
    const kind = isReexport ? statement['exportKind'] : statement['importKind'];
    const names = childrenOf(statement, 'specifiers').map((node) =>
      readName(node, kind === 'type'),
    );
    const isTypeOnly =
      kind === 'type' || (names.length > 0 && names.every((name) => name.isTypeOnly));
    return [{ node: statement, specifier, names, isReexport, isTypeOnly }];
  });
}

function readName(node: AstNode, isTypeOnly: boolean): ImportedName {
  const local = stringOf(childOf(node, 'local'), 'name') ?? '';
  const isTypeName = isTypeOnly || node['importKind'] === 'type' || node['exportKind'] === 'type';
  if (node.type === 'ImportDefaultSpecifier')
    return { imported: 'default', local, isTypeOnly: isTypeName };
  if (node.type !== 'ImportSpecifier') return { imported: '*', local, isTypeOnly: isTypeName };
  const imported = childOf(node, 'imported');
  return {
    imported: stringOf(imported, 'name') ?? stringOf(imported, 'value') ?? '',
    local,
    isTypeOnly: isTypeName,
  };
}

/** The exported name behind a local one, when it comes from the given module at run time. */
export function importedFrom(
  imports: readonly ModuleImport[],
  specifier: string,
  local: string,
): string | undefined {
  for (const found of imports) {
    if (found.specifier !== specifier || found.isReexport) continue;
    const name = found.names.find(
      (candidate) => candidate.local === local && !candidate.isTypeOnly,
    );
    if (name) return name.imported;
  }
  return undefined;
}
