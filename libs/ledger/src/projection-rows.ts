import { AssayError } from '@assay/core';
import { isSha256Hex } from '@assay/hashing';
import type { DirectiveState, RunState } from '@assay/state-machines';
import type { EventPlace } from './event-place.js';
import { IllegalStep } from './legality.js';
import type { ArtifactRecord, BoundRun } from './ledger-events.js';
import type { Sqlite } from './sqlite.js';

/** The live attempt of a directive. */
export interface LiveAttempt {
  readonly attempt: number;
  readonly state: DirectiveState;
}

/** A live run's row. */
export interface LiveRun {
  readonly id: number;
  readonly run_id: string;
  readonly symbol: string;
  readonly state: RunState;
  readonly position: number;
}

/** The live attempt; undefined when the directive was never admitted. */
export function liveAttempt(database: Sqlite, directiveId: string): LiveAttempt | undefined {
  const row = database.get(
    `SELECT attempt, state FROM directives JOIN attempts USING (directive_id, attempt)
     WHERE directive_id = ?`,
    directiveId,
  );
  return row && { attempt: Number(row['attempt']), state: row['state'] as DirectiveState };
}

/** The live attempt when it is the one that an event speaks of; an IllegalStep otherwise. */
export function expectAttempt(
  database: Sqlite,
  event: { readonly directive_id: string; readonly attempt: number },
  to: string,
): LiveAttempt {
  const live = liveAttempt(database, event.directive_id);
  if (live?.attempt === event.attempt) return live;
  const from = live ? `${live.state} of attempt ${live.attempt}` : 'not admitted';
  throw new IllegalStep({ directive_id: event.directive_id, from, to, allowed: [] });
}

/** The live runs of a directive in order of binding. */
export function liveRuns(database: Sqlite, directiveId: string): readonly LiveRun[] {
  const rows = database.all(
    `SELECT id, run_id, symbol, state, position FROM runs
     WHERE directive_id = ? AND live = 1 ORDER BY position`,
    directiveId,
  );
  return rows as unknown as readonly LiveRun[];
}

/** One live run by all its names; a directive may have very many. */
export function liveRun(
  database: Sqlite,
  name: { readonly directive_id: string; readonly run_id: string; readonly symbol: string },
): LiveRun | undefined {
  const row = database.get(
    `SELECT id, run_id, symbol, state, position FROM runs
     WHERE live = 1 AND run_id = ? AND directive_id = ? AND symbol = ?`,
    name.run_id,
    name.directive_id,
    name.symbol,
  );
  return row as unknown as LiveRun | undefined;
}

/** Moves the live attempt to a state and notes the change in its history. */
export function setDirectiveState(
  database: Sqlite,
  directiveId: string,
  live: LiveAttempt,
  to: DirectiveState,
  at: string,
  diagnostics: string,
): void {
  database.run(
    `UPDATE attempts SET state = ?, diagnostics = ?, last_updated = ?,
       history = json_insert(history, '$[#]', json(?))
     WHERE directive_id = ? AND attempt = ?`,
    to,
    diagnostics,
    at,
    JSON.stringify({ from: live.state, to, at }),
    directiveId,
    live.attempt,
  );
}

/** A run to be created: its order among the runs, and the states that it went through at once. */
export interface NewRun {
  readonly run: BoundRun;
  readonly position: number;
  /** From IDLE to the state it is created in; empty for IDLE. */
  readonly path: readonly RunState[];
}

/** Creates a live run. Throws RUN_ID_COLLISION when its id already stands for another key. */
export function insertRun(
  database: Sqlite,
  owner: { readonly directive_id: string; readonly attempt: number },
  { run, position, path }: NewRun,
  at: string,
): void {
  const known = database.get(
    'SELECT run_key, directive_id FROM runs WHERE run_id = ? LIMIT 1',
    run.run_id,
  );
  if (known && (known['run_key'] !== run.run_key || known['directive_id'] !== owner.directive_id)) {
    throw new AssayError('RUN_ID_COLLISION', `run id ${run.run_id} stands for two run keys`, {
      found: run.run_key,
      expected: String(known['run_key']),
    });
  }
  const states: readonly RunState[] = ['IDLE', ...path];
  const history = path.map((to, i) => ({ from: states[i], to, at }));
  database.run(
    `INSERT INTO runs (directive_id, attempt, position, symbol, run_id, run_key, live, inputs,
       state, diagnostics, history, last_updated)
     VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, '[]', ?, ?)`,
    owner.directive_id,
    owner.attempt,
    position,
    run.symbol,
    run.run_id,
    run.run_key,
    JSON.stringify(run.inputs),
    states.at(-1) ?? 'IDLE',
    JSON.stringify(history),
    at,
  );
}

/** Takes a run out of the live set; its row stays as it was. */
export function archiveRun(database: Sqlite, id: number): void {
  database.run('UPDATE runs SET live = 0 WHERE id = ?', id);
}

/** Records the digests of committed files; the newest commit of a path counts. */
export function upsertArtifacts(
  database: Sqlite,
  owner: {
    readonly directive_id: string;
    readonly attempt: number;
    readonly run_id: string | null;
  },
  artifacts: readonly ArtifactRecord[],
  place: EventPlace,
): void {
  for (const { path, bytes, sha256 } of artifacts) {
    if (!isRelativePath(path) || !isSha256Hex(sha256)) {
      throw new RangeError(`not an artifact: ${JSON.stringify({ path, sha256 })}`);
    }
    database.run(
      `INSERT INTO artifacts (path, run_id, directive_id, attempt, bytes, sha256, seq)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (path) DO UPDATE SET run_id = excluded.run_id,
         directive_id = excluded.directive_id, attempt = excluded.attempt, bytes = excluded.bytes,
         sha256 = excluded.sha256, seq = excluded.seq`,
      path,
      owner.run_id,
      owner.directive_id,
      owner.attempt,
      bytes,
      sha256,
      place.seq,
    );
  }
}

/** True for a path below the workspace in its stored form. */
export function isRelativePath(path: string): boolean {
  const parts = path.split('/');
  return (
    !path.includes('\\') && parts.every((part) => part !== '' && part !== '.' && part !== '..')
  );
}
