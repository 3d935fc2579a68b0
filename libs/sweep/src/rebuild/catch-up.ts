import type { Session } from '@assay/pipeline';
import type { Finding, ViewName } from '../finding.js';
import { rebuildViews } from '../rebuild-views.js';
import { scanWorkspace } from '../scan-workspace.js';

/**
 * Makes every view again after the database was made anew, and compares what lies there with it: what
 * is left is not the database's fault.
 */
export async function catchUpWithDatabase(session: Session): Promise<readonly Finding[]> {
  const { ledger } = session;
  const views = ledger
    .directives()
    .flatMap(({ directive_id }): ViewName[] => [
      { view: 'directive', directive_id },
      { view: 'summary', directive_id },
      ...ledger
        .runs(directive_id)
        .map(({ symbol }): ViewName => ({ view: 'copies', directive_id, symbol })),
    ]);
  await rebuildViews(session, [...views, { view: 'sheet' }]);
  return scanWorkspace({ ...session, isBusy: false, isAsLeft: false }).findings;
}
