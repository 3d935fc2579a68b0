import type { Diagnostic } from '@assay/core';
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
  const runs = ledger.runs(directiveId).flatMap((run) =>
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

function remedy(folder: string, directiveId: string): string {
  return (
    `Restore ${folder} from a backup, or make it again: ` +
    `run-pipeline ${directiveId} --force --reason "evidence lost"`
  );
}
