import { commitMoves, commitStage, type FileMove, type LedgerEvent } from '@assay/ledger';
import type { Session } from './session.js';
import type { StagedFile } from './stages/stage.js';

/** Records events without files: one transaction, then the readable log. */
export function commitEvents(session: Session, events: readonly LedgerEvent[]): void {
  session.ledger.commit({ events });
  session.eventsView.grow();
}

/** Records events with the files they speak of: transaction first, then the files move into place. */
export function commitStaged(
  session: Session,
  events: readonly LedgerEvent[],
  files: readonly StagedFile[],
): void {
  commitStage({
    ledger: session.ledger,
    files: session.files,
    paths: session.workspace.paths,
    events,
    staged: files,
  });
  session.eventsView.grow();
}

/** Records events with the renames that they speak of: transaction first, then the renames. */
export function commitMoved(
  session: Session,
  events: readonly LedgerEvent[],
  moves: readonly FileMove[],
): void {
  commitMoves({
    ledger: session.ledger,
    files: session.files,
    paths: session.workspace.paths,
    events,
    moves,
  });
  session.eventsView.grow();
}
