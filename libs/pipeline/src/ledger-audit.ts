import type { FileStore, Workspace } from '@assay/workspace';

/** What the database file looked like when this tool last closed it. */
interface Seen {
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * Whether the ledger's file is as this tool left it: nobody wrote to it, no process was killed. To be
 * asked before the database is opened, which makes a `-wal`. A hint that spares an audit, never evidence.
 */
export function isLedgerAsLeft(files: FileStore, workspace: Workspace): boolean {
  const { database } = workspace.paths;
  // An empty one is what a reader leaves, who may not remove it.
  if ((files.stat(`${database.absolute}-wal`)?.bytes ?? 0) > 0) return false;
  const seen = readMark(files, workspace);
  const now = files.stat(database.absolute);
  return seen?.bytes === now?.bytes && seen?.modifiedMs === now?.modifiedMs;
}

/** Remembers how the database looks, after it was closed. */
export function markAudited(files: FileStore, workspace: Workspace): void {
  const now = files.stat(workspace.paths.database.absolute);
  if (!now) return;
  const text = `${JSON.stringify({ bytes: now.bytes, modifiedMs: now.modifiedMs })}\n`;
  const path = markPath(workspace);
  if (files.exists(path) && files.readText(path) === text) return;
  files.writeAtomic(path, text);
}

function markPath(workspace: Workspace): string {
  return `${workspace.paths.database.absolute}.seen`;
}

function readMark(files: FileStore, workspace: Workspace): Seen | undefined {
  const path = markPath(workspace);
  if (!files.exists(path)) return undefined;
  try {
    return JSON.parse(files.readText(path)) as Seen;
  } catch {
    // Whatever it is, it vouches for nothing: the ledger is audited.
    return undefined;
  }
}
