import { AssayError } from '@assay/core';
import type { RunRecord } from '@assay/ledger';
import { verifyRunAtLeast, type RunProgress } from '@assay/state-machines';
import { commitEvents } from './commit.js';
import type { Session } from './session.js';

/**
 * Verifies that a run is at least at a state. A run that is ahead passes, but leaves an event: the
 * tolerance is visible in the audit log.
 * @throws AssayError STATE_INCONSISTENT when the run is behind or FAILED.
 */
export function verifyRunState(session: Session, run: RunRecord, expected: RunProgress): void {
  const progress = verifyRunAtLeast(run.state, expected);
  if (progress === 'equal') return;
  if (progress === 'ahead') {
    commitEvents(session, [
      {
        type: 'STATE_VERIFIED_AHEAD',
        directive_id: run.directive_id,
        run_id: run.run_id,
        expected,
        actual: run.state,
      },
    ]);
    return;
  }
  throw new AssayError('STATE_INCONSISTENT', `run ${run.run_id} is not where it is expected`, {
    found: run.state,
    expected: `${expected} or later`,
  });
}
