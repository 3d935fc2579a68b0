import type { Diagnostic } from '@assay/core';
import { verifyCapsule } from '@assay/evidence';
import type { RunRecord } from '@assay/ledger';
import type { Session } from './session.js';

/** Verifies a capsule against its manifest and the ledger: everything is hashed anew. */
export function capsuleProblems(session: Session, run: RunRecord): readonly Diagnostic[] {
  const prefix = `runs/${run.run_id}/`;
  return verifyCapsule({
    files: session.files,
    capsule: session.workspace.paths.capsule(run.run_id).absolute,
    runId: run.run_id,
    runKey: run.run_key,
    expected: session.ledger
      .artifacts(run.run_id, run.attempt)
      .map((artifact) => ({ ...artifact, path: artifact.path.slice(prefix.length) })),
  });
}
