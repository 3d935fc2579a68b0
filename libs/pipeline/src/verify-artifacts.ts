import { join } from 'node:path';
import { AssayError, diagnostic, type Diagnostic } from '@assay/core';
import type { ArtifactRecord, RunRecord } from '@assay/ledger';
import type { Session } from './session.js';

/** Committed files that are gone or altered, in the order given. */
export function artifactProblems(
  session: Session,
  artifacts: readonly ArtifactRecord[],
): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const artifact of artifacts) {
    const path = join(session.workspace.root, artifact.path);
    if (!session.files.exists(path)) {
      problems.push(
        diagnostic('ARTIFACT_MISSING', `${artifact.path} is gone`, {
          place: { file: path },
          found: 'no such file',
          expected: `${artifact.bytes} bytes, SHA-256 ${artifact.sha256}`,
        }),
      );
      continue;
    }
    const found = session.files.digest(path).sha256;
    if (found === artifact.sha256) continue;
    problems.push(
      diagnostic('ARTIFACT_HASH_MISMATCH', `${artifact.path} was altered`, {
        place: { file: path },
        found,
        expected: artifact.sha256,
      }),
    );
  }
  return problems;
}

/** What stages 2 and 3 read: the results of stage 1. */
const STAGE_1_ARTIFACT = /^runs\/[0-9a-f]{16}\/artifacts\/(raw\/|metadata\/run_)/;

/** @throws AssayError when a result of stage 1 is not what the run's attempt committed. */
export function assertStage1Artifacts(session: Session, run: RunRecord): void {
  const results = session.ledger
    .artifacts(run.run_id, run.attempt)
    .filter((artifact) => STAGE_1_ARTIFACT.test(artifact.path));
  const problems = artifactProblems(session, results);
  if (problems.length > 0) throw AssayError.of(problems);
}
