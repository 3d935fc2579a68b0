import { diagnostic, didYouMean, type Diagnostic, type DiagnosticDetail } from '@assay/core';
import type * as z from 'zod';
import {
  formatPath,
  nodeAt,
  plainValue,
  type DocumentNode,
  type DocumentPath,
} from './document-node.js';
import { shortKey } from './normalise-tree.js';
import type { DocumentPlaces } from './document-places.js';
import { keySchemas, kindOf, kindsOf, knownKeys, listedTexts, schemasAt } from './schema-walk.js';
import { describeSchemas, names } from './schema-words.js';

type Issue = z.core.$ZodIssue;
type UnionIssue = z.core.$ZodIssueInvalidUnion;

/** Stands for "no message of the schema's own", so that those can be told from zod's English. */
export const NO_MESSAGE = '\u0000';

/** What is needed to turn issues of a schema into diagnostics of a file. */
export interface IssueContext {
  readonly root: DocumentNode;
  readonly schema: z.core.$ZodType;
  readonly places: DocumentPlaces;
  /** Offsets of values that were refused already. */
  readonly refusedOffsets: ReadonlySet<number>;
}

/** Turns one issue of zod into diagnostics with places, found, expected and next. */
export function issueDiagnostics(
  context: IssueContext,
  issue: Issue,
  base: DocumentPath = [],
): readonly Diagnostic[] {
  const path = [...base, ...issue.path.map(asStep)];
  const node = nodeAt(context.root, path);
  if (!node) return [missingKey(context, path)];
  if (context.refusedOffsets.has(node.offset) && node.kind === 'scalar') return [];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unknownKey(context, path, key));
  }
  if (issue.code === 'invalid_key') return [badKey(context, path)];
  if (issue.code === 'invalid_union') {
    const nearest = nearestOption(context, issue, path, node);
    if (nearest) return nearest.flatMap((inner) => issueDiagnostics(context, inner, path));
  }
  return [wrongValue(context, issue, path, node)];
}

function asStep(step: PropertyKey): string | number {
  return typeof step === 'number' ? step : String(step);
}

/**
 * The issues of the one option of a union that the writer of a mapping or list must have meant:
 * of the right kind, with the fewest issues. A wrong scalar is judged against all options at once.
 */
function nearestOption(
  context: IssueContext,
  issue: UnionIssue,
  path: DocumentPath,
  node: DocumentNode,
): readonly Issue[] | undefined {
  if (node.kind === 'scalar') return undefined;
  const kind = kindOf(plainValue(node));
  const whole = issue.errors.filter((issues) => !issues.some(missesWholeValue));
  const accepts = schemasAt(context.schema, path).some((schema) => kindsOf(schema).has(kind));
  if (!accepts || whole.length === 0) return undefined;
  return whole.reduce((best, issues) => (issues.length < best.length ? issues : best));
}

/** True for an issue that says: this option is not for values of this kind at all. */
function missesWholeValue(issue: Issue): boolean {
  if (issue.path.length > 0) return false;
  if (issue.code === 'invalid_union') return issue.errors.every((e) => e.some(missesWholeValue));
  return issue.code === 'invalid_type' || issue.code === 'invalid_value';
}

function unknownKey(context: IssueContext, path: DocumentPath, key: string): Diagnostic {
  const known = knownKeys(schemasAt(context.schema, path));
  const near = didYouMean(key, known);
  const elsewhere = near === undefined ? homeOf(context, key) : undefined;
  const detail: DiagnosticDetail = {
    place: context.places.keyAt([...path, key]),
    found: `"${shortKey(key)}"${path.length > 0 ? ` in ${formatPath(path)}` : ''}`,
    expected: known.length === 0 ? 'no keys' : `one of ${names(known)}`,
  };
  const next = near !== undefined ? `Did you mean "${near}"?` : elsewhere;
  return diagnostic('UNKNOWN_KEY', `unknown key "${shortKey(key)}"`, {
    ...detail,
    ...(next === undefined ? {} : { next }),
  });
}

/** A free name (a key of a record) that the record's schema of names refuses. */
function badKey(context: IssueContext, path: DocumentPath): Diagnostic {
  const key = String(path.at(-1) ?? '');
  const parent = path.slice(0, -1);
  const keys = schemasAt(context.schema, parent).flatMap(keySchemas);
  return diagnostic('VALUE_NOT_ALLOWED', `${formatPath(parent)} has a name that is not allowed`, {
    place: context.places.keyAt(path),
    found: `"${shortKey(key)}"`,
    expected: describeSchemas(keys),
  });
}

/** Where a key that is unknown here is known: at the root, or in one of the root's blocks. */
function homeOf(context: IssueContext, key: string): string | undefined {
  const atRoot = knownKeys([context.schema]);
  if (atRoot.includes(key)) return `"${key}" stands at the root of the file: move it there.`;
  const block = atRoot.find((name) => knownKeys(schemasAt(context.schema, [name])).includes(key));
  return block === undefined ? undefined : `"${key}" stands in "${block}": move it there.`;
}

function missingKey(context: IssueContext, path: DocumentPath): Diagnostic {
  const key = path.at(-1) ?? '';
  const parent = path.slice(0, -1);
  const where = parent.length === 0 ? 'the file' : formatPath(parent);
  return diagnostic('MISSING_KEY', `the key "${key}" is missing in ${where}`, {
    place: context.places.keyAt(parent),
    found: `no "${key}"`,
    expected: `${key}: ${describeSchemas(schemasAt(context.schema, path))}`,
    next: parent.length === 0 ? `Add "${key}".` : `Add "${key}" to ${where}.`,
  });
}

function wrongValue(
  context: IssueContext,
  issue: Issue,
  path: DocumentPath,
  node: DocumentNode,
): Diagnostic {
  const value = plainValue(node);
  const schemas = schemasAt(context.schema, path);
  const rightKind = schemas.some((schema) => kindsOf(schema).has(kindOf(value)));
  const name = path.length === 0 ? 'the file' : formatPath(path);
  const expected =
    issue.message === NO_MESSAGE || issue.code === 'invalid_union'
      ? describeSchemas(schemas)
      : issue.message;
  const near = typeof value === 'string' ? didYouMean(value, listedTexts(schemas)) : undefined;
  const detail: DiagnosticDetail = {
    place: context.places.at(path),
    found: describeValue(value),
    expected,
    ...(near === undefined ? {} : { next: `Did you mean "${near}"?` }),
  };
  return rightKind
    ? diagnostic('VALUE_NOT_ALLOWED', `${name} has a value that is not allowed`, detail)
    : diagnostic('WRONG_TYPE', `${name} has a value of the wrong type`, detail);
}

/** Says what stands in the file: `the number 1080`, `the text "abc"`, `a list of 3`. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value);
    return `the text ${text.length > 80 ? `${text.slice(0, 79)}…` : text}`;
  }
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value))
    return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (value === null || value === undefined) return 'nothing';
  const keys = Object.keys(value).map(shortKey);
  return keys.length === 0 ? 'an empty mapping' : `a mapping with ${names(keys)}`;
}
