import { dirname } from 'node:path';
import { isAssayError } from '@assay/core';
import type { ArtifactRecord, Ledger, RunRecord } from '@assay/ledger';
import type { Workspace } from '@assay/workspace';
import type { Session } from '../session.js';

/** A copy under `backtests/` and the artifact that it shows; `path` is below the workspace. */
export interface ShownCopy {
  readonly artifact: ArtifactRecord;
  readonly path: string;
}

/** Whether a run's artifacts are to be seen: it is complete, and its row was not taken from the sheet. */
function isShown(ledger: Ledger, run: RunRecord): boolean {
  if (run.state !== 'COMPLETE') return false;
  const rows = ledger.masterRows({ directiveId: run.directive_id, status: 'retired' });
  return !rows.some((row) => row.run_id === run.run_id && row.attempt === run.attempt);
}

/** Where each artifact of a run is shown, in the order given; seals and snapshots are not. */
export function shownCopies(
  workspace: Workspace,
  run: Pick<RunRecord, 'run_id' | 'directive_id' | 'symbol'>,
  artifacts: readonly ArtifactRecord[],
): readonly ShownCopy[] {
  const prefix = `runs/${run.run_id}/artifacts/`;
  const folder = workspace.paths.backtestsFolder(run.directive_id, run.symbol).relative;
  return artifacts
    .filter((artifact) => artifact.path.startsWith(prefix))
    .map((artifact) => {
      const shown = artifact.path.slice(prefix.length).replace(/^report\//, '');
      return { artifact, path: `${folder}/${shown}` };
    });
}

/**
 * Shows the artifacts of a directive's complete runs under `backtests/<DIRECTIVE>_<SYMBOL>/`: copies,
 * read-only, of what the capsules own. When nothing `changed` only lost copies are made again; that a
 * copy was edited is the sweep's to find.
 */
export function showBacktests(session: Session, directiveId: string, changed: boolean): void {
  for (const run of session.ledger.runs(directiveId)) showRun(session, run, changed);
}

/** The same for one run, as soon as it is complete: meanwhile the threads compute the next. */
export function showRun(session: Session, run: RunRecord, changed: boolean): void {
  const { files, ledger, workspace } = session;
  if (!isShown(ledger, run)) return;
  const folder = workspace.paths.backtestsFolder(run.directive_id, run.symbol).relative;
  const folders: string[] = [];
  for (const { artifact, path } of shownCopies(workspace, run, ledger.artifacts(run.run_id))) {
    const target = workspace.paths.at(path).absolute;
    try {
      const there = files.stat(target);
      const same = there?.bytes === artifact.bytes;
      if (same && (!changed || files.digest(target).sha256 === artifact.sha256)) continue;
      files.copy(workspace.paths.at(artifact.path).absolute, target, { mode: 0o444 });
      folders.push(dirname(target));
    } catch (error) {
      notShown(session, error, target);
    }
  }
  try {
    files.syncFolders(folders);
  } catch (error) {
    notShown(session, error, workspace.paths.at(folder).absolute);
  }
}

/** A copy that is missing is made again by the next command. */
function notShown(session: Session, error: unknown, path: string): void {
  if (!isAssayError(error)) throw error;
  session.warn('VIEW_STALE', `a copy could not be shown: ${error.message}`, path);
}
