import * as z from 'zod';
import { DIRECTIVE_SCHEMA, type DirectiveDocument } from './document-schema.js';

/** Any part may be absent; list items keep their positions. */
export type Draft<T> = T extends readonly (infer Item)[]
  ? readonly (Draft<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Draft<T[Key]> | undefined }
    : T;

/**
 * As much of a directive as could be read. Rules between fields are checked on it even when other
 * fields are wrong, so that all problems are reported at once.
 */
export type DirectiveDraft = Draft<DirectiveDocument>;

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What of a value its schema accepts: mappings and lists part by part, all else as a whole. */
function readablePart(schema: z.core.$ZodType, value: unknown): unknown {
  if (schema instanceof z.ZodOptional) return readablePart(schema.unwrap(), value);
  if (schema instanceof z.ZodObject && isMapping(value)) {
    const draft: Record<string, unknown> = {};
    for (const [key, part] of Object.entries<z.core.$ZodType>(schema.shape)) {
      if (Object.hasOwn(value, key)) draft[key] = readablePart(part, value[key]);
    }
    return draft;
  }
  if (schema instanceof z.ZodArray && Array.isArray(value)) {
    return value.map((item) => readablePart(schema.element, item));
  }
  return z.safeParse(schema, value).data;
}

/** The readable part of a file's plain value. */
export function draftOf(value: unknown): DirectiveDraft {
  return isMapping(value) ? (readablePart(DIRECTIVE_SCHEMA, value) as DirectiveDraft) : {};
}
