import { AssayError } from '@assay/core';
import type { Ledger, StoredTable } from './ledger.js';
import { rebuildLedger } from './rebuild-ledger.js';

/** The tables that are a fold over the events. */
const FOLDED: readonly StoredTable[] = [
  'directives',
  'attempts',
  'runs',
  'artifacts',
  'master_rows',
  'portfolio_rows',
  'trials',
];

/**
 * Recomputes the whole chain, folds the log anew in memory and compares every table with what it must
 * be. Costs about a tenth of a millisecond per event.
 * @throws AssayError LEDGER_CHAIN_BROKEN with the first bad event, or the first table that says
 *   something else than the log.
 */
export function auditLedger(ledger: Ledger, path: string): void {
  const broken = ledger.verifyChain();
  if (broken) {
    throw new AssayError('LEDGER_CHAIN_BROKEN', `event ${broken.seq} was altered`, {
      place: { file: path },
      found: broken.problem,
      expected: 'a chain in which every event follows from the one before it',
    });
  }
  const bodies = ledger.events().map((event) => event.body);
  const rebuilt = rebuildLedger({ path: ':memory:', clock: { now: () => 0 }, actor: '', bodies });
  try {
    for (const table of FOLDED) {
      const [found, expected] = [ledger.tableRows(table), rebuilt.tableRows(table)];
      const row = firstDifference(found, expected);
      if (row === undefined) continue;
      throw new AssayError('LEDGER_CHAIN_BROKEN', `table ${table} was altered`, {
        place: { file: path },
        found: JSON.stringify(found[row] ?? null),
        expected: `${JSON.stringify(expected[row] ?? null)}, as the event log says`,
      });
    }
  } finally {
    rebuilt.close();
  }
}

function firstDifference(a: readonly unknown[], b: readonly unknown[]): number | undefined {
  for (let row = 0; row < Math.max(a.length, b.length); row += 1) {
    if (JSON.stringify(a[row]) !== JSON.stringify(b[row])) return row;
  }
  return undefined;
}
