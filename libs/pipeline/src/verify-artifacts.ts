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

/**
 * Cheap check of completed work: which capsules lost committed files or have files of another size,
 * one finding per capsule that says how to recover. Used where nothing is to be done and hashing
 * everything would be too slow.
 */
export function missingCapsules(session: Session, directiveId: string): readonly Diagnostic[] {
  const problems: Diagnostic[] = [];
  for (const run of session.ledger.runs(directiveId)) {
    const artifacts = session.ledger.artifacts(run.run_id, run.attempt);
    const gone = artifacts.filter((artifact) => {
      const there = session.files.stat(join(session.workspace.root, artifact.path));
      return there?.kind !== 'file' || there.bytes !== artifact.bytes;
    });
    if (gone.length === 0) continue;
    const all = gone.length === artifacts.length;
    problems.push(
      diagnostic(
        'ARTIFACT_MISSING',
        all
          ? `the capsule of ${run.symbol} is gone`
          : `the capsule of ${run.symbol} lacks ${gone.length} of ${artifacts.length} files`,
        {
          place: { file: session.workspace.paths.capsule(run.run_id).absolute },
          found: `missing or of another size: ${gone
            .slice(0, 3)
            .map((artifact) => artifact.path)
            .join(', ')}${gone.length > 3 ? ', …' : ''}`,
          expected: `the ${artifacts.length} files of run ${run.run_id}, ${run.state}`,
          next:
            `Restore runs/${run.run_id} from a backup, or make it again: ` +
            `run-pipeline ${directiveId} --force --reason "capsule lost"`,
        },
      ),
    );
  }
  return problems;
}
