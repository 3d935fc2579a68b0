import { AssayError } from '@assay/core';
import type { EventOf, EventPlace } from './event-place.js';
import { expectAttempt } from './projection-rows.js';
import type { Row, Sqlite } from './sqlite.js';

/** A directive that is under watch. */
export interface PromotionRecord {
  readonly directive_id: string;
  /** The attempt that was promoted: the live one for as long as the promotion lasts. */
  readonly attempt: number;
  /** RFC 3339. */
  readonly promoted_at: string;
  /** Who promoted it. */
  readonly actor: string;
  readonly reason: string;
}

/** A promotion from its row. */
export function promotionRecord(row: Row): PromotionRecord {
  return {
    directive_id: String(row['directive_id']),
    attempt: Number(row['attempt']),
    promoted_at: String(row['promoted_at']),
    actor: String(row['actor']),
    reason: String(row['reason']),
  };
}

/** The promotion of a directive, if it has one. */
export function promotionOf(database: Sqlite, directiveId: string): PromotionRecord | undefined {
  const row = database.get('SELECT * FROM promotions WHERE directive_id = ?', directiveId);
  return row && promotionRecord(row);
}

/** @throws AssayError DIRECTIVE_PROMOTED: whatever is under watch stays as it is. */
export function assertNotPromoted(database: Sqlite, directiveId: string): void {
  const promotion = promotionOf(database, directiveId);
  if (promotion) throw promotedAlready(promotion);
}

/** The error of whoever wants to change a directive that is under watch. */
export function promotedAlready({ directive_id, promoted_at, actor, reason }: PromotionRecord) {
  return new AssayError('DIRECTIVE_PROMOTED', `${directive_id} is promoted`, {
    found: `promoted at ${promoted_at} by ${actor}: ${reason}`,
    expected: 'a directive that is not under watch',
    next: `Take it off first: run-pipeline demote ${directive_id} --reason "…".`,
  });
}

/** Puts the live attempt under watch. @throws AssayError DIRECTIVE_NOT_COMPLETE, DIRECTIVE_PROMOTED. */
export function promoteDirective(
  database: Sqlite,
  event: EventOf<'DIRECTIVE_PROMOTED'>,
  { at, actor }: EventPlace,
): void {
  const { directive_id, attempt, reason } = event;
  const { state } = expectAttempt(database, event, 'promoted');
  if (state !== 'PORTFOLIO_COMPLETE') {
    throw new AssayError('DIRECTIVE_NOT_COMPLETE', `${directive_id} is not complete`, {
      found: state,
      expected: 'PORTFOLIO_COMPLETE',
    });
  }
  assertNotPromoted(database, directive_id);
  database.run(
    `INSERT INTO promotions (directive_id, attempt, promoted_at, actor, reason)
     VALUES (?, ?, ?, ?, ?)`,
    directive_id,
    attempt,
    at,
    actor,
    reason,
  );
}

/** Ends the watch. @throws AssayError DIRECTIVE_NOT_PROMOTED. */
export function demoteDirective(database: Sqlite, event: EventOf<'DIRECTIVE_DEMOTED'>): void {
  const { directive_id } = event;
  if (promotionOf(database, directive_id)?.attempt !== event.attempt) {
    throw new AssayError('DIRECTIVE_NOT_PROMOTED', `${directive_id} is not promoted`, {
      found: `attempt ${event.attempt} is not under watch`,
      expected: 'a promoted directive',
    });
  }
  database.run('DELETE FROM promotions WHERE directive_id = ?', directive_id);
}
