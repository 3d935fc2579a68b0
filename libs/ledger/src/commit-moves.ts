import { join } from 'node:path';
import type { FileStore, WorkspacePaths } from '@assay/workspace';
import type { FileMove, LedgerEvent } from './ledger-events.js';
import type { ChainHead, Ledger } from './ledger.js';

export interface MovesCommit {
  readonly ledger: Ledger;
  readonly files: FileStore;
  readonly paths: WorkspacePaths;
  readonly events: readonly LedgerEvent[];
  /** In the order in which they are carried out. */
  readonly moves: readonly FileMove[];
}

/**
 * Commits events together with renames of files or whole folders. Before the ledger's transaction
 * nothing has happened, after it everything has: a crash among the renames is rolled forward by
 * `recover`, and so is a rename that the disk refuses (then the error is thrown).
 */
export function commitMoves({ ledger, files, paths, events, moves }: MovesCommit): ChainHead {
  const head = ledger.commit({ events, moves });
  for (const move of moves) carryOut(move, files, paths);
  ledger.confirmInPlace(moves.map(({ to }) => to));
  return head;
}

/**
 * How a rename stands. `lost`: nothing is at either place. `doubled`: the same is at both, as a power
 * cut between two folders' flushes may leave it on a disk without a journal; it counts as done, for
 * whoever removed one of the two might remove both. `blocked`: something else is at the new place.
 */
export type MoveStanding = 'waiting' | 'done' | 'lost' | 'doubled' | 'blocked';

/** Where the two places of a move stand now. */
export function standingOf(move: FileMove, files: FileStore, paths: WorkspacePaths): MoveStanding {
  const [here, there] = [paths.at(move.from).absolute, paths.at(move.to).absolute];
  if (!files.exists(here)) return files.exists(there) ? 'done' : 'lost';
  if (!files.exists(there)) return 'waiting';
  return isSame(here, there, files) ? 'doubled' : 'blocked';
}

/** Renames, unless that is done. A place that is taken by something else is IO_FAILED. */
export function carryOut(move: FileMove, files: FileStore, paths: WorkspacePaths): void {
  const standing = standingOf(move, files, paths);
  if (standing !== 'waiting' && standing !== 'blocked') return;
  files.moveAside(paths.at(move.from).absolute, paths.at(move.to).absolute);
}

/** The same files with the same bytes, all the way down. */
function isSame(a: string, b: string, files: FileStore): boolean {
  const [one, other] = [files.stat(a)?.kind, files.stat(b)?.kind];
  if (one !== other) return false;
  if (one === 'file') return files.digest(a).sha256 === files.digest(b).sha256;
  if (one !== 'folder') return false;
  const names = files.list(a).map(({ name }) => name);
  const others = files.list(b).map(({ name }) => name);
  return (
    names.join('/') === others.join('/') &&
    names.every((name) => isSame(join(a, name), join(b, name), files))
  );
}
