import type { Ledger, Publication } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';

/**
 * Files that a commit recorded and a crash left in staging: the old database knew where they belong,
 * the log knows their digests. What is found so is put in place by the next recovery.
 */
export function publishStrays(
  ledger: Ledger,
  files: FileStore,
  workspace: Workspace,
): readonly Publication[] {
  const staged = new Map<string, string>();
  const { absolute, relative } = workspace.paths.stagingFolder;
  if (files.stat(absolute)?.kind === 'folder') collect(files, absolute, relative, staged);
  if (staged.size === 0) return [];
  const publications: Publication[] = [];
  for (const { path: target, sha256, bytes } of ledger.recordedArtifacts()) {
    if (files.exists(workspace.paths.at(target).absolute)) continue;
    const from = staged.get(sha256);
    if (from === undefined) continue;
    publications.push({ staged: from, target, sha256, bytes });
    // A staged file is renamed, so that it can be put in one place only.
    staged.delete(sha256);
  }
  return publications;
}

function collect(
  files: FileStore,
  absolute: string,
  relative: string,
  staged: Map<string, string>,
): void {
  for (const { name, kind } of files.list(absolute)) {
    const path = `${absolute}/${name}`;
    if (kind === 'folder') collect(files, path, `${relative}/${name}`, staged);
    else if (kind === 'file') staged.set(files.digest(path).sha256, `${relative}/${name}`);
  }
}
