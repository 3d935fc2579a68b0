import { existsSync, statSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { AssayError, type ErrorCode } from '@assay/core';
// The only import of the driver: `node:sqlite` has the same API and replaces it one day. Main thread
// only: a worker that is terminated inside a statement would abort the process.
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';

/** How long a statement waits for another process's transaction. */
const BUSY_MS = 10_000;
const SQLITE_READONLY = 8;
const SQLITE_CANTOPEN = 14;

/** What a statement may be given; checked before it reaches the driver. */
export type Bind = string | number | null;
export type Row = Readonly<Record<string, unknown>>;

/** A database with its statements prepared once. */
export interface Sqlite {
  readonly path: string;
  run(sql: string, ...binds: readonly Bind[]): number;
  get(sql: string, ...binds: readonly Bind[]): Row | undefined;
  all(sql: string, ...binds: readonly Bind[]): readonly Row[];
  /** Rows one at a time, read as they are asked for. */
  iterate(sql: string, ...binds: readonly Bind[]): Iterable<Row>;
  exec(sql: string): void;
  /** Runs in one transaction that is rolled back when `step` throws. */
  transaction<T>(step: () => T): T;
  close(): void;
}

export interface OpenOptions {
  readonly path: string;
  readonly readOnly: boolean;
  /** Create the file when it is not there. */
  readonly create: boolean;
}

const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Refuses what the driver would silently change: text is cut at U+0000, a lone surrogate becomes
 * U+FFFD, NaN becomes NULL, an integer beyond 2^53 cannot be read back. A violation is our bug.
 */
export function checkedBind(value: unknown): Bind {
  if (value === null) return null;
  if (typeof value === 'string') {
    if (value.includes('\0')) throw new RangeError('text with U+0000 cannot be stored');
    if (LONE_SURROGATE.test(value))
      throw new RangeError('text with a lone surrogate cannot be stored');
    return value;
  }
  if (typeof value !== 'number') throw new TypeError(`cannot store a ${typeof value}`);
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be stored`);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    // As an integer it could not be read back exactly; no count or size is that large.
    throw new RangeError(`${value} is beyond the safe integers`);
  }
  return value;
}

const UNREADABLE = 'Use the tool version that wrote it, or restore .assay/assay.db.';
const SQLITE_CODES: Readonly<Record<number, readonly [ErrorCode, string, string]>> = {
  5: ['WORKSPACE_BUSY', 'another process is writing to the ledger', 'Wait for it and run again.'],
  6: ['WORKSPACE_BUSY', 'another process is writing to the ledger', 'Wait for it and run again.'],
  8: ['PERMISSION_DENIED', 'the ledger may not be written', 'Correct the permissions of .assay.'],
  10: ['IO_FAILED', 'the disk failed under the ledger', 'Look at the disk, then run again.'],
  11: ['LEDGER_UNREADABLE', 'the ledger is damaged', UNREADABLE],
  13: ['DISK_FULL', 'no space is left for the ledger', 'Free space and run again.'],
  14: ['PERMISSION_DENIED', 'the ledger cannot be opened', 'Correct the permissions of .assay.'],
  26: ['LEDGER_UNREADABLE', 'the file is not a database', UNREADABLE],
};

/** The primary result code of a database error; undefined for any other error. */
export function sqliteCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  // The driver gives no number for what it finds out only while stepping through rows.
  if (/malformed|not a database/.test(error.message)) return 11;
  if (!('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function translate(error: unknown, path: string): unknown {
  const code = sqliteCode(error);
  const known = code === undefined ? undefined : SQLITE_CODES[code];
  if (!known) return error;
  const [errorCode, message, next] = known;
  const found = error instanceof Error ? error.message : String(error);
  const expected = 'a healthy ledger that this user may use';
  return new AssayError(errorCode, message, {
    place: { file: path },
    found,
    expected,
    next,
    cause: error,
  });
}

/** Opens a database file; throws AssayError LEDGER_UNREADABLE when there is none to be opened. */
export function openSqlite({ path, readOnly, create }: OpenOptions): Sqlite {
  if (!create && !(existsSync(path) && statSync(path).size > 0)) {
    throw new AssayError('LEDGER_UNREADABLE', 'the workspace has no ledger', {
      place: { file: path },
      found: existsSync(path) ? 'an empty file' : 'no file',
      expected: 'the database of this workspace',
      next: 'Restore .assay/assay.db, or integrity-sweep rebuild.',
    });
  }
  try {
    return new OpenDatabase(path, readOnly);
  } catch (error) {
    throw translate(error, path);
  }
}

function connect(path: string | URL, readOnly: boolean): DatabaseSyncInstance {
  return new DatabaseSync(path, { readOnly, timeout: BUSY_MS, defensive: true });
}

/**
 * A reader of a database in WAL mode makes a file beside it, which a folder that it may only read
 * forbids. Without a log of its own the file is a whole, quiet database and can be read as it is.
 */
function openForReading(path: string): DatabaseSyncInstance {
  const database = connect(path, true);
  try {
    database.exec('PRAGMA schema_version');
    return database;
  } catch (error) {
    database.close();
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
    const isForbidden = [SQLITE_READONLY, SQLITE_CANTOPEN].includes(sqliteCode(error) ?? 0);
    if (!isForbidden || (log && log.size > 0)) throw error;
    const url = pathToFileURL(path);
    url.searchParams.set('immutable', '1');
    return connect(url, true);
  }
}

type Statement = ReturnType<DatabaseSyncInstance['prepare']>;

class OpenDatabase implements Sqlite {
  readonly path: string;
  readonly #database: DatabaseSyncInstance;
  readonly #statements = new Map<string, Statement>();

  readonly #readOnly: boolean;

  constructor(path: string, readOnly: boolean) {
    this.path = path;
    this.#readOnly = readOnly;
    this.#database = readOnly ? openForReading(path) : connect(path, false);
    try {
      if (!readOnly) this.#database.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL');
      this.#database.exec(
        'PRAGMA foreign_keys=ON; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF',
      );
    } catch (error) {
      this.#database.close();
      throw error;
    }
  }

  #prepared(sql: string): Statement {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  #guarded<T>(step: () => T): T {
    try {
      return step();
    } catch (error) {
      throw translate(error, this.path);
    }
  }

  run(sql: string, ...binds: readonly Bind[]): number {
    return this.#guarded(() => this.#prepared(sql).run(...binds.map(checkedBind)).changes);
  }

  get(sql: string, ...binds: readonly Bind[]): Row | undefined {
    return this.#guarded(
      () => this.#prepared(sql).get(...binds.map(checkedBind)) as Row | undefined,
    );
  }

  all(sql: string, ...binds: readonly Bind[]): readonly Row[] {
    return this.#guarded(() => this.#prepared(sql).all(...binds.map(checkedBind)) as Row[]);
  }

  *iterate(sql: string, ...binds: readonly Bind[]): Iterable<Row> {
    // A statement of its own: a prepared one may be asked again while these rows are read.
    const rows = this.#guarded(() =>
      this.#database
        .prepare(sql)
        .iterate(...binds.map(checkedBind))
        [Symbol.iterator](),
    );
    for (;;) {
      const next = this.#guarded(() => rows.next());
      if (next.done === true) return;
      yield next.value as Row;
    }
  }

  exec(sql: string): void {
    this.#guarded(() => this.#database.exec(sql));
  }

  transaction<T>(step: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = step();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // A full disk has already rolled back by itself.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    if (!this.#database.isOpen) return;
    this.#statements.clear();
    try {
      // The log is kept while statements are alive; without it the one file is a whole copy.
      if (!this.#readOnly) this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Nothing depends on it: the next opening reads the log.
    }
    this.#database.close();
  }
}
