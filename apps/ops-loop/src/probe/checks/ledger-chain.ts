import { auditLedger } from '@assay/ledger';
import { isLedgerAsLeft } from '@assay/pipeline';
import { passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/**
 * The ledger opens and says what its log says. Cheap when nothing has changed since a tool closed it:
 * then only the newest link is computed again; complete, chain and every table, when something has.
 */
export function ledgerChain({ context, files, ledger }: ProbeScene): Finding {
  const { workspace } = context;
  // To be asked before anything opens the database, which would leave a log of its own beside it.
  const isAsLeft = isLedgerAsLeft(files, workspace);
  const opened = ledger();
  if (!opened) return passed('no ledger yet: nothing was ever run here', 0);
  if (!isAsLeft) auditLedger(opened, workspace.paths.database.absolute);
  const { seq } = opened.head();
  return passed(isAsLeft ? `${seq} events, as a tool left them` : `${seq} events, all links`, seq);
}
