import type { Diagnostic } from '@assay/core';
import { decidingError, type Ending, type JsonValue } from './ending.js';

function placeOf(found: Diagnostic): { readonly [key: string]: JsonValue } {
  if (!found.place) return {};
  const { file, line, column } = found.place;
  return { file, line: line ?? null, column: column ?? null };
}

/** A finding as JSON: the five members of every error, null where nothing was said, then the place. */
function findingToJson(found: Diagnostic): { readonly [key: string]: JsonValue } {
  return {
    code: found.code,
    message: found.message,
    found: found.found ?? null,
    expected: found.expected ?? null,
    next: found.next ?? null,
    ...placeOf(found),
  };
}

/**
 * The one document that `--json` prints: `{schema, ok: true, …body}` or
 * `{schema, ok: false, error: {code, message, found, expected, next}, …body}`; `diagnostics` lists every
 * finding, warnings included, when there is any.
 */
export function toJsonDocument(ending: Ending): { readonly [key: string]: JsonValue } {
  const error = decidingError(ending);
  const found = ending.diagnostics ?? [];
  return {
    schema: ending.schema,
    ok: error === undefined,
    ...(error && { error: findingToJson(error) }),
    ...ending.body,
    ...(found.length > 0 && {
      diagnostics: found.map((one) => ({ severity: one.severity, ...findingToJson(one) })),
    }),
  };
}

/** The document's text: two spaces of indentation, one final line end. */
export function renderJsonDocument(ending: Ending): string {
  return `${JSON.stringify(toJsonDocument(ending), null, 2)}\n`;
}
