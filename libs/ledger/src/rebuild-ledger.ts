import { AssayError, type Clock } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { EMPTY_HEAD } from './event-body.js';
import type { Ledger } from './ledger.js';
import { migrate } from './migrations.js';
import { openSqlite, type Sqlite } from './sqlite.js';
import { appendEvent, SqliteLedger } from './sqlite-ledger.js';
import { followingEvent } from './verify-chain.js';

export interface RebuildOptions {
  /** Where the new database goes; nothing may be there. */
  readonly path: string;
  readonly clock: Clock;
  readonly actor: string;
  /** The events' canonical JSON, oldest first: the lines of `events.ndjson`. */
  readonly bodies: Iterable<string>;
}

/**
 * Makes a ledger anew from its event log, through the same fold that a commit uses, in one
 * transaction. Throws LEDGER_CHAIN_BROKEN with the first line that does not follow from the one
 * before it; the file is then left without events.
 */
export function rebuildLedger({ path, clock, actor, bodies }: RebuildOptions): Ledger {
  const database = openSqlite({ path, readOnly: false, create: true });
  try {
    migrate(database, true);
    database.transaction(() => replay(database, path, bodies));
    return new SqliteLedger(database, clock, actor, false);
  } catch (error) {
    database.close();
    throw error;
  }
}

function replay(database: Sqlite, path: string, bodies: Iterable<string>): void {
  let head = EMPTY_HEAD;
  for (const body of bodies) {
    const seq = head.seq + 1;
    const next = { seq, hash: sha256Hex(body) };
    const event = followingEvent(head, { ...next, body });
    if (typeof event === 'string') {
      throw new AssayError('LEDGER_CHAIN_BROKEN', `event ${seq} was altered`, {
        place: { file: path },
        found: event,
        expected: 'a chain in which every event follows from the one before it',
      });
    }
    appendEvent(database, { ...next, body });
    head = next;
  }
}
