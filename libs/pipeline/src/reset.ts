import { AssayError, formatStamp } from '@assay/core';
import { planReset, type ResetTarget } from '@assay/state-machines';
import { commitEvents } from './commit.js';
import { moveToActive, type DirectiveFile } from './inputs/directive-files.js';
import type { Session } from './session.js';

/** What a reset archived. */
export interface ResetReport {
  readonly directive: string;
  readonly from: string;
  readonly to: string;
  readonly attempt: number;
  readonly archived: readonly { readonly run_id: string; readonly symbol: string; readonly state: string }[];
}

/**
 * Takes a directive back, for a reason. The event is the reset; the state files of archived runs are
 * renamed after it, and a directive in `completed/` returns to `active/`.
 * @throws AssayError when the reset table does not allow it.
 */
export function performReset(
  session: Session,
  file: DirectiveFile,
  target: ResetTarget,
  reason: string,
): ResetReport {
  const record = session.ledger.directive(file.id);
  const runs = session.ledger.runs(file.id);
  const planned = planReset({
    directive: {
      id: file.id,
      state: record?.state ?? 'INITIALIZED',
      attempt: record?.attempt ?? 1,
    },
    runs: runs.map((run) => ({ runId: run.run_id, symbol: run.symbol, state: run.state })),
    target,
    inputsUnchanged: true,
    manifestsVerify: true,
  });
  if (!planned.ok) {
    throw new AssayError('ILLEGAL_TRANSITION', `${file.id} cannot be reset to ${target}`, {
      found: planned.error.reason,
    });
  }
  const plan = planned.value;
  const archived = plan.archivedRuns.map((run) => ({
    run_id: run.runId,
    symbol: run.symbol,
    state: run.state,
  }));
  if (!plan.nothingToDo && record) {
    commitEvents(session, [
      {
        type: 'DIRECTIVE_RESET',
        directive_id: file.id,
        from: plan.from,
        to: plan.to,
        reason,
        attempt: record.attempt,
        new_attempt: plan.newAttempt,
        archived_runs: archived,
        recreated_runs: plan.recreatedRuns.flatMap((kept) =>
          runs
            .filter((run) => run.run_id === kept.runId)
            .map(({ symbol, run_id, run_key, inputs }) => ({ symbol, run_id, run_key, inputs })),
        ),
      },
    ]);
    archiveStateViews(session, file.id, archived.map((run) => run.run_id));
  }
  moveToActive(session.files, session.workspace, file, session.clock);
  return { directive: file.id, from: plan.from, to: plan.to, attempt: plan.newAttempt, archived };
}

/** `run_state.json` becomes `run_state.json.bak.<stamp>`; the directive's likewise. */
function archiveStateViews(session: Session, directiveId: string, runIds: readonly string[]): void {
  const { files, workspace } = session;
  const stamp = formatStamp(session.clock.now());
  const views = [
    workspace.paths.directiveState(directiveId).absolute,
    ...runIds.map((runId) => workspace.paths.runState(runId).absolute),
  ];
  for (const view of views) {
    if (files.exists(view)) files.moveAside(view, `${view}.bak.${stamp}`);
  }
}
