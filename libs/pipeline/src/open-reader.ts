import { existsSync } from 'node:fs';
import type { Clock } from '@assay/core';
import { openLedger, type Ledger } from '@assay/ledger';
import { findWorkspace, nodeFileStore, type FileStore, type Workspace } from '@assay/workspace';

/** A workspace opened for reading only: no lock, nothing is written. */
export interface Reader {
  readonly workspace: Workspace;
  readonly files: FileStore;
  /** Absent as long as nothing was ever run here. */
  readonly ledger: Ledger | undefined;
}

/** Opens a workspace for reading, does the work, closes. Readers never wait for a writer. */
export async function withReader<T>(
  request: {
    readonly workspaceFlag: string | undefined;
    readonly cwd: string;
    readonly clock: Clock;
  },
  work: (reader: Reader) => Promise<T> | T,
): Promise<T> {
  const workspace = findWorkspace({ flag: request.workspaceFlag, cwd: request.cwd });
  const path = workspace.paths.database.absolute;
  // A lost database beside its log is an error, not an empty workspace.
  const ledger =
    existsSync(path) || existsSync(workspace.paths.eventsView.absolute)
      ? openLedger({ path, clock: request.clock, actor: 'reader', readOnly: true })
      : undefined;
  try {
    return await work({ workspace, files: nodeFileStore(workspace.root), ledger });
  } finally {
    ledger?.close();
  }
}
