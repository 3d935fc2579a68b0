import { AssayError, listedName } from '@assay/core';
import { canonicalJson } from '@assay/hashing';
import type { RunState } from '@assay/state-machines';
import type { EventOf, EventPlace } from './event-place.js';
import { assertRunAdvance, assertRunFail, IllegalStep } from './legality.js';
import { expectAttempt, liveRun, upsertArtifacts, type LiveRun } from './projection-rows.js';
import type { Sqlite } from './sqlite.js';
import { countTrial } from './trials.js';

type RunEvent = EventOf<'RUN_ADVANCED'> | EventOf<'RUN_FAILED'>;

/** The live run that an event names by directive, attempt, symbol and id, all four. */
function expectRun(database: Sqlite, event: RunEvent, to: RunState): LiveRun {
  expectAttempt(database, event, to);
  const { directive_id, run_id, symbol } = event;
  const run = liveRun(database, { directive_id, run_id, symbol });
  if (run) return run;
  throw new IllegalStep({ directive_id, run_id, from: 'no live run', to, allowed: [] });
}

/** One step of the run's table, with the files and numbers that it committed. */
export function advanceRunRow(
  database: Sqlite,
  event: EventOf<'RUN_ADVANCED'>,
  place: EventPlace,
): void {
  const { directive_id, run_id, from, to, artifacts, master_row } = event;
  const run = expectRun(database, event, to);
  assertRunAdvance({ directive_id, run_id }, run.state, from, to);
  if (master_row && to !== 'STAGE_3_COMPLETE') {
    throw new RangeError(`a master row comes with STAGE_3_COMPLETE, not with ${to}`);
  }
  database.run(
    `UPDATE runs SET state = ?, last_updated = ?, history = json_insert(history, '$[#]', json(?)),
       outcome = coalesce(?, outcome), trades = coalesce(?, trades), net_pnl = coalesce(?, net_pnl)
     WHERE id = ?`,
    to,
    place.at,
    JSON.stringify({ from, to, at: place.at }),
    event.outcome ?? null,
    event.trades ?? null,
    event.net_pnl ?? null,
    run.id,
  );
  if (artifacts) upsertArtifacts(database, event, artifacts, place);
  if (master_row) insertMasterRow(database, event, canonicalJson(master_row));
  countTrial(database, event, place);
}

function insertMasterRow(database: Sqlite, event: EventOf<'RUN_ADVANCED'>, cells: string): void {
  const { directive_id, symbol, run_id, attempt } = event;
  const current = database.get(
    // Two questions, each answered by an index of its own; one with OR reads the whole table.
    `SELECT row, run_id FROM master_rows WHERE status = 'current' AND run_id = ?
     UNION ALL
     SELECT row, run_id FROM master_rows
     WHERE status = 'current' AND directive_id = ? AND symbol = ?
     LIMIT 1`,
    run_id,
    directive_id,
    symbol,
  );
  if (current) {
    const name = listedName(directive_id, symbol);
    throw new AssayError('INDEX_CONFLICT', `${name} already has a current master row`, {
      found: `row ${String(current['row'])} of run ${String(current['run_id'])}`,
      expected: 'no current row of this run, directive and symbol',
    });
  }
  database.run(
    `INSERT INTO master_rows (directive_id, symbol, run_id, attempt, status, cells)
     VALUES (?, ?, ?, ?, 'current', ?)`,
    directive_id,
    symbol,
    run_id,
    attempt,
    cells,
  );
}

/** The run ends; its diagnostics say why. */
export function failRun(database: Sqlite, event: EventOf<'RUN_FAILED'>, { at }: EventPlace): void {
  const { directive_id, run_id, from, diagnostics } = event;
  const run = expectRun(database, event, 'FAILED');
  assertRunFail({ directive_id, run_id }, run.state, from);
  database.run(
    `UPDATE runs SET state = 'FAILED', outcome = 'FAILED', diagnostics = ?, last_updated = ?,
       history = json_insert(history, '$[#]', json(?))
     WHERE id = ?`,
    JSON.stringify(diagnostics),
    at,
    JSON.stringify({ from, to: 'FAILED', at }),
    run.id,
  );
}
