import type { RetiredRow } from '@assay/ledger';
import {
  refreshDirectiveViews,
  refreshMasterSheet,
  showRun,
  writeBatchSummary,
  type Session,
} from '@assay/pipeline';
import type { Workspace } from '@assay/workspace';
import type { ViewName } from './finding.js';

/** Makes views again, from ledger and capsules. The readable log is caught up by every session. */
export async function rebuildViews(session: Session, views: readonly ViewName[]): Promise<void> {
  for (const view of views) {
    switch (view.view) {
      case 'directive':
        refreshDirectiveViews(session, view.directive_id);
        break;
      case 'copies':
        showCopies(session, view.directive_id, view.symbol);
        break;
      case 'summary':
        writeBatchSummary(session, view.directive_id);
        break;
      case 'sheet':
        await refreshMasterSheet(session);
        break;
      case 'events':
        break;
    }
  }
}

function showCopies(session: Session, directiveId: string, symbol: string): void {
  const run = session.ledger.runs(directiveId).find((one) => one.symbol === symbol);
  if (run) showRun(session, run, true);
}

/** Where a view lies, relative to the workspace; a folder stands for everything in it. */
export function viewPaths({ paths }: Workspace, view: ViewName): readonly string[] {
  switch (view.view) {
    case 'directive':
      return [
        paths.directiveState(view.directive_id).relative,
        paths.directiveAudit(view.directive_id).relative,
      ];
    case 'copies':
      return [paths.backtestsFolder(view.directive_id, view.symbol).relative];
    case 'summary':
      return [paths.batchSummary(view.directive_id).relative];
    case 'sheet':
      return [paths.masterSheet.relative];
    case 'events':
      return [paths.eventsView.relative];
  }
}

const STATE_VIEW =
  /^runs\/[^/]+\/(?:run_state\.json|audit\.log|directive_state\.json|directive_audit\.log)$/;

/** True for a path that holds nothing but what was, or will be, made from the ledger. */
export function isRebuilt(path: string, rebuilt: readonly string[]): boolean {
  if (STATE_VIEW.test(path)) return true;
  return rebuilt.some((view) => path === view || path.startsWith(`${view}/`));
}

/** The views that tell of rows. */
export function viewsOfRows(rows: readonly RetiredRow[]): readonly ViewName[] {
  if (rows.length === 0) return [];
  const directives = [...new Set(rows.map((row) => row.directive_id))].sort();
  return [
    ...directives.map((directive_id): ViewName => ({ view: 'directive', directive_id })),
    ...rows.map(({ directive_id, symbol }): ViewName => ({ view: 'copies', directive_id, symbol })),
    { view: 'sheet' },
  ];
}
