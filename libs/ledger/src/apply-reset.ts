import type { DirectiveState, ResetPlan } from '@assay/state-machines';
import type { EventOf, EventPlace } from './event-place.js';
import { plannedReset } from './legality.js';
import {
  archiveRun,
  expectAttempt,
  insertRun,
  liveRuns,
  setDirectiveState,
  type LiveAttempt,
  type LiveRun,
} from './projection-rows.js';
import { assertNotPromoted } from './promotions.js';
import type { Sqlite } from './sqlite.js';

type ResetEvent = EventOf<'DIRECTIVE_RESET'>;

/**
 * The only way back. Archived runs leave the live set and their master rows are superseded; a full
 * reset starts an attempt and supersedes the portfolio row as well.
 */
export function applyReset(database: Sqlite, event: ResetEvent, { at }: EventPlace): void {
  const { directive_id, to } = event;
  const live = expectAttempt(database, event, to);
  assertNotPromoted(database, directive_id);
  const runs = liveRuns(database, directive_id);
  const failedFrom = lastFailedFrom(database, directive_id, live);
  const plan = plannedReset(event, { ...live, failedFrom, runs });
  assertAsPlanned(event, plan);
  for (const run of plan.archivedRuns) {
    archiveRun(database, run.id);
    supersede(database, 'master_rows', 'run_id', run.run_id);
  }
  if (plan.newAttempt > live.attempt) startAttempt(database, event, live, at);
  else setDirectiveState(database, directive_id, live, to, at, '[]');
  for (const run of event.recreated_runs) {
    const position = plan.recreatedRuns.find((other) => other.symbol === run.symbol)?.position;
    const path = ['PREFLIGHT_COMPLETE', 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID'] as const;
    insertRun(database, event, { run, position: position ?? 0, path }, at);
  }
}

function lastFailedFrom(
  database: Sqlite,
  directiveId: string,
  live: LiveAttempt,
): DirectiveState | undefined {
  if (live.state !== 'FAILED') return undefined;
  const row = database.get(
    `SELECT history ->> '$[#-1].from' AS failed_from FROM attempts
     WHERE directive_id = ? AND attempt = ?`,
    directiveId,
    live.attempt,
  );
  return row?.['failed_from'] as DirectiveState | undefined;
}

/** The event tells what the table says; an event that tells anything else is our bug. */
function assertAsPlanned(event: ResetEvent, plan: ResetPlan<LiveRun>): void {
  const told = [
    event.new_attempt,
    event.archived_runs.map((run) => `${run.run_id} ${run.symbol} ${run.state}`).sort(),
    event.recreated_runs.map((run) => run.symbol).sort(),
  ];
  const planned = [
    plan.newAttempt,
    plan.archivedRuns.map((run) => `${run.run_id} ${run.symbol} ${run.state}`).sort(),
    plan.recreatedRuns.map((run) => run.symbol).sort(),
  ];
  if (JSON.stringify(told) === JSON.stringify(planned)) return;
  throw new RangeError(`the reset of ${event.directive_id} does not do what its table says`);
}

function startAttempt(database: Sqlite, event: ResetEvent, live: LiveAttempt, at: string): void {
  const { directive_id, new_attempt } = event;
  supersede(database, 'master_rows', 'directive_id', directive_id);
  supersede(database, 'portfolio_rows', 'directive_id', directive_id);
  database.run(
    `INSERT INTO attempts (directive_id, attempt, state, inputs, sources, diagnostics, history,
       started_at, last_updated)
     VALUES (?, ?, 'INITIALIZED', '{}', '[]', '[]', ?, ?, ?)`,
    directive_id,
    new_attempt,
    JSON.stringify([{ from: live.state, to: 'INITIALIZED', at }]),
    at,
    at,
  );
  database.run(
    'UPDATE directives SET attempt = ? WHERE directive_id = ?',
    new_attempt,
    directive_id,
  );
}

type RowTable = 'master_rows' | 'portfolio_rows';

function supersede(
  database: Sqlite,
  table: RowTable,
  column: 'run_id' | 'directive_id',
  value: string,
): void {
  database.run(
    `UPDATE ${table} SET status = 'superseded' WHERE status = 'current' AND ${column} = ?`,
    value,
  );
}
