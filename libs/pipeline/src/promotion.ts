import { AssayError, didYouMean } from '@assay/core';
import { promotedAlready, type Ledger, type PromotionRecord } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import { capsuleProblems } from './capsule-problems.js';
import { commitEvents } from './commit.js';
import { activeDirectives } from './inputs/directive-files.js';
import type { Session } from './session.js';
import { refreshDirectiveViews } from './views/directive-views.js';

/** What asking for a directive by its id needs. */
interface Directives {
  readonly files: FileStore;
  readonly workspace: Workspace;
  readonly ledger: Ledger | undefined;
}

/** The error of an id that neither the ledger nor `active/` knows. */
export function directiveNotFound(where: Directives, id: string): AssayError {
  const active = activeDirectives(where.files, where.workspace).map((file) => file.id);
  const known = [...(where.ledger?.directives() ?? []).map((d) => d.directive_id), ...active];
  const near = didYouMean(id, known);
  return new AssayError('DIRECTIVE_NOT_FOUND', `no directive ${id}`, {
    found: [...new Set(known)].join(', ') || 'no directives',
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  });
}

/** The live attempt of a directive, or an error that says what is wrong with its id. */
function attemptOf(session: Session, id: string): number {
  const record = session.ledger.directive(id);
  if (record?.state === 'PORTFOLIO_COMPLETE') return record.attempt;
  const isActive = activeDirectives(session.files, session.workspace).some((one) => one.id === id);
  if (!record && !isActive) throw directiveNotFound(session, id);
  throw new AssayError('DIRECTIVE_NOT_COMPLETE', `${id} is not complete`, {
    found: record?.state ?? 'INITIALIZED',
    expected: 'PORTFOLIO_COMPLETE',
    next: `Run it to its end first: run-pipeline ${id}.`,
  });
}

/** Everything that watching a directive will stand on, as it was sealed. */
function assertWhole(session: Session, id: string): void {
  const rows = session.ledger.masterRows({ directiveId: id });
  if (rows.length === 0) {
    throw new AssayError('DIRECTIVE_NOT_COMPLETE', `${id} was withdrawn from the master sheet`, {
      found: 'no current row',
      expected: 'a directive that the master sheet lists',
    });
  }
  const problems = session.ledger.runs(id).flatMap((run) => capsuleProblems(session, run));
  if (problems.length > 0) throw AssayError.of(problems);
}

/**
 * Puts a complete directive under watch, in one commit. Its capsules are verified first: what is watched
 * is what was sealed.
 * @throws AssayError DIRECTIVE_NOT_FOUND, DIRECTIVE_NOT_COMPLETE, DIRECTIVE_PROMOTED, or every capsule
 *   that is not as it was sealed.
 */
export function promoteDirective(session: Session, id: string, reason: string): PromotionRecord {
  const attempt = attemptOf(session, id);
  const promotion = session.ledger.promotion(id);
  if (promotion) throw promotedAlready(promotion);
  assertWhole(session, id);
  commitEvents(session, [{ type: 'DIRECTIVE_PROMOTED', directive_id: id, attempt, reason }]);
  refreshDirectiveViews(session, id);
  const made = session.ledger.promotion(id);
  if (!made) throw new Error(`the promotion of ${id} left no row`);
  return made;
}

/**
 * Takes a directive off the watch, in one commit.
 * @returns The promotion that ended.
 * @throws AssayError DIRECTIVE_NOT_FOUND, DIRECTIVE_NOT_PROMOTED.
 */
export function demoteDirective(session: Session, id: string, reason: string): PromotionRecord {
  const { ledger } = session;
  const promotion = ledger.promotion(id);
  if (!promotion) {
    if (!ledger.directive(id)) throw directiveNotFound(session, id);
    const promoted = ledger.promotions().map((one) => one.directive_id);
    throw new AssayError('DIRECTIVE_NOT_PROMOTED', `${id} is not promoted`, {
      found: promoted.length === 0 ? 'nothing is promoted' : `promoted: ${promoted.join(', ')}`,
      expected: 'a promoted directive',
    });
  }
  const { attempt } = promotion;
  commitEvents(session, [{ type: 'DIRECTIVE_DEMOTED', directive_id: id, attempt, reason }]);
  refreshDirectiveViews(session, id);
  return promotion;
}

/** @throws AssayError DIRECTIVE_PROMOTED: what is under watch is not taken back. */
export function assertNotPromoted({ ledger }: Pick<Session, 'ledger'>, id: string): void {
  const promotion = ledger.promotion(id);
  if (promotion) throw promotedAlready(promotion);
}
