import { describeError, exitCodeOf, type ErrorCode } from './errors/error-catalogue.js';
import type { ExitCode } from './exit-code.js';

/** Where in a written file something was found. */
export interface Place {
  readonly file: string;
  /** 1-based; absent when the whole file is meant. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
}

/** One finding: what was found, where, what was expected, what to do next. */
export interface Diagnostic {
  readonly code: ErrorCode;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly place?: Place;
  readonly found?: string;
  readonly expected?: string;
  readonly next?: string;
}

/** The free part of a diagnostic; everything but code and message is optional. */
export type DiagnosticDetail = Partial<Omit<Diagnostic, 'code' | 'message'>>;

/** Makes a diagnostic; severity is error and the next action is the catalogue's unless given. */
export function diagnostic(
  code: ErrorCode,
  message: string,
  detail: DiagnosticDetail = {},
): Diagnostic {
  return { severity: 'error', next: describeError(code).remedy, ...detail, code, message };
}

/** Renders a place as `file:line:column`. */
export function formatPlace(place: Place): string {
  const line = place.line === undefined ? '' : `:${place.line}`;
  const column = place.line === undefined || place.column === undefined ? '' : `:${place.column}`;
  return `${place.file}${line}${column}`;
}

/** Renders a diagnostic as plain text, one fact a line; the first line is greppable by code. */
export function formatDiagnostic(found: Diagnostic): string {
  const lines = [
    `${found.place ? `${formatPlace(found.place)}: ` : ''}${found.severity} ${found.code}: ${found.message}`,
  ];
  if (found.found !== undefined) lines.push(`  found:    ${found.found}`);
  if (found.expected !== undefined) lines.push(`  expected: ${found.expected}`);
  if (found.next !== undefined) lines.push(`  next:     ${found.next}`);
  return lines.join('\n');
}

/**
 * Ends a tool, or a unit of its work, with a code of the catalogue. Never used for our own bugs:
 * those are plain errors and end with exit 70.
 */
export class AssayError extends Error {
  readonly code: ErrorCode;
  readonly diagnostics: readonly Diagnostic[];

  constructor(
    code: ErrorCode,
    message: string,
    detail: DiagnosticDetail & {
      readonly cause?: unknown;
      readonly more?: readonly Diagnostic[];
    } = {},
  ) {
    const { cause, more, ...rest } = detail;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'AssayError';
    this.code = code;
    this.diagnostics = more && more.length > 0 ? more : [diagnostic(code, message, rest)];
  }

  /** Ends with several findings at once; the first error decides code and message. */
  static of(diagnostics: readonly Diagnostic[]): AssayError {
    const first = diagnostics.find((d) => d.severity === 'error') ?? diagnostics[0];
    if (!first) throw new RangeError('AssayError.of needs at least one diagnostic');
    return new AssayError(first.code, first.message, { more: diagnostics });
  }

  /** The first finding: the one that decided code and message. */
  get diagnostic(): Diagnostic {
    const [first] = this.diagnostics;
    return this.diagnostics.find((d) => d.code === this.code) ?? (first as Diagnostic);
  }

  get exitCode(): ExitCode {
    return exitCodeOf(this.code);
  }
}

/**
 * True for an error that is a user-facing failure rather than a defect of ours. Told by its shape:
 * tools, engine and compute code are bundles of their own, each with its own copy of the class.
 */
export function isAssayError(error: unknown): error is AssayError {
  if (!(error instanceof Error) || error.name !== 'AssayError') return false;
  const { code, diagnostics } = error as Partial<AssayError>;
  return typeof code === 'string' && Array.isArray(diagnostics);
}
