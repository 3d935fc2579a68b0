import { statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AssayError, type Clock } from '@assay/core';
import type { Ledger } from './ledger.js';
import { checkSchema, migrate } from './migrations.js';
import { openSqlite } from './sqlite.js';
import { SqliteLedger } from './sqlite-ledger.js';
import { verifyLastLink } from './verify-chain.js';

export interface OpenLedgerOptions {
  /** The database file; its folder must exist. */
  readonly path: string;
  readonly clock: Clock;
  /** Who stands in the events: the tool, or a person for a reset. */
  readonly actor: string;
  /** For commands that only look; never waits for the workspace's lock. False unless stated. */
  readonly readOnly?: boolean;
  /**
   * Make the database when there is none; true unless opened for reading. Refused all the same when
   * an `events.ndjson` beside it shows that there was one: a lost ledger is never begun anew.
   */
  readonly create?: boolean;
  /** False to open a ledger whose last link is broken, in order to report on it. */
  readonly checkLastLink?: boolean;
}

function hasEventsView(path: string): boolean {
  const view = statSync(join(dirname(path), 'events.ndjson'), { throwIfNoEntry: false });
  return view !== undefined && view.size > 0;
}

/**
 * Opens the workspace's ledger. Throws AssayError LEDGER_UNREADABLE (no database, damaged, another
 * schema) and LEDGER_CHAIN_BROKEN (the newest event does not follow from the one before it).
 */
export function openLedger(options: OpenLedgerOptions): Ledger {
  const { path, clock, actor, readOnly = false, checkLastLink = true } = options;
  const create = (options.create ?? true) && !readOnly && !hasEventsView(path);
  const database = openSqlite({ path, readOnly, create });
  try {
    if (readOnly) checkSchema(database);
    else migrate(database, create);
    const broken = checkLastLink ? verifyLastLink(database) : undefined;
    if (broken) {
      throw new AssayError('LEDGER_CHAIN_BROKEN', `event ${broken.seq} was altered`, {
        place: { file: path },
        found: broken.problem,
        expected: 'a chain in which every event follows from the one before it',
      });
    }
    return new SqliteLedger(database, clock, actor, readOnly);
  } catch (error) {
    database.close();
    throw error;
  }
}
