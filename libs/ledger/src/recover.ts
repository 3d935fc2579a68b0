import { dirname } from 'node:path';
import { diagnostic, type Diagnostic } from '@assay/core';
import type { FileStore, WorkspacePaths } from '@assay/workspace';
import { carryOut, standingOf as moveStanding } from './commit-moves.js';
import type { FileMove } from './ledger-events.js';
import type { Ledger, Publication } from './ledger.js';

export interface Recovery {
  /** Targets that a commit had recorded and that are now in place. */
  readonly rolledForward: readonly string[];
  /** Staging folders that no commit had recorded; gone now. Names, sorted. */
  readonly discarded: readonly string[];
  /** Committed files that are neither staged nor in place (ARTIFACT_MISSING), or are other bytes. */
  readonly problems: readonly Diagnostic[];
}

export interface RecoveryPlace {
  readonly ledger: Ledger;
  readonly files: FileStore;
  readonly paths: WorkspacePaths;
  /** Leave staging that no commit had recorded where it is; discarded unless stated. */
  readonly keepStaging?: boolean;
}

type Standing = 'staged' | 'in-place' | 'lost' | 'altered';

/**
 * Makes the files agree with the ledger after a crash, under the workspace's lock and before
 * anything else: committed files are renamed into place, staging that nobody committed is removed.
 * It may be killed at any point and run again. What cannot be made whole stays recorded and is
 * returned as a problem each time; it concerns its run alone, so it does not stop the others.
 */
export function recover(place: RecoveryPlace): Recovery {
  const { ledger, files, paths } = place;
  const pending = ledger.pendingPublications().map((publication) => ({
    publication,
    standing: standingOf(publication, files, paths),
  }));
  const staged = pending.filter(({ standing }) => standing === 'staged');
  files.publish(
    staged.map(({ publication }) => ({
      from: paths.at(publication.staged).absolute,
      to: paths.at(publication.target).absolute,
    })),
  );
  const whole = pending.filter(({ standing }) => standing === 'staged' || standing === 'in-place');
  flushTargets(
    place,
    whole.map(({ publication }) => publication),
  );
  const problems = pending.flatMap(({ publication, standing }) =>
    standing === 'lost' || standing === 'altered' ? [problemOf(publication, standing)] : [],
  );
  const lost = pending.filter((one) => !whole.includes(one));
  const moved = carryOutMoves(place);
  const kept = new Set(lost.map((one) => one.publication.staged));
  const discarded = place.keepStaging === true ? [] : discardStaging(place, kept);
  emptyTrash(place);
  const rolledForward = [...whole.map(({ publication }) => publication.target), ...moved.settled];
  if (rolledForward.length > 0 || discarded.length > 0) {
    ledger.commit({
      events: [{ type: 'RECOVERED', rolled_forward: rolledForward, discarded }],
      confirmed: rolledForward,
    });
  }
  return { rolledForward, discarded, problems: [...problems, ...moved.problems] };
}

/** Renames that a commit recorded. One whose both places are taken stays recorded and is told. */
function carryOutMoves({ ledger, files, paths }: RecoveryPlace): {
  readonly settled: readonly string[];
  readonly problems: readonly Diagnostic[];
} {
  const settled: string[] = [];
  const problems: Diagnostic[] = [];
  for (const move of ledger.pendingMoves()) {
    const standing = moveStanding(move, files, paths);
    if (standing === 'blocked') {
      problems.push(blockedMove(move));
      continue;
    }
    // One that is done may be so in the page cache alone; a lost one is nobody's any more.
    carryOut(move, files, paths);
    const folders = [move.to, move.from].map((path) => dirname(paths.at(path).absolute));
    files.syncFolders(folders.filter((folder) => files.exists(folder)));
    settled.push(move.to);
  }
  return { settled, problems };
}

function blockedMove({ from, to }: FileMove): Diagnostic {
  return diagnostic('IO_FAILED', 'the place that a file was to be moved to is taken', {
    place: { file: to },
    found: `something at ${from} and at ${to}`,
    expected: `${from} moved to ${to}, as a commit recorded`,
    next: 'Move one of the two away and run the command again.',
  });
}

function has(publication: Publication, path: string, files: FileStore): boolean {
  const found = files.stat(path);
  if (found?.kind !== 'file' || found.bytes !== publication.bytes) return false;
  return files.digest(path).sha256 === publication.sha256;
}

function standingOf(publication: Publication, files: FileStore, paths: WorkspacePaths): Standing {
  const staged = paths.at(publication.staged).absolute;
  const target = paths.at(publication.target).absolute;
  if (has(publication, staged, files)) return 'staged';
  if (has(publication, target, files)) return 'in-place';
  return files.exists(staged) || files.exists(target) ? 'altered' : 'lost';
}

/**
 * A file that is in place may be so in the page cache alone: who renamed it died before the flush.
 * It must be on the device before the publication is forgotten.
 */
function flushTargets({ files, paths }: RecoveryPlace, whole: readonly Publication[]): void {
  const folders = whole.map(({ target }) => dirname(paths.at(target).absolute));
  files.syncFolders(folders);
}

function problemOf(publication: Publication, standing: 'lost' | 'altered'): Diagnostic {
  const { target, staged, sha256 } = publication;
  const missing = standing === 'lost';
  return diagnostic(
    missing ? 'ARTIFACT_MISSING' : 'ARTIFACT_HASH_MISMATCH',
    missing ? 'a committed file is gone' : 'a committed file has other bytes than recorded',
    {
      place: { file: target },
      found: missing
        ? `nothing at ${target} and ${staged}`
        : `other bytes at ${target} or ${staged}`,
      expected: `a file with SHA-256 ${sha256}`,
    },
  );
}

/** What a purge that was killed had recorded as deleted, and not yet deleted. */
function emptyTrash({ files, paths }: RecoveryPlace): void {
  for (const { name } of files.list(paths.trash.absolute)) {
    files.remove(`${paths.trash.absolute}/${name}`);
  }
}

/** Removes every staging folder but those that hold what a problem speaks of. */
function discardStaging({ files, paths }: RecoveryPlace, kept: ReadonlySet<string>): string[] {
  const discarded: string[] = [];
  for (const { name } of files.list(paths.stagingFolder.absolute)) {
    const { absolute, relative } = paths.staging(name);
    if ([...kept].some((path) => path.startsWith(`${relative}/`))) continue;
    const uncommitted = holdsFiles(files, absolute);
    files.remove(absolute);
    if (uncommitted) discarded.push(name);
  }
  return discarded;
}

/** An empty folder is what a finished commit leaves; only files are worth a word. */
function holdsFiles(files: FileStore, path: string): boolean {
  if (files.stat(path)?.kind !== 'folder') return true;
  return files.list(path).some(({ name }) => holdsFiles(files, `${path}/${name}`));
}
