import { AssayError } from '@assay/core';
import { applyEvent } from './apply-event.js';
import { eventOf } from './event-body.js';
import type { MasterRowValue } from './ledger-events.js';
import type { Ledger, StoredTable } from './ledger.js';
import { migrate } from './migrations.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { TABLES } from './stored-tables.js';
import { verifyEvents, type BrokenLink } from './verify-chain.js';

/** The tables that are a fold over the events. */
const FOLDED: readonly StoredTable[] = [
  'directives',
  'attempts',
  'runs',
  'artifacts',
  'master_rows',
  'portfolio_rows',
  'trials',
  'promotions',
];

/**
 * Recomputes the whole chain, folds the log anew in memory and compares every table with what it must
 * be, all in one pass over the events. Memory grows with the tables, not with the log.
 * @throws AssayError LEDGER_CHAIN_BROKEN with the first bad event, or the first table that says
 *   something else than the log.
 */
export function auditLedger(ledger: Ledger, path: string): void {
  const folded = openSqlite({ path: ':memory:', readOnly: false, create: true });
  try {
    migrate(folded, true);
    // The events themselves are not stored a second time, so nothing can refer to them.
    folded.exec('PRAGMA foreign_keys=OFF');
    folded.transaction(() => foldAll(ledger, folded, path));
    for (const table of FOLDED) compareTable(ledger, folded, table, path);
  } finally {
    folded.close();
  }
}

/**
 * Recomputes the whole chain without folding it: a small part of the time of an audit.
 * @throws AssayError LEDGER_CHAIN_BROKEN with the first bad event.
 */
export function auditChain(ledger: Ledger, path: string): void {
  assertUnbroken(ledger.verifyChain(), path);
}

function foldAll(ledger: Ledger, folded: Sqlite, path: string): void {
  const broken = verifyEvents(ledger.eventRows(), (event) => {
    applyEvent(folded, eventOf(event), { seq: event.seq, at: event.at, actor: event.actor });
  });
  assertUnbroken(broken, path);
}

function assertUnbroken(broken: BrokenLink | undefined, path: string): void {
  if (!broken) return;
  throw new AssayError('LEDGER_CHAIN_BROKEN', `event ${broken.seq} was altered`, {
    place: { file: path },
    found: broken.problem,
    expected: 'a chain in which every event follows from the one before it',
  });
}

function compareTable(ledger: Ledger, folded: Sqlite, table: StoredTable, path: string): void {
  const rows = folded.iterate(TABLES[table]) as Iterable<TableRow>;
  const difference = firstDifference(ledger.tableRows(table), rows);
  if (!difference) return;
  throw new AssayError('LEDGER_CHAIN_BROKEN', `table ${table} was altered`, {
    place: { file: path },
    found: difference.found,
    expected: `${difference.expected}, as the event log says`,
  });
}

type TableRow = Readonly<Record<string, MasterRowValue>>;

interface Difference {
  readonly found: string;
  readonly expected: string;
}

/** Both are read side by side: a table may be larger than memory. */
function firstDifference(a: Iterable<TableRow>, b: Iterable<TableRow>): Difference | undefined {
  const [left, right] = [a[Symbol.iterator](), b[Symbol.iterator]()];
  for (;;) {
    const [one, other] = [left.next(), right.next()];
    if (one.done === true && other.done === true) return undefined;
    const found = one.done === true ? null : one.value;
    const expected = other.done === true ? null : other.value;
    if (found && expected && isSameRow(found, expected)) continue;
    return { found: JSON.stringify(found), expected: JSON.stringify(expected) };
  }
}

/** Both come from the same query, so that they have the same columns. */
function isSameRow(a: TableRow, b: TableRow): boolean {
  for (const column in a) if (a[column] !== b[column]) return false;
  return true;
}
