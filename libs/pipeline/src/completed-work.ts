import { diagnostic, type Diagnostic } from '@assay/core';
import { verifySealedFolder } from '@assay/evidence';
import { capsuleProblems } from './capsule-problems.js';
import type { Session } from './session.js';

/**
 * What is lost or altered of a completed directive: every capsule and the portfolio, hashed anew. A
 * command with nothing else to do still finds a changed byte.
 */
export function completedWorkProblems(
  session: Session,
  directiveId: string,
): readonly Diagnostic[] {
  const { files, ledger, workspace } = session;
  const missing = new Set(missingRuns(session, directiveId));
  const kept = ledger.runs(directiveId).filter((run) => !missing.has(run.run_id));
  const runs = kept.flatMap((run) =>
    capsuleProblems(session, run).map((problem) => ({
      ...problem,
      message: `${run.symbol}, run ${run.run_id}: ${problem.message}`,
      next: remedy(`runs/${run.run_id}`, directiveId),
    })),
  );
  const folder = workspace.paths.portfolioFolder(directiveId);
  const prefix = `${folder.relative}/`;
  const portfolio = verifySealedFolder({
    files,
    folder: folder.absolute,
    directiveId,
    expected: ledger
      .portfolioArtifacts(directiveId)
      .map((artifact) => ({ ...artifact, path: artifact.path.slice(prefix.length) })),
  });
  return [...runs, ...portfolio.map((p) => ({ ...p, next: remedy(folder.relative, directiveId) }))];
}

/** Runs of the current portfolio whose loss is on record: their rows were retired. */
function missingRuns(session: Session, directiveId: string): readonly string[] {
  return session.ledger.portfolioRows({ directiveId }).flatMap((row) => row.missing);
}

/** A warning when the current portfolio stands on runs whose capsules are gone, on record. */
export function incompleteNotes(session: Session, directiveId: string): readonly Diagnostic[] {
  const missing = missingRuns(session, directiveId);
  if (missing.length === 0) return [];
  return [
    diagnostic('PORTFOLIO_INCOMPLETE', `the evidence of ${directiveId} is not whole`, {
      severity: 'warning',
      found: `no capsule of ${missing.join(', ')}; the rows were retired`,
      expected: 'a capsule for every run of the portfolio',
      next: `reset-directive ${directiveId} --reason "…", then run-pipeline ${directiveId}`,
    }),
  ];
}

function remedy(folder: string, directiveId: string): string {
  return (
    `Restore ${folder} from a backup, or make it again: ` +
    `run-pipeline ${directiveId} --force --reason "evidence lost"`
  );
}
