import { diagnostic, type Diagnostic } from '@assay/core';
import {
  indicatorOfSpecifier,
  resolveIndicators,
  type KnownIndicators,
} from '../provisioning/indicator-imports.js';
import { listImports, type ModuleImport } from './module-imports.js';
import { placeOf, type SourceTree } from './parse-source.js';
import { SDK_MODULE } from './strategy-definition.js';

const ALLOWED = `${SDK_MODULE}, @assay/indicators/<domain>/<name>, ../../indicators/<domain>/<name>, modules of its own folder`;

/**
 * Compares the indicators that a strategy imports with those that its directive declares, in both
 * directions. `helpers` are the other modules of the strategy's folder: their imports count as well.
 */
export function checkIndicators(
  tree: SourceTree,
  helpers: readonly SourceTree[],
  declared: readonly string[],
  known: KnownIndicators,
): Diagnostic[] {
  const resolved = resolveIndicators(declared, known);
  const findings: Diagnostic[] = resolved.ok ? [] : [...resolved.error];
  const wanted = new Map(
    (resolved.ok ? resolved.value : []).map(({ specifier, path }) => [specifier, path]),
  );
  const imported = [tree, ...helpers].flatMap((source) =>
    listImports(source).flatMap((found) => {
      const indicator = indicatorOfSpecifier(found.specifier);
      return indicator && importsValues(found)
        ? [{ source, found, specifier: normalised(found.specifier), indicator }]
        : [];
    }),
  );
  const present = new Set(imported.map(({ specifier }) => specifier));
  for (const [specifier, path] of wanted) {
    if (!present.has(specifier)) findings.push(missing(tree, specifier, path));
  }
  if (!resolved.ok) return findings;
  for (const { source, found, specifier, indicator } of imported) {
    if (!wanted.has(specifier)) findings.push(undeclared(source, found, indicator.path, declared));
  }
  return findings;
}

/** An import of nothing but types, or of nothing at all, brings no indicator in. */
function importsValues(found: ModuleImport): boolean {
  return !found.isReexport && !found.isTypeOnly && found.names.some((name) => !name.isTypeOnly);
}

function normalised(specifier: string): string {
  return specifier.startsWith('.') ? specifier.replace(/\.[jt]s$/, '') : specifier;
}

function missing(tree: SourceTree, specifier: string, path: string): Diagnostic {
  return diagnostic(
    'INDICATOR_IMPORT_MISMATCH',
    `The directive declares ${path}, the strategy does not import it.`,
    {
      place: { file: tree.file, line: 1, column: 1 },
      found: 'no such import',
      expected: `import { … } from '${specifier}'`,
    },
  );
}

function undeclared(
  source: SourceTree,
  found: ModuleImport,
  path: string,
  declared: readonly string[],
): Diagnostic {
  return diagnostic(
    'INDICATOR_IMPORT_MISMATCH',
    `The strategy imports ${path}, the directive does not declare it.`,
    {
      place: placeOf(source, found.node),
      found: found.specifier,
      expected: declared.length === 0 ? 'no indicator imports' : declared.join(', '),
    },
  );
}

/** Finds imports of modules that a source of the workspace may not use. */
export function checkModules(
  tree: SourceTree,
  isAllowed: (specifier: string) => boolean,
): Diagnostic[] {
  return listImports(tree).flatMap((found) => {
    // Types come from anywhere: nothing is left of them in the bundle.
    if (found.isTypeOnly && !found.isReexport) return [];
    if (!found.isReexport && isAllowed(found.specifier)) return [];
    const why = found.isReexport
      ? 'a module is not handed on by `export … from`'
      : 'it is not one of the allowed modules';
    return [
      diagnostic(
        'FORBIDDEN_IMPORT',
        `The import of ${JSON.stringify(found.specifier)} is not allowed: ${why}.`,
        {
          place: placeOf(tree, found.node),
          found: found.specifier,
          expected: ALLOWED,
        },
      ),
    ];
  });
}

/** True for what a strategy file and the modules of its folder may import. */
export function isStrategyImport(specifier: string): boolean {
  return (
    specifier === SDK_MODULE || indicatorOfSpecifier(specifier) !== undefined || isInside(specifier)
  );
}

/** True for what a workspace indicator may import; the bundler checks where relative paths really lead. */
export function isIndicatorImport(specifier: string): boolean {
  return (
    specifier === SDK_MODULE || /^@assay\/indicators\/./.test(specifier) || isRelative(specifier)
  );
}

function isInside(specifier: string): boolean {
  return specifier.startsWith('./') && !specifier.split('/').includes('..');
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('./') || specifier.startsWith('../');
}
