import { diagnostic, err, ok, type Diagnostic, type Result } from '@assay/core';
import {
  childOf,
  childrenOf,
  identifierName,
  stringOf,
  type AstNode,
} from '../semantic/ast-node.js';
import { readLiteral } from '../semantic/literal-value.js';
import { listImports } from '../semantic/module-imports.js';
import {
  parseSource,
  placeOf,
  splitByteOrderMark,
  type SourceTree,
} from '../semantic/parse-source.js';
import type { StrategySignature } from '../recipes/strategy-signature.js';
import { canonicalValue, firstDifference } from '../signature/canonical-value.js';
import {
  findSignatureBlock,
  printSignatureDeclaration,
  SIGNATURE_END,
  SIGNATURE_NAME,
  SIGNATURE_START,
  type MarkerProblem,
} from '../signature/signature-block.js';
import {
  indicatorOfSpecifier,
  printIndicatorImports,
  type IndicatorImport,
} from './indicator-imports.js';

/** What the existing file is brought in line with. */
export interface SynchroniseInput {
  readonly file: string;
  readonly existing: string;
  readonly signature: StrategySignature;
  readonly imports: readonly IndicatorImport[];
}

/** The file as it has to be, and what was found but not touched. */
export interface SynchronisedText {
  readonly text: string;
  readonly notes: readonly Diagnostic[];
}

/**
 * Brings an existing strategy file in line with its directive: the signature block is replaced when
 * its value differs, missing indicator imports are inserted after the last import. Nothing else
 * changes by a byte. A signature block that a formatter has reflowed is left alone.
 */
export async function synchroniseStrategy(
  input: SynchroniseInput,
): Promise<Result<SynchronisedText, Diagnostic[]>> {
  const { mark, body } = splitByteOrderMark(input.existing);
  const lineEnd = /\r?\n/.exec(body)?.[0] ?? '\n';
  const replaced = replaceSignature(body, input, lineEnd);
  if (!replaced.ok) return replaced;
  // The block is repaired first: a mangled signature must not count as a syntax error of the user's.
  const repaired = await parseSource(replaced.value, input.file);
  if (!repaired.ok) return repaired;
  const markers = markersInComments(repaired.value);
  if (!markers.ok) return markers;
  const text = await keepEqualSignature(body, replaced.value, input);
  const tree = text === replaced.value ? repaired : await parseSource(text, input.file);
  if (!tree.ok) return tree;
  const withImports = insertImports(tree.value, input.imports, lineEnd);
  return ok({ text: mark + withImports, notes: undeclaredImports(tree.value, input.imports) });
}

function replaceSignature(
  body: string,
  input: SynchroniseInput,
  lineEnd: string,
): Result<string, Diagnostic[]> {
  const found = findSignatureBlock(body);
  if ('problem' in found) return err([markerFinding(input.file, found.problem)]);
  const declaration = printSignatureDeclaration(input.signature).replaceAll('\n', lineEnd);
  return ok(body.slice(0, found.block.from) + declaration + body.slice(found.block.to));
}

function markerFinding(file: string, problem: MarkerProblem): Diagnostic {
  const place = problem.line === undefined ? { file } : { file, line: problem.line };
  return diagnostic(
    'SIGNATURE_MARKERS_INVALID',
    'The signature markers of the strategy file are not usable.',
    {
      place,
      found: `${problem.starts} START, ${problem.ends} END`,
      expected: `one line "${SIGNATURE_START}" before one line "${SIGNATURE_END}"`,
    },
  );
}

/** A marker inside a text or a block comment only looks like one: cutting there would destroy code. */
function markersInComments(tree: SourceTree): Result<true, Diagnostic[]> {
  const found = findSignatureBlock(tree.text);
  const starts = new Set(
    tree.comments
      .filter((comment) => comment.type === 'CommentLine')
      .map((comment) => comment.start),
  );
  if (
    'block' in found &&
    starts.has(found.block.startMarker) &&
    starts.has(found.block.endMarker)
  ) {
    return ok(true);
  }
  return err([markerFinding(tree.file, { starts: 0, ends: 0 })]);
}

/** Keeps the block as it was when it says the same: a formatter and the tool must not fight over it. */
async function keepEqualSignature(
  body: string,
  replaced: string,
  input: SynchroniseInput,
): Promise<string> {
  if (body === replaced) return body;
  const before = await parseSource(body, input.file);
  if (!before.ok) return replaced;
  const found = findSignatureBlock(body);
  if ('problem' in found) return replaced;
  const { from, to } = found.block;
  const inside = childrenOf(before.value.program, 'body').filter(
    (node) => node.end > from && node.start < to,
  );
  const [statement] = inside;
  if (inside.length !== 1 || !statement || statement.start < from || statement.end > to)
    return replaced;
  const value = signatureLiteral(statement);
  const reading = value && readLiteral(value);
  if (!reading?.isLiteral) return replaced;
  return firstDifference(reading.value, canonicalValue(input.signature)) ? replaced : body;
}

function signatureLiteral(statement: AstNode): AstNode | undefined {
  const declaration = childOf(statement, 'declaration');
  const declarators = childrenOf(declaration, 'declarations');
  const [declarator] = declarators;
  const isSignature =
    statement.type === 'ExportNamedDeclaration' &&
    declaration?.['kind'] === 'const' &&
    declarators.length === 1 &&
    identifierName(childOf(declarator, 'id')) === SIGNATURE_NAME;
  return isSignature ? childOf(declarator, 'init') : undefined;
}

function insertImports(
  tree: SourceTree,
  imports: readonly IndicatorImport[],
  lineEnd: string,
): string {
  const present = new Set(
    listImports(tree)
      .filter((found) => !found.isReexport && !found.isTypeOnly)
      .map((found) => normalised(found.specifier)),
  );
  const missing = imports.filter((wanted) => !present.has(wanted.specifier));
  if (missing.length === 0) return tree.text;
  const block = printIndicatorImports(missing, moduleNames(tree))
    .map((line) => `${line}${lineEnd}`)
    .join('');
  const at = insertionOffset(tree);
  const isMidLine = at > 0 && tree.text.charAt(at - 1) !== '\n';
  return tree.text.slice(0, at) + (isMidLine ? lineEnd : '') + block + tree.text.slice(at);
}

function normalised(specifier: string): string {
  return specifier.startsWith('.') ? specifier.replace(/\.[jt]s$/, '') : specifier;
}

/** After the line of the last import; without imports at the very beginning. */
function insertionOffset(tree: SourceTree): number {
  const last = listImports(tree)
    .filter((found) => !found.isReexport)
    .at(-1);
  const before = last ? last.node.end : (childOf(tree.program, 'interpreter')?.end ?? 0);
  if (before === 0) return 0;
  const lineBreak = tree.text.indexOf('\n', before);
  const lineEnd = lineBreak < 0 ? tree.text.length : lineBreak + 1;
  // Code or a longer comment that starts on the same line must not be cut in two.
  return /^\s*(\/\/.*)?\s*$/.test(tree.text.slice(before, lineEnd)) ? lineEnd : before;
}

/** Names that are taken at the top level of a module. */
function moduleNames(tree: SourceTree): ReadonlySet<string> {
  const names = new Set<string>();
  for (const found of listImports(tree)) {
    if (!found.isReexport) for (const name of found.names) names.add(name.local);
  }
  for (const statement of childrenOf(tree.program, 'body')) {
    const declared = childOf(statement, 'declaration') ?? statement;
    const own = stringOf(childOf(declared, 'id'), 'name');
    if (own !== undefined) names.add(own);
    for (const declarator of childrenOf(declared, 'declarations')) {
      const name = stringOf(childOf(declarator, 'id'), 'name');
      if (name !== undefined) names.add(name);
    }
  }
  return names;
}

function undeclaredImports(
  tree: SourceTree,
  imports: readonly IndicatorImport[],
): readonly Diagnostic[] {
  const declared = new Set(imports.map((wanted) => wanted.specifier));
  return listImports(tree).flatMap((found) => {
    const indicator = indicatorOfSpecifier(found.specifier);
    if (!indicator || found.isTypeOnly || declared.has(normalised(found.specifier))) return [];
    return [
      diagnostic('INDICATOR_IMPORT_MISMATCH', `The directive does not declare ${indicator.path}.`, {
        severity: 'warning',
        place: placeOf(tree, found.node),
        found: `import from ${found.specifier}`,
        expected: declared.size === 0 ? 'no indicator imports' : [...declared].join(', '),
        next: 'Remove the import, or declare the indicator; imports are never removed by the tool.',
      }),
    ];
  });
}
