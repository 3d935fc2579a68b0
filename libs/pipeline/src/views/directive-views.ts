import { isAssayError } from '@assay/core';
import { auditLogs, directiveStateView, runAuditLog, runStateView } from '@assay/ledger';
import type { WorkspacePath } from '@assay/workspace';
import type { Session } from '../session.js';

/** Brings the state file and audit log of every run of a directive, and its own, up to date. */
export function refreshDirectiveViews(session: Session, directiveId: string): void {
  const record = session.ledger.directive(directiveId);
  if (!record) return;
  const { paths } = session.workspace;
  const runs = session.ledger.runs(directiveId);
  const events = session.ledger.eventsOf(directiveId);
  const logs = auditLogs(events, new Set(runs.map((run) => run.run_id)));
  refresh(session, paths.directiveState(directiveId), directiveStateView(record, runs));
  refreshLog(session, paths.directiveAudit(directiveId), logs.directive);
  for (const run of runs) {
    // A lost capsule must not look like one that is there.
    if (!session.files.exists(paths.capsule(run.run_id).absolute)) continue;
    refresh(session, paths.runState(run.run_id), runStateView(run));
    refreshLog(session, paths.runAudit(run.run_id), logs.runs.get(run.run_id) ?? '');
  }
}

/** The same for one run, after a commit that touched only it. */
export function refreshRunViews(session: Session, runId: string, directiveId: string): void {
  const run = session.ledger.runs(directiveId).find((r) => r.run_id === runId);
  if (!run) return;
  const { paths } = session.workspace;
  const events = session.ledger.eventsOf(directiveId);
  refresh(session, paths.runState(runId), runStateView(run));
  refreshLog(session, paths.runAudit(runId), runAuditLog(events, runId));
}

/**
 * A state file is always written whole. A lagging one is caught up without a word; whether one was
 * edited shows from its log, which only ever grows.
 */
function refresh(session: Session, path: WorkspacePath, text: string): void {
  const { files } = session;
  try {
    if (files.exists(path.absolute) && files.readText(path.absolute) === text) return;
    files.writeAtomic(path.absolute, text);
  } catch (error) {
    stale(session, path, error);
  }
}

/** A log that is not a beginning of the true one contradicts the ledger: drift, written anew. */
function refreshLog(session: Session, path: WorkspacePath, text: string): void {
  const { files } = session;
  try {
    const before = files.exists(path.absolute) ? files.readText(path.absolute) : '';
    if (before === text) return;
    if (!text.startsWith(before)) {
      session.warn(
        'VIEW_DRIFT',
        'an audit log contradicted the ledger and was rebuilt',
        path.absolute,
      );
    }
    files.writeAtomic(path.absolute, text);
  } catch (error) {
    stale(session, path, error);
  }
}

/** A view never fails a command: the ledger holds the result, the next command catches up. */
function stale(session: Session, path: WorkspacePath, error: unknown): void {
  if (!isAssayError(error)) throw error;
  session.warn('VIEW_STALE', `a view could not be written: ${error.message}`, path.absolute);
}
