import { AssayError } from '@assay/core';
import { canonicalJson } from '@assay/hashing';
import type { EventOf, EventPlace } from './event-place.js';
import { assertDirectiveAdvance, assertDirectiveFail, IllegalStep } from './legality.js';
import type { BoundRun } from './ledger-events.js';
import {
  archiveRun,
  expectAttempt,
  insertRun,
  liveAttempt,
  liveRuns,
  setDirectiveState,
  upsertArtifacts,
} from './projection-rows.js';
import type { Sqlite } from './sqlite.js';

type BindingEvent = EventOf<'INPUTS_BOUND'> | EventOf<'INPUTS_REBOUND'>;

/** First sight: attempt 1, INITIALIZED. */
export function admitDirective(
  database: Sqlite,
  event: EventOf<'DIRECTIVE_ADMITTED'>,
  { at }: EventPlace,
): void {
  const { directive_id } = event;
  const live = liveAttempt(database, directive_id);
  if (live) {
    throw new IllegalStep({ directive_id, from: live.state, to: 'INITIALIZED', allowed: [] });
  }
  database.run('INSERT INTO directives (directive_id, attempt) VALUES (?, 1)', directive_id);
  database.run(
    `INSERT INTO attempts (directive_id, attempt, state, inputs, sources, diagnostics, history,
       started_at, last_updated)
     VALUES (?, 1, 'INITIALIZED', '{}', '[]', '[]', '[]', ?, ?)`,
    directive_id,
    at,
    at,
  );
}

/** Inputs hashed: runs are created at IDLE. */
export function bindInputs(
  database: Sqlite,
  event: EventOf<'INPUTS_BOUND'>,
  place: EventPlace,
): void {
  const live = expectAttempt(database, event, 'inputs bound');
  if (live.state !== 'INITIALIZED' || liveRuns(database, event.directive_id).length > 0) {
    const { directive_id } = event;
    throw new IllegalStep({ directive_id, from: live.state, to: 'inputs bound', allowed: [] });
  }
  createRuns(database, event, [], place);
}

/** Inputs changed before they were validated: the old runs are archived, new ones stand where they stood. */
export function rebindInputs(
  database: Sqlite,
  event: EventOf<'INPUTS_REBOUND'>,
  place: EventPlace,
): void {
  const live = expectAttempt(database, event, 'inputs rebound');
  if (live.state !== 'PREFLIGHT_COMPLETE') {
    const { directive_id } = event;
    throw new IllegalStep({ directive_id, from: live.state, to: 'inputs rebound', allowed: [] });
  }
  for (const run of liveRuns(database, event.directive_id)) archiveRun(database, run.id);
  createRuns(database, event, ['PREFLIGHT_COMPLETE'], place);
}

function createRuns(
  database: Sqlite,
  event: BindingEvent,
  path: readonly 'PREFLIGHT_COMPLETE'[],
  place: EventPlace,
): void {
  const { directive_id, attempt } = event;
  const { at } = place;
  event.runs.forEach((run: BoundRun, position) => {
    insertRun(database, event, { run, position, path }, at);
    const owner = { directive_id, attempt, run_id: run.run_id };
    upsertArtifacts(database, owner, run.artifacts ?? [], place);
  });
  database.run(
    `UPDATE attempts SET inputs = ?, sources = ?, family = ?, last_updated = ?
     WHERE directive_id = ? AND attempt = ?`,
    JSON.stringify(event.inputs),
    JSON.stringify(event.sources),
    event.family ?? null,
    at,
    event.directive_id,
    event.attempt,
  );
}

/** One step of the directive's table. */
export function advanceDirectiveRow(
  database: Sqlite,
  event: EventOf<'DIRECTIVE_ADVANCED'>,
  { at }: EventPlace,
): void {
  const { directive_id, from, to } = event;
  const live = expectAttempt(database, event, to);
  assertDirectiveAdvance(directive_id, live.state, from, to);
  if (to === 'SYMBOL_RUNS_COMPLETE') assertRunsComplete(database, directive_id, from, to);
  setDirectiveState(database, directive_id, live, to, at, '[]');
}

function assertRunsComplete(
  database: Sqlite,
  directive_id: string,
  from: string,
  to: string,
): void {
  const runs = liveRuns(database, directive_id);
  if (runs.length > 0 && runs.every((run) => run.state === 'COMPLETE')) return;
  throw new IllegalStep({ directive_id, from: `${from} with unfinished runs`, to, allowed: [] });
}

/** The directive ends; its diagnostics say why. */
export function failDirective(
  database: Sqlite,
  event: EventOf<'DIRECTIVE_FAILED'>,
  { at }: EventPlace,
): void {
  const { directive_id, from, diagnostics } = event;
  const live = expectAttempt(database, event, 'FAILED');
  assertDirectiveFail(directive_id, live.state, from);
  setDirectiveState(database, directive_id, live, 'FAILED', at, JSON.stringify(diagnostics));
}

/**
 * Stage 4's files and row. The same row again (a repeated stage 4) changes nothing; another one
 * throws PORTFOLIO_ROW_CONFLICT.
 */
export function sealPortfolio(
  database: Sqlite,
  event: EventOf<'PORTFOLIO_SEALED'>,
  place: EventPlace,
): void {
  const { directive_id, attempt, artifacts, portfolio_row } = event;
  const live = expectAttempt(database, event, 'portfolio sealed');
  if (live.state !== 'SYMBOL_RUNS_COMPLETE') {
    throw new IllegalStep({ directive_id, from: live.state, to: 'portfolio sealed', allowed: [] });
  }
  upsertArtifacts(database, { directive_id, attempt, run_id: null }, artifacts, place);
  const cells = canonicalJson(portfolio_row);
  const current = database.get(
    `SELECT cells FROM portfolio_rows WHERE directive_id = ? AND status = 'current'`,
    directive_id,
  );
  if (current?.['cells'] === cells) return;
  if (current) {
    throw new AssayError('PORTFOLIO_ROW_CONFLICT', `${directive_id} has another portfolio row`, {
      found: cells,
      expected: String(current['cells']),
    });
  }
  database.run(
    `INSERT INTO portfolio_rows (directive_id, attempt, status, cells)
     VALUES (?, ?, 'current', ?)`,
    directive_id,
    attempt,
    cells,
  );
}
