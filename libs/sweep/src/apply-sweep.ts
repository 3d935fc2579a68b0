import { AssayError } from '@assay/core';
import type { FileMove, LedgerEvent, RetiredRow } from '@assay/ledger';
import { commitMoved, type Session } from '@assay/pipeline';
import type { ViewName } from './finding.js';
import { viewPaths } from './rebuild-views.js';
import { sweepId } from './sweep-id.js';

/** What is to be done in one commit, and why. */
export interface SweepWork {
  readonly planHash: string;
  readonly reason: string;
  /** Paths that move to quarantine. */
  readonly quarantine: readonly string[];
  readonly retire: readonly RetiredRow[];
  /** Rows are retired because their capsules are gone: portfolios that stand on them are incomplete. */
  readonly isLoss: boolean;
  readonly rebuild: readonly ViewName[];
}

/** What a sweep did. */
export interface AppliedSweep {
  readonly sweep: string;
  readonly moved: readonly FileMove[];
  readonly retired: readonly RetiredRow[];
  /** Views that are made again after it, by path. */
  readonly rebuilt: readonly string[];
}

/**
 * Carries out a plan in one commit: rows are retired and what must go moves to
 * `.assay/quarantine/<SWEEP>/` under its own path. A crash among the moves is rolled forward by the next
 * command. Views are made again afterwards, by the caller.
 * @throws AssayError SWEEP_PLAN_CHANGED when something to be moved is no longer there.
 */
export function applySweep(session: Session, work: SweepWork): AppliedSweep {
  const { files, workspace, clock } = session;
  const sweep = sweepId(clock.now(), work.planHash);
  const folder = `${workspace.paths.quarantine.relative}/${sweep}`;
  const moved = work.quarantine.map((path) => ({ from: path, to: `${folder}/${path}` }));
  for (const { from } of moved) {
    if (files.exists(workspace.paths.at(from).absolute)) continue;
    throw new AssayError('SWEEP_PLAN_CHANGED', `${from} is no longer there; nothing was changed`, {
      place: { file: from },
      found: 'nothing',
      expected: 'what the plan speaks of',
    });
  }
  const rebuilt = work.rebuild.flatMap((view) => viewPaths(workspace, view));
  const retired = work.retire;
  const applied: LedgerEvent = {
    type: 'SWEEP_APPLIED',
    sweep,
    plan_hash: work.planHash,
    reason: work.reason,
    moved,
    retired,
    rebuilt,
  };
  const rows = retired.map((row): LedgerEvent => ({
    type: 'ROW_RETIRED',
    ...row,
    sweep,
    reason: work.reason,
    artifacts_gone: work.isLoss,
  }));
  if (moved.length > 0) {
    // For people who look into the folder; what undo goes by is the event.
    const list = `${JSON.stringify({ sweep, reason: work.reason, moved, retired }, null, 2)}\n`;
    files.writeAtomic(workspace.paths.at(`${folder}/restore.json`).absolute, list);
  }
  commitMoved(session, [...rows, applied], moved);
  return { sweep, moved, retired, rebuilt };
}
