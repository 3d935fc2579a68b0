import { AssayError, type ErrorCode } from '@assay/core';

/** Failures of the surroundings, not of the work: nothing is recorded, the state stays as committed. */
const ENVIRONMENT_CODES: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'DISK_FULL',
  'PERMISSION_DENIED',
  'IO_FAILED',
  'PATH_NOT_A_FOLDER',
  'PATH_OUTSIDE_WORKSPACE',
  'NOT_BUILT',
  'INTERRUPTED',
  'LEDGER_UNREADABLE',
]);

/** True when an error must end the whole call: other directives would meet it too. */
export function endsTheCall(error: AssayError): boolean {
  return ENVIRONMENT_CODES.has(error.code);
}

/** @throws AssayError INTERRUPTED once the session's signal is aborted. */
export function throwIfInterrupted(session: { readonly signal: AbortSignal }): void {
  if (session.signal.aborted) {
    throw new AssayError('INTERRUPTED', 'interrupted; what was committed stays');
  }
}
