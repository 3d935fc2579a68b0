import { auditChain, auditLedger } from '@assay/ledger';
import { lookWhileStill } from '../still-ledger.js';
import { passed, type Finding } from '../probe-check.js';
import type { ProbeScene } from '../probe-scene.js';

/** Of so many events every link is computed again each time: about 0.1 s. */
const LINKS_MAX = 50_000;

/**
 * The ledger opens and says what its log says. Complete, chain and every table, whenever something has
 * changed since a tool closed it; else the links alone, and of a very long log the newest one.
 */
export function ledgerChain({ context, isLedgerAsLeft, ledger }: ProbeScene): Finding {
  const opened = ledger();
  if (!opened) return passed('no ledger yet: nothing was ever run here', 0);
  const { absolute } = context.workspace.paths.database;
  const { seq } = opened.head();
  const audit = (): void => {
    if (!isLedgerAsLeft) auditLedger(opened, absolute);
    else if (seq <= LINKS_MAX) auditChain(opened, absolute);
  };
  lookWhileStill(opened, audit, () => true);
  const tables = isLedgerAsLeft ? 'tables as a tool left them' : 'every table';
  return passed(`${seq} events, ${tables}`, seq);
}
