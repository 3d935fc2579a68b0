import { AssayError, didYouMean } from '@assay/core';
import { hashCanonical } from '@assay/hashing';
import type { MasterRow } from '@assay/ledger';
import { assertNotPromoted, type Session } from '@assay/pipeline';
import { applySweep, type AppliedSweep, type SweepWork } from './apply-sweep.js';
import { rebuildViews, viewsOfRows } from './rebuild-views.js';

/**
 * What retiring a directive will do: its current rows leave the sheet, what `backtests/` shows of them
 * goes to quarantine. Capsules and portfolio stay.
 * @throws AssayError RETIRE_REFUSED without a current row, or while the directive is on its way;
 *   DIRECTIVE_PROMOTED while it is under watch.
 */
export function planRetirement(session: Session, directiveId: string, reason: string): SweepWork {
  const { ledger, files, workspace } = session;
  const record = ledger.directive(directiveId);
  const rows = ledger.masterRows({ directiveId });
  if (!record || rows.length === 0) throw noRow(session, directiveId);
  if (record.state !== 'PORTFOLIO_COMPLETE' && record.state !== 'FAILED') {
    throw new AssayError('RETIRE_REFUSED', `${directiveId} is still on its way`, {
      found: record.state,
      expected: 'PORTFOLIO_COMPLETE or FAILED',
    });
  }
  const retire = rows.map(retired);
  const quarantine = rows
    .map(({ directive_id, symbol }) => workspace.paths.backtestsFolder(directive_id, symbol))
    .filter(({ absolute }) => files.exists(absolute))
    .map(({ relative }) => relative);
  assertNotPromoted(session, directiveId);
  const decided = { head: ledger.head(), quarantine, retire };
  return {
    ...decided,
    planHash: hashCanonical(decided),
    reason,
    isLoss: false,
    rebuild: [],
  };
}

/** Retires; the sheet and the audit logs follow. */
export async function retireDirective(session: Session, work: SweepWork): Promise<AppliedSweep> {
  const applied = applySweep(session, work);
  await rebuildViews(session, viewsOfRows(work.retire));
  return applied;
}

function retired({ directive_id, symbol, run_id, row }: MasterRow) {
  return { directive_id, symbol, run_id, row, from: 'current' as const };
}

function noRow({ ledger }: Session, directiveId: string): AssayError {
  const listed = [...new Set(ledger.masterRows().map((row) => row.directive_id))];
  const near = didYouMean(directiveId, listed);
  return new AssayError('RETIRE_REFUSED', `${directiveId} has no current row`, {
    found: listed.length > 0 ? `rows of ${listed.join(', ')}` : 'an empty sheet',
    expected: 'a directive that the master sheet lists',
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  });
}
