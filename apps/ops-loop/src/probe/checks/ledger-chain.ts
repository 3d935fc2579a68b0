import { auditLedger } from '@assay/ledger';
import { passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/**
 * The ledger opens and says what its log says. Cheap when nothing has changed since a tool closed it:
 * then only the newest link is computed again; complete, chain and every table, when something has.
 */
export function ledgerChain({ context, isLedgerAsLeft, ledger }: ProbeScene): Finding {
  const opened = ledger();
  if (!opened) return passed('no ledger yet: nothing was ever run here', 0);
  if (!isLedgerAsLeft) auditLedger(opened, context.workspace.paths.database.absolute);
  const { seq } = opened.head();
  return passed(
    isLedgerAsLeft ? `${seq} events, as a tool left them` : `${seq} events, all links`,
    seq,
  );
}
