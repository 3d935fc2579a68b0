import type { LedgerEvent } from '@assay/ledger';
import { commitMoved, type Session } from '@assay/pipeline';
import type { FileStore } from '@assay/workspace';
import { sweepInstant } from './sweep-id.js';

/** A folder of quarantine that is old enough. */
export interface PurgeCandidate {
  readonly sweep: string;
  readonly files: number;
  readonly bytes: number;
}

/** The sweeps in quarantine that are older than so many milliseconds, oldest first. */
export function planPurge(
  { files, workspace, clock }: Pick<Session, 'files' | 'workspace' | 'clock'>,
  olderThanMs: number,
): readonly PurgeCandidate[] {
  const folder = workspace.paths.quarantine.absolute;
  if (files.stat(folder)?.kind !== 'folder') return [];
  return files.list(folder).flatMap(({ name, kind }) => {
    const at = sweepInstant(name);
    if (kind !== 'folder' || at === undefined || clock.now() - at < olderThanMs) return [];
    return [{ sweep: name, ...sizeOf(files, `${folder}/${name}`) }];
  });
}

/**
 * Deletes quarantined files for good: the only command that does. The event comes first; what is
 * deleted has by then moved to the trash, which every later command empties: a crash leaves nothing
 * half deleted in quarantine.
 */
export function purgeQuarantine(session: Session, sweeps: readonly PurgeCandidate[]): void {
  const { files, workspace } = session;
  const { quarantine, trash } = workspace.paths;
  if (sweeps.length === 0) return;
  const event: LedgerEvent = {
    type: 'QUARANTINE_PURGED',
    sweeps: sweeps.map(({ sweep }) => sweep),
  };
  const moves = sweeps.map(({ sweep }) => ({
    from: `${quarantine.relative}/${sweep}`,
    to: `${trash.relative}/${sweep}`,
  }));
  commitMoved(session, [event], moves);
  for (const { to } of moves) files.remove(workspace.paths.at(to).absolute);
}

function sizeOf(
  files: FileStore,
  path: string,
): { readonly files: number; readonly bytes: number } {
  const there = files.stat(path);
  if (there?.kind !== 'folder') return { files: 1, bytes: there?.bytes ?? 0 };
  return files
    .list(path)
    .map(({ name }) => sizeOf(files, `${path}/${name}`))
    .reduce((sum, one) => ({ files: sum.files + one.files, bytes: sum.bytes + one.bytes }), {
      files: 0,
      bytes: 0,
    });
}
