import {
  combineExitCodes,
  EXIT_CODES,
  exitCodeOf,
  isAssayError,
  type AssayError,
  type Diagnostic,
  type ExitCode,
} from '@assay/core';
import type { Style } from './style.js';

/** A value that JSON can hold; undefined members are left out. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** What a text rendering may know about the place it is printed to. */
export interface TextView {
  readonly style: Style;
  /** Columns of the terminal; undefined when stdout is no terminal: then nothing is cut. */
  readonly width: number | undefined;
}

/**
 * How a command ends: its result as a JSON body and as text, and what was found on the way. The exit
 * code follows from the findings: the combined exit codes of all errors among them, else 0.
 */
export interface Ending {
  /** Name and version of the document's schema: `<tool>.<command>/<version>`. */
  readonly schema: string;
  /** Members of the JSON document beside schema, ok, error and diagnostics. */
  readonly body?: { readonly [key: string]: JsonValue };
  /** The result for people; called only when text is asked for. Without a final line end. */
  readonly text?: (view: TextView) => string;
  /** Errors, warnings and notes in the order found; printed on stderr. */
  readonly diagnostics?: readonly Diagnostic[];
  /** Overrides the exit code where a verdict, not an error, decides it; then an error must be given too unless it is 0. */
  readonly exit?: ExitCode;
}

/** The exit code of an ending. */
export function exitCodeOfEnding(ending: Ending): ExitCode {
  if (ending.exit !== undefined) return ending.exit;
  return combineExitCodes(errorsOf(ending).map((found) => exitCodeOf(found.code)));
}

function errorsOf(ending: Ending): readonly Diagnostic[] {
  return (ending.diagnostics ?? []).filter((found) => found.severity === 'error');
}

/** The finding that decided the exit code; undefined when the ending is a success. */
export function decidingError(ending: Ending): Diagnostic | undefined {
  const exit = exitCodeOfEnding(ending);
  if (exit === EXIT_CODES.success) return undefined;
  const errors = errorsOf(ending);
  const deciding = errors.find((found) => exitCodeOf(found.code) === exit) ?? errors[0];
  if (!deciding)
    throw new Error(`an ending with exit ${exit} must name an error: ${ending.schema}`);
  return deciding;
}

/** The ending of a command that failed as a whole. */
export function endingOfAssayError(error: AssayError): Ending {
  return { schema: ERROR_SCHEMA, diagnostics: withCause(error) };
}

/** The schema of an ending that has nothing to say but its error. */
export const ERROR_SCHEMA = 'error/1';

/** Adds what lies beneath: the operating system's words belong to what was found. */
function withCause(error: AssayError): readonly Diagnostic[] {
  const { cause, diagnostics } = error;
  if (!(cause instanceof Error) || isAssayError(cause) || diagnostics.length !== 1) {
    return diagnostics;
  }
  return diagnostics.map((found) =>
    found.found === undefined ? { ...found, found: cause.message } : found,
  );
}
