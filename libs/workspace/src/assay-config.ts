import { readDocument } from '@assay/documents';
import type { Diagnostic } from '@assay/core';
import * as z from 'zod';

/** What `assay.json` may hold. It marks a workspace; nothing in it changes a result. */
export const ASSAY_CONFIG_SCHEMA = z
  .strictObject({
    schema: z.literal(1).optional().meta({
      description: 'Version of this file format.',
    }),
    data: z.array(z.string().min(1).max(4096)).min(1).max(64).default(['data']).meta({
      description:
        'Folders with bar files, searched in this order; relative to the workspace, or absolute.',
    }),
    strategy_timeout_s: z.number().min(1).max(86_400).default(60).meta({
      description: 'Seconds that a strategy may take for one symbol.',
    }),
    strategy_memory_mb: z.int().min(64).max(65_536).default(1024).meta({
      description: 'Megabytes that a strategy may use for one symbol.',
    }),
  })
  .meta({
    title: 'assay.json',
    description: 'Marks a folder as an Assay workspace. An empty object is enough.',
  });

/** The settings of a workspace, defaults filled in. */
export type AssayConfig = Readonly<z.infer<typeof ASSAY_CONFIG_SCHEMA>>;

/** Reads the bytes of an `assay.json`; `file` is its name in diagnostics. */
export function readAssayConfig(
  file: string,
  bytes: Uint8Array,
): { readonly value?: AssayConfig; readonly diagnostics: readonly Diagnostic[] } {
  return readDocument({ file, bytes, schema: ASSAY_CONFIG_SCHEMA, syntax: 'json' });
}

/** The JSON Schema of `assay.json` for editors; committed as `schemas/assay.schema.json`. */
export function assayConfigJsonSchema(): Readonly<Record<string, unknown>> {
  return z.toJSONSchema(ASSAY_CONFIG_SCHEMA, { target: 'draft-2020-12', io: 'input' });
}
