import type { Clock } from '@assay/core';
import type { Ledger, MasterRow } from '@assay/ledger';
import type { FileKind, FileStore, Workspace } from '@assay/workspace';
import { isAssayError } from '@assay/core';

/** A workspace as it is looked at: ledger and folders, nothing is written. */
export interface SweepWorld {
  readonly workspace: Workspace;
  readonly files: FileStore;
  /** Absent as long as nothing was ever run. */
  readonly ledger: Ledger | undefined;
  readonly clock: Clock;
  /** Somebody else holds the lock: what lies in staging is his. */
  readonly isBusy: boolean;
}

/** What a path is; `unreadable` when the system does not let us look. */
export function kindAt(files: FileStore, path: string): FileKind | 'nothing' | 'unreadable' {
  try {
    return files.stat(path)?.kind ?? 'nothing';
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return 'unreadable';
  }
}

/** The rows of a sheet by the run that they stand for. */
export function rowsByRun(rows: readonly MasterRow[]): ReadonlyMap<string, readonly MasterRow[]> {
  const byRun = new Map<string, MasterRow[]>();
  for (const row of rows) {
    const known = byRun.get(row.run_id);
    if (known) known.push(row);
    else byRun.set(row.run_id, [row]);
  }
  return byRun;
}
