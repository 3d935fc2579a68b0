import { diagnostic, LIMITS, type Diagnostic, type Place } from '@assay/core';
import type * as z from 'zod';
import { plainValue, type ParsedDocument, type SyntaxProblem } from './document-node.js';
import { documentPlaces, wholeFile, type DocumentPlaces } from './document-places.js';
import { controlCharacterAt, decodeDocument } from './document-text.js';
import {
  describeValue,
  issueDiagnostics,
  NO_MESSAGE,
  type IssueContext,
} from './issue-diagnostics.js';
import { readJson } from './json-reader.js';
import { LineIndex } from './line-index.js';
import { normaliseTree, type KeyAliases } from './normalise-tree.js';
import { knownKeys } from './schema-walk.js';
import { names } from './schema-words.js';
import { readYaml } from './yaml-reader.js';

export interface ReadDocumentOptions<T> {
  /** How the file is named in diagnostics. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** A closed schema of a mapping; synchronous. */
  readonly schema: z.ZodType<T>;
  readonly syntax: 'yaml' | 'json';
  readonly keyAliases?: KeyAliases | undefined;
}

/** What reading a document gave; `value` is present if and only if no diagnostic is an error. */
export interface DocumentReading<T> {
  readonly value?: T;
  /**
   * What was written, keys in canonical spelling, whether or not the schema accepts it; absent when
   * the file is not a mapping. For checks across fields that are to run beside other problems.
   * Mappings are objects without a prototype.
   */
  readonly plain?: Readonly<Record<string, unknown>>;
  /** In the order of the file; at most `LIMITS.diagnosticsMax`, then a note that counts the rest. */
  readonly diagnostics: readonly Diagnostic[];
  /** Where values and keys were written, for the caller's own checks across fields. */
  readonly places: DocumentPlaces;
}

/**
 * Reads a written file against a closed schema and reports every problem at once, each with its
 * place, what was found, what was expected and what to do next. Never throws for bad input.
 */
export function readDocument<T>(options: ReadDocumentOptions<T>): DocumentReading<T> {
  const { file, bytes, syntax } = options;
  const decoded = decodeDocument(file, bytes);
  if (decoded.diagnostic) return { diagnostics: [decoded.diagnostic], places: wholeFile(file) };
  const lines = new LineIndex(decoded.text);
  const placeAt = (offset: number): Place => ({ file, ...lines.at(offset) });
  const parsed = parseText(decoded.text, syntax);
  if (!parsed.node) {
    const diagnostics = parsed.problems.map((problem) => syntaxDiagnostic(problem, placeAt));
    return { diagnostics: inOrder(diagnostics, file), places: wholeFile(file) };
  }
  const tree = normaliseTree(parsed.node, placeAt, options.keyAliases);
  const places = documentPlaces(file, lines, tree.node);
  if (tree.node.kind !== 'mapping') {
    const known = knownKeys([options.schema]);
    const found = tree.node.kind === 'scalar' && tree.node.value === null;
    const problem: SyntaxProblem = {
      offset: tree.node.offset,
      message: 'the file is not a mapping',
      found: found ? 'an empty document' : describeValue(plainValue(tree.node)),
      expected: `a mapping with keys such as ${names(known)}`,
      next: syntax === 'yaml' ? 'Write `key: value` lines.' : 'Write one object: { "key": value }.',
    };
    return { diagnostics: [syntaxDiagnostic(problem, placeAt)], places };
  }
  const context: IssueContext = {
    root: tree.node,
    schema: options.schema,
    places,
    refusedOffsets: tree.refusedOffsets,
  };
  const plain = plainValue(tree.node) as Readonly<Record<string, unknown>>;
  const result = options.schema.safeParse(plain, { error: () => NO_MESSAGE });
  const issues = result.success
    ? []
    : result.error.issues.flatMap((issue) => issueDiagnostics(context, issue));
  const diagnostics = inOrder([...tree.diagnostics, ...issues], file);
  const failed = !result.success || diagnostics.some((found) => found.severity === 'error');
  const reading = { plain, diagnostics, places };
  return failed ? reading : { ...reading, value: result.data };
}

function parseText(text: string, syntax: 'yaml' | 'json'): ParsedDocument {
  const control = controlCharacterAt(text);
  if (control >= 0) {
    const unit = text.charCodeAt(control).toString(16).toUpperCase().padStart(4, '0');
    const problem: SyntaxProblem = {
      offset: control,
      message: 'the file has a control character',
      found: `U+${unit}`,
      expected: 'printable text',
      next: 'Remove the character.',
    };
    return { problems: [problem] };
  }
  return syntax === 'yaml' ? readYaml(text) : readJson(text);
}

function syntaxDiagnostic(problem: SyntaxProblem, placeAt: (offset: number) => Place): Diagnostic {
  const { offset, message, ...detail } = problem;
  return diagnostic('DOCUMENT_SYNTAX', message, { place: placeAt(offset), ...detail });
}

/** Sorts by place, drops repetitions, and cuts what nobody would read. */
function inOrder(diagnostics: readonly Diagnostic[], file: string): readonly Diagnostic[] {
  const seen = new Set<string>();
  const distinct = diagnostics.filter((found) => {
    const key = JSON.stringify([found.code, found.message, found.place]);
    return seen.size < seen.add(key).size;
  });
  const sorted = distinct.sort(
    (a, b) =>
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
  const rest = sorted.length - LIMITS.diagnosticsMax;
  const cut = sorted[LIMITS.diagnosticsMax];
  if (!cut) return sorted;
  const more: Diagnostic = {
    code: cut.code,
    severity: sorted.slice(LIMITS.diagnosticsMax).some((d) => d.severity === 'error')
      ? 'error'
      : 'note',
    message: `and ${rest} more problems`,
    place: { file },
    next: 'Correct the first ones, then look again.',
  };
  return [...sorted.slice(0, LIMITS.diagnosticsMax), more];
}
