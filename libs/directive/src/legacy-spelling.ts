import type { DocumentPath } from '@assay/documents';
import * as z from 'zod';
import { DIRECTIVE_SCHEMA } from './document-schema.js';

/** The keys of the closed mapping at a path; none for free ones, whose names are the user's. */
function keysAt(path: DocumentPath): readonly string[] {
  let schema: unknown = DIRECTIVE_SCHEMA;
  for (const step of path) {
    if (schema instanceof z.ZodObject) schema = schema.shape[step];
    else if (schema instanceof z.ZodArray) schema = schema.element;
    else return [];
    if (schema instanceof z.ZodOptional) schema = schema.unwrap();
  }
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}

/**
 * The canonical spelling of a key that is written the way the predecessor wrote it: `Start Date`,
 * `Symbols`, `BROKER`. Undefined when the key is canonical, unknown in any spelling, or free.
 */
export function canonicalKey(path: DocumentPath, key: string): string | undefined {
  const known = keysAt(path);
  if (known.includes(key)) return undefined;
  const canonical = key.trim().toLowerCase().replace(/[ -]+/g, '_');
  return known.includes(canonical) ? canonical : undefined;
}
