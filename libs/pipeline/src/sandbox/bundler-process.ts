import { AssayError } from '@assay/core';

const GONE = /^The service (was stopped|is no longer running)/;

/** True when esbuild failed because its process, a child of ours, has ended. */
export function isBundlerGone(error: unknown): error is Error {
  return error instanceof Error && GONE.test(error.message);
}

/**
 * What it means that the bundler's process has ended. A terminal interrupts the whole group of
 * processes, and the bundler, which listens to nothing, is gone before we have heard of it.
 */
export async function bundlerGone(
  error: Error,
  signal: AbortSignal | undefined,
): Promise<AssayError> {
  // Our own share of the interrupt has arrived and is heard in the next turn of the loop.
  await new Promise((resolve) => setImmediate(resolve));
  if (signal?.aborted === true) {
    return new AssayError('INTERRUPTED', 'interrupted; what was committed stays', { cause: error });
  }
  return new AssayError('IO_FAILED', 'the process of the bundler has ended', {
    found: error.message,
    expected: 'esbuild at work until the strategy is bundled',
    next: 'Run the command again; look for who ends processes when it happens again.',
    cause: error,
  });
}
