import { isAssayError } from '@assay/core';
import type { Session } from '../session.js';
import { refreshDirectiveViews } from './directive-views.js';
import { writeBatchSummary } from './batch-summary.js';
import { refreshMasterSheet } from './master-sheet-view.js';

/**
 * Brings what people read of a directive up to date after a reset, or after the refusal of one: state
 * files, audit logs, batch summary, and the master sheet when its rows changed. Never fails a reset.
 */
export async function refreshResetViews(session: Session, directiveId: string): Promise<void> {
  refreshDirectiveViews(session, directiveId);
  writeBatchSummary(session, directiveId);
  try {
    await refreshMasterSheet(session);
  } catch (error) {
    // A workbook is rendered on a thread, which an interrupt or a missing build denies us.
    if (!isAssayError(error)) throw error;
    const sheet = session.workspace.paths.masterSheet.absolute;
    session.warn('VIEW_STALE', `the master sheet was not rendered: ${error.message}`, sheet);
  }
}
