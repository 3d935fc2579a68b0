import type { Clock } from '@assay/core';
import type { Ledger } from '@assay/ledger';
import type { FileKind, FileStore, Workspace } from '@assay/workspace';
import { isAssayError } from '@assay/core';

/** A workspace as it is looked at: ledger and folders, nothing is written. */
export interface SweepWorld {
  readonly workspace: Workspace;
  readonly files: FileStore;
  /** Absent as long as nothing was ever run. */
  readonly ledger: Ledger | undefined;
  readonly clock: Clock;
  /**
   * The database is as a tool of ours left it, by a hint: the links of its log are recomputed, but its
   * tables are not held against a fold of them.
   */
  readonly isAsLeft: boolean;
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
