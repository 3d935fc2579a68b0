import { formatInstant, type Clock } from '@assay/core';
import { applyEvent } from './apply-event.js';
import {
  chainEvent,
  EMPTY_HEAD,
  eventOf,
  parseBody,
  storedEvent,
  type ChainedEvent,
} from './event-body.js';
import { FileMemory } from './file-memory.js';
import { IllegalStep } from './legality.js';
import type { MasterRowValue } from './ledger-events.js';
import {
  artifactRecord,
  directiveRecord,
  masterRow,
  portfolioRow,
  runRecord,
  trialRecord,
} from './ledger-rows.js';
import type {
  ChainHead,
  EventRow,
  Ledger,
  LedgerChange,
  MasterRow,
  PortfolioRow,
  RecordedArtifact,
  StoredTable,
} from './ledger.js';
import type { Bind, Sqlite } from './sqlite.js';
import { TABLES } from './stored-tables.js';
import { promotionOf, promotionRecord, type PromotionRecord } from './promotions.js';
import type { TrialRecord } from './trials.js';
import { verifyLinks } from './verify-chain.js';

const DIRECTIVES = `
  SELECT directive_id, attempt, state, inputs, sources, diagnostics, history, last_updated
  FROM directives JOIN attempts USING (directive_id, attempt)`;

/**
 * Appends an event and applies it, as it was stored: a rebuild from the log cannot come to anything
 * else. Part of the caller's transaction.
 */
export function appendEvent(database: Sqlite, { seq, hash, body }: ChainedEvent): void {
  database.run('INSERT INTO events (seq, hash, body) VALUES (?, ?, ?)', seq, hash, body);
  const stored = parseBody(body);
  applyEvent(database, eventOf(stored), { seq, at: stored.at, actor: stored.actor });
}

/** The ledger over an open database. */
export class SqliteLedger implements Ledger {
  readonly #database: Sqlite;
  readonly #clock: Clock;
  readonly #actor: string;
  readonly #readOnly: boolean;
  readonly #files: FileMemory;

  constructor(database: Sqlite, clock: Clock, actor: string, readOnly: boolean) {
    this.#database = database;
    this.#clock = clock;
    this.#actor = actor;
    this.#readOnly = readOnly;
    this.#files = new FileMemory(database);
  }

  head(): ChainHead {
    const row = this.#database.get('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1');
    return row ? { seq: Number(row['seq']), hash: String(row['hash']) } : EMPTY_HEAD;
  }

  hashAt(seq: number) {
    const row = this.#database.get('SELECT hash FROM events WHERE seq = ?', seq);
    return row && String(row['hash']);
  }

  directives() {
    return this.#database.all(`${DIRECTIVES} ORDER BY directive_id`).map(directiveRecord);
  }

  directive(directiveId: string) {
    const row = this.#database.get(`${DIRECTIVES} WHERE directive_id = ?`, directiveId);
    return row && directiveRecord(row);
  }

  runs(directiveId: string) {
    return this.#database
      .all('SELECT * FROM runs WHERE directive_id = ? AND live = 1 ORDER BY position', directiveId)
      .map(runRecord);
  }

  runHistory(runId: string) {
    return this.#database
      .all('SELECT * FROM runs WHERE run_id = ? ORDER BY id', runId)
      .map(runRecord);
  }

  runKey(runId: string) {
    const row = this.#database.get('SELECT run_key FROM runs WHERE run_id = ? LIMIT 1', runId);
    return row && String(row['run_key']);
  }

  artifacts(runId: string, attempt?: number) {
    return this.#database
      .all(
        `SELECT path, bytes, sha256 FROM artifacts
         WHERE run_id = ? AND (? IS NULL OR attempt = ?) ORDER BY path`,
        runId,
        attempt ?? null,
        attempt ?? null,
      )
      .map(artifactRecord);
  }

  recordedArtifacts() {
    const sql = 'SELECT path, bytes, sha256, seq FROM artifacts ORDER BY path';
    return this.#database.iterate(sql) as Iterable<unknown> as Iterable<RecordedArtifact>;
  }

  portfolioArtifacts(directiveId: string) {
    return this.#database
      .all(
        `SELECT path, bytes, sha256 FROM artifacts
         WHERE directive_id = ? AND run_id IS NULL ORDER BY path`,
        directiveId,
      )
      .map(artifactRecord);
  }

  masterRows(filter: Parameters<Ledger['masterRows']>[0] = {}): readonly MasterRow[] {
    return this.#rows('master_rows', 'row', filter).map(masterRow);
  }

  portfolioRows(filter: Parameters<Ledger['portfolioRows']>[0] = {}): readonly PortfolioRow[] {
    return this.#rows('portfolio_rows', 'id', filter).map(portfolioRow);
  }

  #rows(
    table: 'master_rows' | 'portfolio_rows',
    order: 'row' | 'id',
    { status = 'current', directiveId }: { status?: string; directiveId?: string },
  ) {
    const binds: Bind[] = [];
    const where: string[] = [];
    if (status !== 'all') {
      where.push('status = ?');
      binds.push(status);
    }
    if (directiveId !== undefined) {
      where.push('directive_id = ?');
      binds.push(directiveId);
    }
    const condition = where.length > 0 ? `WHERE ${where.join(' AND ')}` : '';
    return this.#database.all(`SELECT * FROM ${table} ${condition} ORDER BY ${order}`, ...binds);
  }

  trials(family?: string): readonly TrialRecord[] {
    const sql = TABLES.trials.replace('ORDER', 'WHERE ?1 IS NULL OR family = ?1 ORDER');
    return this.#database.all(sql, family ?? null).map(trialRecord);
  }

  promotions(): readonly PromotionRecord[] {
    return this.#database.all(TABLES.promotions).map(promotionRecord);
  }

  promotion(directiveId: string) {
    return promotionOf(this.#database, directiveId);
  }

  events(filter: Parameters<Ledger['events']>[0] = {}) {
    const { afterSeq = 0, subject, limit = Number.MAX_SAFE_INTEGER } = filter;
    const of = subject === undefined ? '' : 'AND subject = ?';
    const binds: Bind[] = subject === undefined ? [afterSeq, limit] : [afterSeq, subject, limit];
    const sql = `SELECT hash, body FROM events WHERE seq > ? ${of} ORDER BY seq LIMIT ?`;
    return this.#database.all(sql, ...binds).map(storedEvent);
  }

  eventRows(): Iterable<EventRow> {
    const rows = this.#database.iterate('SELECT seq, hash, body FROM events ORDER BY seq');
    return rows as Iterable<unknown> as Iterable<EventRow>;
  }

  *eventsOf(subject: string) {
    const sql = 'SELECT hash, body FROM events WHERE subject = ? ORDER BY seq';
    for (const row of this.#database.iterate(sql, subject)) yield storedEvent(row);
  }

  *eventBodies() {
    for (const { body } of this.eventRows()) yield body;
  }

  commit(change: LedgerChange): ChainHead {
    this.#assertWritable();
    try {
      return this.#database.transaction(() => this.#apply(change));
    } catch (error) {
      // The refused change left nothing; that somebody asked for it is recorded all the same.
      if (error instanceof IllegalStep) {
        this.#database.transaction(() => this.#apply({ events: [error.attempt] }));
      }
      throw error;
    }
  }

  #apply({ events, publications = [], moves = [], confirmed = [] }: LedgerChange): ChainHead {
    const stamp = { at: formatInstant(this.#clock.now()), actor: this.#actor };
    let head = this.head();
    for (const event of events) {
      const chained = chainEvent(event, stamp, head);
      appendEvent(this.#database, chained);
      head = { seq: chained.seq, hash: chained.hash };
    }
    this.#files.promise(publications, moves);
    this.#files.forget(confirmed);
    return head;
  }

  pendingPublications() {
    return this.#files.pendingPublications();
  }

  pendingMoves() {
    return this.#files.pendingMoves();
  }

  confirmInPlace(targets: readonly string[]): void {
    this.#assertWritable();
    this.#files.confirmInPlace(targets);
  }

  view(path: string) {
    return this.#files.view(path);
  }

  recordView(path: string, sha256: string, stale: boolean): void {
    this.#assertWritable();
    this.#files.recordView(path, sha256, stale);
  }

  staleViews() {
    return this.#files.staleViews();
  }

  tableRows(table: StoredTable) {
    const rows = this.#database.iterate(TABLES[table]);
    return rows as Iterable<Readonly<Record<string, MasterRowValue>>>;
  }

  verifyChain() {
    return verifyLinks(this.eventRows());
  }

  close(): void {
    this.#database.close();
  }

  #assertWritable(): void {
    if (this.#readOnly) throw new Error('this ledger was opened for reading');
  }
}
