import { diagnostic, directiveIdProblem, type Diagnostic } from '@assay/core';
import { readDocument } from '@assay/documents';
import * as z from 'zod';
import { draftOf } from './directive-draft.js';
import type { DirectiveModel } from './directive-model.js';
import { checkDirectiveRules } from './directive-rule-checks.js';
import { DIRECTIVE_SCHEMA } from './document-schema.js';
import { canonicalKey } from './legacy-spelling.js';
import { normaliseDirective } from './normalise-directive.js';
import { valueAt } from './value-at.js';

/** A file as it was found; its stem is the directive's id. */
export interface DirectiveFile {
  /** Path as diagnostics show it. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** `model` is present if and only if no diagnostic is an error. */
export interface ParsedDirective {
  readonly model?: DirectiveModel;
  /** The id's problem first, then in the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The stem of a directive's file: its name without folders and without .txt, .yaml or .yml. */
export function directiveIdOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.(?:txt|ya?ml)$/i, '');
}

/**
 * Reads a directive: form, closed schema, and the rules between fields, all problems at once. Pure;
 * never throws for bad input. Older spellings of keys are read with a LEGACY_SPELLING warning.
 */
export function parseDirective(written: DirectiveFile): ParsedDirective {
  const { file, bytes } = written;
  const id = directiveIdOf(file);
  const options = { file, bytes, syntax: 'yaml', keyAliases: canonicalKey } as const;
  const reading = readDocument({ ...options, schema: DIRECTIVE_SCHEMA });
  const value = reading.value ?? plainValueOf(options);
  const ruleFindings = checkDirectiveRules(
    draftOf(value),
    (path) => reading.places.at(path),
    (path) => valueAt(value, path) !== undefined,
  );
  const diagnostics = [
    ...idDiagnostics(file, id),
    ...inOrder([...reading.diagnostics, ...ruleFindings]),
  ];
  if (!reading.value || diagnostics.some((found) => found.severity === 'error')) {
    return { diagnostics };
  }
  return { model: normaliseDirective(id, reading.value), diagnostics };
}

/** The plain value of a file that the schema refused, as far as it is one. */
function plainValueOf(options: Omit<Parameters<typeof readDocument>[0], 'schema'>): unknown {
  let plain: unknown;
  readDocument({
    ...options,
    schema: z.unknown().transform((value) => {
      plain = value;
    }),
  });
  return plain;
}

function idDiagnostics(file: string, id: string): readonly Diagnostic[] {
  const problem = directiveIdProblem(id);
  if (problem === undefined) return [];
  return [
    diagnostic('DIRECTIVE_ID_INVALID', `"${id}" cannot be the id of a directive: ${problem}`, {
      place: { file },
      found: `"${id}"`,
      expected: 'a file name whose stem matches [A-Za-z0-9][A-Za-z0-9_-]{0,63}',
    }),
  ];
}

/** By place; what has none, such as the count of problems that are not shown, comes last. */
function inOrder(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const line = (found: Diagnostic): number => found.place?.line ?? Number.MAX_SAFE_INTEGER;
  return [...diagnostics].sort(
    (a, b) => line(a) - line(b) || (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
}
