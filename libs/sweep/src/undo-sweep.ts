import { AssayError, diagnostic, didYouMean, type Diagnostic } from '@assay/core';
import type { FileMove, LedgerEvent, RetiredRow } from '@assay/ledger';
import { commitMoved, type Session } from '@assay/pipeline';
import { knownSweeps, type KnownSweep } from './known-sweeps.js';
import { isRebuilt, rebuildViews, viewsOfRows } from './rebuild-views.js';

/** What an undo brought back. */
export interface UndoneSweep {
  readonly sweep: string;
  /** From quarantine to where it was. */
  readonly restored: readonly FileMove[];
  readonly reinstated: readonly (RetiredRow & { readonly to: 'current' | 'superseded' })[];
}

/**
 * Takes a sweep back: everything that it moved returns, byte for byte, and its rows stand again, by an
 * event of its own. Views that were made in the meantime make way, into the same quarantine.
 * @throws AssayError SWEEP_NOT_FOUND, and UNDO_BLOCKED when a place is taken or a file is missing; then
 *   nothing was changed.
 */
export async function undoSweep(session: Session, name: string): Promise<UndoneSweep> {
  const known = findSweep(session, name);
  const { quarantine } = session.workspace.paths;
  const problems: Diagnostic[] = [];
  const asideMoves: FileMove[] = [];
  const restored: FileMove[] = [];
  for (const { from, to } of [...known.moved].reverse()) {
    if (!isThere(session, to)) {
      problems.push(blocked(from, `nothing at ${to}`, 'what the sweep moved there'));
    } else if (isThere(session, from) && !isRebuilt(from, known.rebuilt)) {
      problems.push(blocked(from, 'something else at this place', 'a free place'));
    } else {
      if (isThere(session, from)) {
        asideMoves.push({ from, to: `${quarantine.relative}/${known.sweep}/.replaced/${from}` });
      }
      restored.push({ from: to, to: from });
    }
  }
  if (problems.length > 0) throw AssayError.of(problems);
  const reinstated = known.retired.map((row) => ({ ...row, to: placeOf(session, row) }));
  const rows = reinstated.map(({ from: _from, to, ...row }): LedgerEvent => ({
    type: 'ROW_REINSTATED',
    ...row,
    to,
    sweep: known.sweep,
  }));
  const undone: LedgerEvent = { type: 'SWEEP_UNDONE', sweep: known.sweep, moved: restored };
  commitMoved(session, [...rows, undone], [...asideMoves, ...restored]);
  // What was brought back into the place of a view stays as it was: the next sweep finds it again.
  if (!restored.some(({ to }) => isRebuilt(to, known.rebuilt))) {
    await rebuildViews(session, viewsOfRows(known.retired));
  }
  return { sweep: known.sweep, restored, reinstated };
}

function findSweep({ ledger }: Session, name: string): KnownSweep {
  const sweeps = knownSweeps(ledger);
  const found = sweeps.find(({ sweep }) => sweep === name);
  if (found?.standing === 'applied') return found;
  const open = sweeps.filter(({ standing }) => standing === 'applied').map(({ sweep }) => sweep);
  const near = didYouMean(name, open);
  throw new AssayError('SWEEP_NOT_FOUND', `there is no sweep ${name} to undo`, {
    found: found ? `${name} is ${found.standing}` : name,
    expected: open.length > 0 ? `one of ${open.join(', ')}` : 'a sweep: none was applied',
    ...(near === undefined ? {} : { next: `Did you mean ${near}?` }),
  });
}

function isThere({ files, workspace }: Session, path: string): boolean {
  return files.exists(workspace.paths.at(path).absolute);
}

function blocked(path: string, found: string, expected: string): Diagnostic {
  return diagnostic('UNDO_BLOCKED', `${path} cannot go back; nothing was changed`, {
    place: { file: path },
    found,
    expected,
  });
}

/** A row goes back to where it was, unless the sheet has a newer one of its name. */
function placeOf({ ledger }: Session, row: RetiredRow): 'current' | 'superseded' {
  if (row.from === 'superseded') return 'superseded';
  const current = ledger.masterRows({ directiveId: row.directive_id });
  return current.some(({ symbol }) => symbol === row.symbol) ? 'superseded' : 'current';
}
