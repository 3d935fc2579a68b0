import { AssayError, isAssayError, type Diagnostic, type ErrorCode } from '@assay/core';
import { fullStack } from './error-stacks.js';

/** What the pool sends to a thread. */
export interface TaskMessage {
  readonly id: number;
  readonly task: unknown;
}

/** What a thread sends to the pool. */
export type ThreadMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'done'; readonly id: number; readonly result: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError };

/** An error as it crosses threads: plain data, so that its code and findings arrive intact. */
export type SentError =
  | {
      readonly kind: 'assay';
      readonly code: ErrorCode;
      readonly message: string;
      readonly diagnostics: readonly Diagnostic[];
      readonly stack: string;
    }
  | {
      readonly kind: 'bug';
      readonly name: string;
      readonly message: string;
      readonly stack: string;
    };

/** Makes an error fit to be sent; whatever was thrown, also what is no error. */
export function sendError(error: unknown): SentError {
  if (isAssayError(error)) {
    const { code, message } = error;
    // Findings may carry foreign values (a cause, a getter of the strategy's): only their texts cross.
    const diagnostics = error.diagnostics.map(plainDiagnostic);
    return { kind: 'assay', code, message: String(message), diagnostics, stack: fullStack(error) };
  }
  if (error instanceof Error) {
    return {
      kind: 'bug',
      name: String(error.name),
      message: String(error.message),
      stack: fullStack(error),
    };
  }
  return { kind: 'bug', name: 'Error', message: `a thrown ${typeof error}`, stack: '' };
}

function plainDiagnostic(found: Diagnostic): Diagnostic {
  return {
    code: found.code,
    severity: found.severity,
    message: String(found.message),
    ...(found.place === undefined ? {} : { place: { ...found.place } }),
    ...(found.found === undefined ? {} : { found: String(found.found) }),
    ...(found.expected === undefined ? {} : { expected: String(found.expected) }),
    ...(found.next === undefined ? {} : { next: String(found.next) }),
  };
}

/** Makes the error anew on the caller's side. */
export function receiveError(sent: SentError): Error {
  if (sent.kind === 'assay') {
    return new AssayError(sent.code, sent.message, { more: sent.diagnostics });
  }
  const error = new Error(sent.message);
  error.name = sent.name;
  if (sent.stack !== '') error.stack = sent.stack;
  return error;
}
