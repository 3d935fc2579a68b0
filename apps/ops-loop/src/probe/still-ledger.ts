import type { Ledger } from '@assay/ledger';

/** A look that a commit disturbed is repeated so often. */
const LOOKS_MAX = 5;

/**
 * Looks at a ledger until no commit came in between: somebody may be writing, and rows that were read
 * before a commit contradict those that were read after it. What is thrown then is thrown only when
 * nothing was committed meanwhile, or after as many looks as a probe has time for.
 */
export function lookWhileStill<T>(ledger: Ledger, look: () => T, isSound: (seen: T) => boolean): T {
  for (let count = 1; ; count += 1) {
    const before = ledger.head().seq;
    const isLast = (): boolean => count === LOOKS_MAX || ledger.head().seq === before;
    try {
      const seen = look();
      if (isSound(seen) || isLast()) return seen;
    } catch (error) {
      if (isLast()) throw error;
    }
  }
}
