import { AssayError, listedName } from '@assay/core';
import type { EventOf } from './event-place.js';
import type { RowName } from './ledger-events.js';
import { assertNotPromoted } from './promotions.js';
import type { Sqlite } from './sqlite.js';

type RowStatus = 'current' | 'superseded' | 'retired';

/** Takes a row out of the sheet; it stays in the ledger with its reason. */
export function retireRow(database: Sqlite, event: EventOf<'ROW_RETIRED'>): void {
  const attempt = expectRow(database, event, event.from);
  // What is gone is gone, promoted or not; what somebody withdraws must not be under watch.
  if (!event.artifacts_gone) assertNotPromoted(database, event.directive_id);
  setStatus(database, event.row, 'retired', event.reason);
  if (!event.artifacts_gone) return;
  database.run(
    `UPDATE portfolio_rows SET missing = json_insert(missing, '$[#]', ?)
     WHERE directive_id = ? AND attempt = ?`,
    event.run_id,
    event.directive_id,
    attempt,
  );
}

/** Puts a retired row back where it was. */
export function reinstateRow(database: Sqlite, event: EventOf<'ROW_REINSTATED'>): void {
  const attempt = expectRow(database, event, 'retired');
  if (event.to === 'current') assertNoCurrent(database, event);
  setStatus(database, event.row, event.to, null);
  database.run(
    `UPDATE portfolio_rows SET missing =
       (SELECT json_group_array(value) FROM json_each(missing) WHERE value <> ?)
     WHERE directive_id = ? AND attempt = ?`,
    event.run_id,
    event.directive_id,
    attempt,
  );
}

function setStatus(database: Sqlite, row: number, to: RowStatus, reason: string | null): void {
  database.run('UPDATE master_rows SET status = ?, reason = ? WHERE row = ?', to, reason, row);
}

/** The attempt of the row that an event names by all its members; anything else is our own bug. */
function expectRow(database: Sqlite, name: RowName, status: RowStatus): number {
  const found = database.get(
    `SELECT attempt FROM master_rows
     WHERE row = ? AND directive_id = ? AND symbol = ? AND run_id = ? AND status = ?`,
    name.row,
    name.directive_id,
    name.symbol,
    name.run_id,
    status,
  );
  if (found) return Number(found['attempt']);
  throw new RangeError(`there is no ${status} row ${name.row} of run ${name.run_id}`);
}

function assertNoCurrent(database: Sqlite, { directive_id, symbol }: RowName): void {
  const current = database.get(
    `SELECT row FROM master_rows WHERE status = 'current' AND directive_id = ? AND symbol = ?`,
    directive_id,
    symbol,
  );
  if (!current) return;
  const name = listedName(directive_id, symbol);
  throw new AssayError('INDEX_CONFLICT', `${name} already has a current master row`, {
    found: `row ${String(current['row'])}`,
    expected: 'no current row of this directive and symbol',
  });
}
