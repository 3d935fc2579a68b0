import type { EventPlace } from './event-place.js';
import type { LedgerEvent } from './ledger-events.js';
import { applyReset } from './apply-reset.js';
import {
  admitDirective,
  advanceDirectiveRow,
  bindInputs,
  failDirective,
  rebindInputs,
  sealPortfolio,
} from './apply-directive.js';
import { advanceRunRow, failRun } from './apply-run.js';
import { demoteDirective, promoteDirective } from './promotions.js';
import { reinstateRow, retireRow } from './apply-sweep.js';
import type { Sqlite } from './sqlite.js';

/**
 * The fold: applies one event to the projections. Commit and rebuild both come through here, so
 * what the database says is always what its events say. Throws AssayError ILLEGAL_TRANSITION (and
 * RUN_ID_COLLISION, INDEX_CONFLICT, PORTFOLIO_ROW_CONFLICT, DIRECTIVE_PROMOTED and its like) for an event that must not be recorded.
 */
export function applyEvent(database: Sqlite, event: LedgerEvent, place: EventPlace): void {
  switch (event.type) {
    case 'DIRECTIVE_ADMITTED':
      return admitDirective(database, event, place);
    case 'INPUTS_BOUND':
      return bindInputs(database, event, place);
    case 'INPUTS_REBOUND':
      return rebindInputs(database, event, place);
    case 'DIRECTIVE_ADVANCED':
      return advanceDirectiveRow(database, event, place);
    case 'DIRECTIVE_FAILED':
      return failDirective(database, event, place);
    case 'RUN_ADVANCED':
      return advanceRunRow(database, event, place);
    case 'RUN_FAILED':
      return failRun(database, event, place);
    case 'PORTFOLIO_SEALED':
      return sealPortfolio(database, event, place);
    case 'DIRECTIVE_RESET':
      return applyReset(database, event, place);
    case 'DIRECTIVE_PROMOTED':
      return promoteDirective(database, event, place);
    case 'DIRECTIVE_DEMOTED':
      return demoteDirective(database, event);
    case 'ROW_RETIRED':
      return retireRow(database, event);
    case 'ROW_REINSTATED':
      return reinstateRow(database, event);
    // Records of what was seen; they change nothing.
    case 'DIRECTIVE_BLOCKED':
    case 'ILLEGAL_TRANSITION_ATTEMPT':
    case 'STATE_VERIFIED_AHEAD':
    case 'LOCK_TAKEN_OVER':
    case 'SWEEP_APPLIED':
    case 'SWEEP_UNDONE':
    case 'QUARANTINE_PURGED':
    case 'LEDGER_REBUILT':
    case 'RECOVERED':
      return;
  }
}
