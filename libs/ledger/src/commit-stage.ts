import { dirname } from 'node:path';
import type { FileStore, WorkspacePaths } from '@assay/workspace';
import type { LedgerEvent } from './ledger-events.js';
import type { ChainHead, Ledger, Publication } from './ledger.js';

export interface StageCommit {
  readonly ledger: Ledger;
  readonly files: FileStore;
  readonly paths: WorkspacePaths;
  readonly events: readonly LedgerEvent[];
  /** Files that lie in `.assay/staging/…` and where they belong; paths relative to the workspace. */
  readonly staged: readonly Publication[];
}

/**
 * Commits a stage. Before the ledger's transaction nothing has happened, after it everything has:
 *
 * 1. the staged files are flushed, folders included, and must have the digests that are to be
 *    recorded;
 * 2. one transaction records events, states, digests and where the files belong;
 * 3. the files are renamed into place; a crash here is rolled forward by `recover`;
 * 4. the renames are noted as done.
 *
 * When step 3 fails (a full disk, a folder in the way) the error is thrown and the files stay
 * staged: the commit holds, and the next `recover` puts them in place.
 */
export function commitStage(commit: StageCommit): ChainHead {
  const { ledger, files, paths, events, staged } = commit;
  assertStaged(commit);
  flushStaging(commit);
  const head = ledger.commit({ events, publications: staged });
  files.publish(
    staged.map(({ staged: from, target }) => ({
      from: paths.at(from).absolute,
      to: paths.at(target).absolute,
    })),
  );
  ledger.confirmInPlace(staged.map(({ target }) => target));
  return head;
}

/** What is about to be recorded must be what lies there; anything else is our own bug. */
function assertStaged({ files, paths, staged }: StageCommit): void {
  for (const { staged: from, sha256, bytes } of staged) {
    const found = files.digest(paths.at(from).absolute);
    if (found.sha256 !== sha256 || found.bytes !== bytes) {
      throw new Error(`${from} is not what was to be committed: ${found.sha256}`);
    }
  }
}

/** Every folder from the files up to `.assay/staging`: a file is durable when its whole path is. */
function flushStaging({ files, paths, staged }: StageCommit): void {
  const folders = new Set<string>();
  for (const { staged: from } of staged) {
    let folder = dirname(paths.at(from).absolute);
    while (!folders.has(folder) && folder.startsWith(paths.assayFolder.absolute)) {
      folders.add(folder);
      folder = dirname(folder);
    }
  }
  files.syncFolders([...folders]);
}
