import { AssayError } from '@assay/core';

/** The error of whoever finds a supervisor at work. */
export function busyError(holder: { readonly pid: number; readonly run: string }): AssayError {
  return heldError(`supervisor pid ${holder.pid}, run ${holder.run}`);
}

/** The same where all that is known of the holder is a line of words. */
export function heldError(holder: string): AssayError {
  return new AssayError('OPS_BUSY', 'a supervisor is at work in this workspace', {
    found: holder,
    expected: 'no supervisor',
  });
}
