import { AssayError } from '@assay/core';
import type { Sqlite } from './sqlite.js';

const EVENTS = `
CREATE TABLE events (
  seq INTEGER PRIMARY KEY,
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  body TEXT NOT NULL CHECK (json_valid(body)),
  at TEXT GENERATED ALWAYS AS (body ->> '$.at') VIRTUAL,
  actor TEXT GENERATED ALWAYS AS (body ->> '$.actor') VIRTUAL,
  type TEXT GENERATED ALWAYS AS (body ->> '$.type') VIRTUAL,
  subject TEXT GENERATED ALWAYS AS (body ->> '$.subject') VIRTUAL,
  payload TEXT GENERATED ALWAYS AS (body -> '$.payload') VIRTUAL,
  prev_hash TEXT GENERATED ALWAYS AS (body ->> '$.prev_hash') VIRTUAL
) STRICT;
CREATE INDEX events_by_subject ON events (subject, seq);

CREATE TRIGGER events_no_update BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_no_delete BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER events_append BEFORE INSERT ON events
BEGIN
  SELECT RAISE(ABORT, 'an event must follow the last one')
  WHERE NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM events)
     OR NEW.body ->> '$.seq' IS NOT NEW.seq
     OR NEW.body ->> '$.prev_hash' IS NOT
        coalesce((SELECT hash FROM events ORDER BY seq DESC LIMIT 1), '${'0'.repeat(64)}');
END;
`;

/** What can be rebuilt from the events. JSON stands in TEXT columns. */
const PROJECTIONS = `
CREATE TABLE directives (
  directive_id TEXT PRIMARY KEY,
  attempt INTEGER NOT NULL,
  FOREIGN KEY (directive_id, attempt) REFERENCES attempts (directive_id, attempt)
    DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE attempts (
  directive_id TEXT NOT NULL,
  attempt INTEGER NOT NULL CHECK (attempt >= 1),
  state TEXT NOT NULL,
  inputs TEXT NOT NULL,
  sources TEXT NOT NULL,
  diagnostics TEXT NOT NULL,
  history TEXT NOT NULL,
  started_at TEXT NOT NULL,
  last_updated TEXT NOT NULL,
  PRIMARY KEY (directive_id, attempt)
) STRICT;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  directive_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  position INTEGER NOT NULL,
  symbol TEXT NOT NULL,
  run_id TEXT NOT NULL,
  run_key TEXT NOT NULL,
  live INTEGER NOT NULL CHECK (live IN (0, 1)),
  inputs TEXT NOT NULL,
  state TEXT NOT NULL,
  outcome TEXT,
  trades INTEGER,
  net_pnl REAL,
  diagnostics TEXT NOT NULL,
  history TEXT NOT NULL,
  last_updated TEXT NOT NULL,
  FOREIGN KEY (directive_id, attempt) REFERENCES attempts (directive_id, attempt)
) STRICT;
CREATE UNIQUE INDEX runs_live_symbol ON runs (directive_id, symbol) WHERE live = 1;
CREATE UNIQUE INDEX runs_live_id ON runs (run_id) WHERE live = 1;
CREATE INDEX runs_by_id ON runs (run_id, id);

CREATE TABLE artifacts (
  path TEXT PRIMARY KEY,
  run_id TEXT,
  directive_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  bytes INTEGER NOT NULL CHECK (bytes >= 0),
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  seq INTEGER NOT NULL REFERENCES events (seq)
) STRICT;
CREATE INDEX artifacts_by_run ON artifacts (run_id, path);
CREATE INDEX artifacts_by_directive ON artifacts (directive_id, path);

CREATE TABLE master_rows (
  row INTEGER PRIMARY KEY,
  directive_id TEXT NOT NULL,
  symbol TEXT NOT NULL,
  run_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('current', 'superseded', 'retired')),
  cells TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX master_rows_current ON master_rows (directive_id, symbol)
  WHERE status = 'current';
CREATE UNIQUE INDEX master_rows_current_run ON master_rows (run_id) WHERE status = 'current';

CREATE TABLE portfolio_rows (
  id INTEGER PRIMARY KEY,
  directive_id TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('current', 'superseded')),
  cells TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX portfolio_rows_current ON portfolio_rows (directive_id)
  WHERE status = 'current';
`;

/** What the tools remember about files; not derived from events. */
const FILES = `
CREATE TABLE publications (
  target TEXT PRIMARY KEY,
  staged TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL
) STRICT;

CREATE TABLE views (
  path TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  stale INTEGER NOT NULL CHECK (stale IN (0, 1))
) STRICT;
`;

/**
 * Trials by family. What an older ledger holds is counted as its events would be: its rows name the
 * strategy, which is the family of a directive that names none.
 */
const TRIALS = `
ALTER TABLE attempts ADD COLUMN family TEXT;

CREATE TABLE trials (
  family TEXT NOT NULL,
  symbol TEXT NOT NULL,
  trial_key TEXT NOT NULL,
  directive_id TEXT NOT NULL,
  outcome TEXT NOT NULL,
  sharpe_ratio REAL,
  net_pnl REAL,
  seq INTEGER NOT NULL REFERENCES events (seq),
  PRIMARY KEY (family, symbol, trial_key)
) STRICT;

INSERT INTO trials
SELECT cells ->> '$.strategy_name', r.symbol,
  coalesce(r.inputs ->> '$.directive' || '+' || (r.inputs ->> '$.strategy'), r.run_key),
  r.directive_id, coalesce(r.outcome, 'unknown'), cells ->> '$.sharpe_ratio', r.net_pnl,
  (SELECT min(seq) FROM events WHERE type = 'RUN_ADVANCED' AND subject = r.directive_id
     AND payload ->> '$.run_id' = r.run_id AND payload -> '$.master_row' IS NOT NULL)
FROM master_rows m JOIN runs r ON r.id = (SELECT max(id) FROM runs WHERE run_id = m.run_id
  AND directive_id = m.directive_id AND attempt = m.attempt)
WHERE cells ->> '$.strategy_name' IS NOT NULL
ORDER BY m.row
ON CONFLICT (family, symbol, trial_key) DO UPDATE SET outcome = excluded.outcome,
  net_pnl = excluded.net_pnl, sharpe_ratio = coalesce(excluded.sharpe_ratio, sharpe_ratio);
`;

/** Sweeps: why a row was retired, which portfolios miss a run, renames that a crash may interrupt. */
const SWEEPS = `
ALTER TABLE master_rows ADD COLUMN reason TEXT;
ALTER TABLE portfolio_rows ADD COLUMN missing TEXT NOT NULL DEFAULT '[]';

CREATE TABLE moves (
  id INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  target TEXT NOT NULL UNIQUE
) STRICT;
`;

/** Which directives are under watch, since when, by whom and why. */
const PROMOTIONS = `
CREATE TABLE promotions (
  directive_id TEXT PRIMARY KEY,
  attempt INTEGER NOT NULL,
  promoted_at TEXT NOT NULL,
  actor TEXT NOT NULL,
  reason TEXT NOT NULL,
  FOREIGN KEY (directive_id, attempt) REFERENCES attempts (directive_id, attempt)
) STRICT;
`;

/** Index n leads from schema version n to n + 1. A step that was released is never edited. */
const MIGRATIONS: readonly string[] = [EVENTS + PROJECTIONS + FILES, TRIALS, SWEEPS, PROMOTIONS];

/** The schema version that this tool reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

function versionOf(database: Sqlite): number {
  return Number(database.get('PRAGMA user_version')?.['user_version']);
}

function refuse(database: Sqlite, message: string, found: string, next?: string): AssayError {
  return new AssayError('LEDGER_UNREADABLE', message, {
    place: { file: database.path },
    found,
    expected: `schema version ${SCHEMA_VERSION}`,
    ...(next === undefined ? {} : { next }),
  });
}

/** Throws LEDGER_UNREADABLE unless the schema is exactly this tool's. */
export function checkSchema(database: Sqlite): void {
  const version = versionOf(database);
  if (version === SCHEMA_VERSION) return;
  throw version > SCHEMA_VERSION
    ? refuse(database, 'the ledger was written by a newer tool', `schema version ${version}`)
    : refuse(
        database,
        'the ledger has an older schema',
        `schema version ${version}`,
        'Any command that writes, such as run-pipeline --all, brings it up to date.',
      );
}

/** Brings a database to this tool's schema in one transaction; refuses a newer or a foreign one. */
export function migrate(database: Sqlite, create: boolean): void {
  if (versionOf(database) === SCHEMA_VERSION) return;
  database.transaction(() => {
    const version = versionOf(database);
    if (version > SCHEMA_VERSION) checkSchema(database);
    if (version === 0) {
      const tables = Number(database.get('SELECT count(*) AS n FROM sqlite_schema')?.['n']);
      if (tables > 0) throw refuse(database, 'the database is not a ledger', 'other tables');
      if (!create) throw refuse(database, 'the workspace has no ledger', 'an empty database');
    }
    for (const step of MIGRATIONS.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version=${SCHEMA_VERSION}`);
  });
}
