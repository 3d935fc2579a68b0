import { auditLedger, type Ledger } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';

/** What the database file looked like when this tool last closed it. */
interface Seen {
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * Audits the ledger when its file is not as this tool left it: somebody wrote to it, or a process was
 * killed. The look of the file is a hint that spares time, never evidence.
 * @throws AssayError LEDGER_CHAIN_BROKEN.
 */
export function auditIfTouched(files: FileStore, workspace: Workspace, ledger: Ledger): void {
  const { database } = workspace.paths;
  const isClosed = !files.exists(`${database.absolute}-wal`);
  const seen = isClosed ? readMark(files, workspace) : undefined;
  const now = files.stat(database.absolute);
  if (seen && now && seen.bytes === now.bytes && seen.modifiedMs === now.modifiedMs) return;
  auditLedger(ledger, database.absolute);
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
