import { diagnostic, didYouMean, err, ok, type Diagnostic, type Result } from '@assay/core';
import { byCodeUnits } from '../signature/canonical-value.js';
import { printString } from '../signature/print-literal.js';

/** Modules that exist, as `volatility/atr`. */
export interface KnownIndicators {
  readonly library: readonly string[];
  /** Files of `<workspace>/indicators/`, without extension. */
  readonly workspace: readonly string[];
}

/** A declared indicator and where a strategy file imports it from. */
export interface IndicatorImport {
  /** `volatility/atr` */
  readonly path: string;
  readonly origin: 'library' | 'workspace';
  /** `@assay/indicators/volatility/atr` or `../../indicators/volatility/atr`. */
  readonly specifier: string;
  /** The exported function, `volatilityRegime` for `volatility/volatility-regime`. */
  readonly exportName: string;
}

const LIBRARY_PREFIX = '@assay/indicators/';
const WORKSPACE_PREFIX = '../../indicators/';

/** The function that an indicator module exports: its file name in camel case. */
export function indicatorFunctionName(path: string): string {
  const file = path.slice(path.lastIndexOf('/') + 1);
  return file.replace(/[-_]+([a-zA-Z0-9])/g, (_match, letter: string) => letter.toUpperCase());
}

/** The indicator that an import specifier of a strategy file names; undefined for other modules. */
export function indicatorOfSpecifier(
  specifier: string,
): { readonly path: string; readonly origin: 'library' | 'workspace' } | undefined {
  if (specifier.startsWith(LIBRARY_PREFIX)) {
    return { path: specifier.slice(LIBRARY_PREFIX.length), origin: 'library' };
  }
  if (!specifier.startsWith(WORKSPACE_PREFIX)) return undefined;
  const path = specifier.slice(WORKSPACE_PREFIX.length).replace(/\.[jt]s$/, '');
  return { path, origin: 'workspace' };
}

/**
 * Finds each declared indicator, in canonical order. One that exists nowhere is INDICATOR_UNKNOWN,
 * one that exists in both places is INDICATOR_AMBIGUOUS: neither silently wins.
 */
export function resolveIndicators(
  declared: readonly string[],
  known: KnownIndicators,
): Result<readonly IndicatorImport[], Diagnostic[]> {
  const library = new Set(known.library);
  const workspace = new Set(known.workspace);
  const findings: Diagnostic[] = [];
  const found: IndicatorImport[] = [];
  for (const path of [...new Set(declared)].sort(byCodeUnits)) {
    const isLibrary = library.has(path);
    const isWorkspace = workspace.has(path);
    if (isLibrary && isWorkspace) findings.push(ambiguous(path));
    else if (!isLibrary && !isWorkspace) findings.push(unknown(path, [...library, ...workspace]));
    else found.push(describe(path, isLibrary ? 'library' : 'workspace'));
  }
  return findings.length > 0 ? err(findings) : ok(found);
}

function describe(path: string, origin: 'library' | 'workspace'): IndicatorImport {
  const prefix = origin === 'library' ? LIBRARY_PREFIX : WORKSPACE_PREFIX;
  return { path, origin, specifier: `${prefix}${path}`, exportName: indicatorFunctionName(path) };
}

function unknown(path: string, candidates: readonly string[]): Diagnostic {
  const near = didYouMean(path, [...candidates].sort(byCodeUnits));
  return diagnostic('INDICATOR_UNKNOWN', `The indicator ${path} does not exist.`, {
    found: path,
    expected: near === undefined ? 'a library or workspace indicator' : `did you mean ${near}?`,
  });
}

function ambiguous(path: string): Diagnostic {
  return diagnostic(
    'INDICATOR_AMBIGUOUS',
    `The indicator ${path} exists in the library and in the workspace.`,
    {
      found: `@assay/indicators/${path} and indicators/${path}.ts`,
      expected: 'one of the two',
    },
  );
}

/** Words that cannot be the local name of an import. */
const RESERVED_WORDS = new Set(
  (
    'arguments await break case catch class const continue debugger default delete do else enum eval export ' +
    'extends false finally for function if implements import in instanceof interface let new null package ' +
    'private protected public return static super switch this throw true try typeof var void while with yield'
  ).split(' '),
);

/**
 * The import lines of some indicators, without line ends. A name that is taken already, or that two
 * of them share, is imported under one that says its domain: `import { rsi as priceRsi } …`; where
 * that one is taken as well, with a number.
 */
export function printIndicatorImports(
  imports: readonly IndicatorImport[],
  takenNames: ReadonlySet<string>,
): readonly string[] {
  const counts = new Map<string, number>();
  for (const { exportName } of imports) counts.set(exportName, (counts.get(exportName) ?? 0) + 1);
  const isFree = ({ exportName }: IndicatorImport): boolean =>
    !takenNames.has(exportName) && counts.get(exportName) === 1 && !RESERVED_WORDS.has(exportName);
  const used = new Set(takenNames);
  for (const wanted of imports) if (isFree(wanted)) used.add(wanted.exportName);
  return imports.map((wanted) => {
    const { path, specifier, exportName } = wanted;
    if (isFree(wanted)) return `import { ${exportName} } from ${printString(specifier)};`;
    const alias = unusedName(indicatorFunctionName(path.replace(/\//g, '-')), used);
    used.add(alias);
    return `import { ${exportName} as ${alias} } from ${printString(specifier)};`;
  });
}

/** The name itself, or the first of `name2`, `name3`, … that nothing else has. */
function unusedName(name: string, used: ReadonlySet<string>): string {
  let candidate = name;
  for (let number = 2; used.has(candidate) || RESERVED_WORDS.has(candidate); number += 1) {
    candidate = `${name}${number}`;
  }
  return candidate;
}
