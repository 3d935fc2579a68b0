import type { Diagnostic } from '@assay/core';
import { readDocument } from '@assay/documents';
import * as z from 'zod';
import { checkBrokerSpecRules, type BrokerSpecDraft } from './broker-spec-checks.js';
import { BROKER_SPEC_SCHEMA, type BrokerSpec } from './broker-spec.js';

/** A broker spec as it was found. */
export interface BrokerSpecFile {
  /** Path as diagnostics show it; its stem is the symbol. */
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** `spec` is present if and only if no diagnostic is an error. */
export interface ParsedBrokerSpec {
  readonly spec?: BrokerSpec;
  /** In the order of the file. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a broker spec: form, closed schema, and the rules between fields, all problems at once.
 * Pure; never throws for bad input.
 */
export function parseBrokerSpec(written: BrokerSpecFile): ParsedBrokerSpec {
  const { file, bytes } = written;
  const options = { file, bytes, syntax: 'yaml' } as const;
  const reading = readDocument({ ...options, schema: BROKER_SPEC_SCHEMA });
  const draft = reading.value ?? readableFields(options);
  const ruleFindings = checkBrokerSpecRules(draft, stemOf(file), reading.places);
  const diagnostics = [...reading.diagnostics, ...ruleFindings].sort(byPlace);
  if (!reading.value || ruleFindings.length > 0) return { diagnostics };
  return { spec: reading.value, diagnostics };
}

/**
 * The spec as plain data for hashing and for capsules: every declared field, nothing else, no
 * undefined. Comments, order of keys and the form of numbers in the file are gone.
 */
export function canonicalSpec(spec: BrokerSpec): unknown {
  return withoutUndefined(spec);
}

function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .map(([key, field]) => [key, withoutUndefined(field)]),
  );
}

/** The fields that are right by themselves, of a file that the schema refused. */
function readableFields(
  options: Omit<Parameters<typeof readDocument>[0], 'schema'>,
): BrokerSpecDraft {
  let draft: BrokerSpecDraft = {};
  readDocument({
    ...options,
    schema: z.record(z.string(), z.unknown()).transform((fields) => {
      draft = Object.fromEntries(
        Object.entries<z.ZodType>(BROKER_SPEC_SCHEMA.shape)
          .filter(([key]) => Object.hasOwn(fields, key))
          .map(([key, schema]) => [key, schema.safeParse(fields[key]).data]),
      );
    }),
  });
  return draft;
}

function stemOf(file: string): string {
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return name.replace(/\.ya?ml$/i, '');
}

/** What has no line, such as the count of problems that are not shown, comes last. */
function byPlace(a: Diagnostic, b: Diagnostic): number {
  const line = (found: Diagnostic): number => found.place?.line ?? Number.MAX_SAFE_INTEGER;
  return line(a) - line(b) || (a.place?.column ?? 0) - (b.place?.column ?? 0);
}
