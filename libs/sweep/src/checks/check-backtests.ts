import { listedName } from '@assay/core';
import { isTemporaryName } from '@assay/workspace';
import { finding, type Finding } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import type { LedgerIndex } from './ledger-index.js';

/** A file in `backtests/` that no artifact explains. */
export function strangeFile(path: string, subject: string): Finding {
  const isHalf = isTemporaryName(path.split('/').at(-1) ?? '');
  return finding('leftover', 'LEFTOVER', {
    subject,
    path,
    message: `${path} is no copy of an artifact`,
    found: isHalf ? 'a half-written file' : 'a file that no artifact explains',
    expected: 'copies of artifacts only',
    repairs: [{ do: 'quarantine', path }],
  });
}

const BATCH_SUMMARY = /^batch_summary_.+\.csv$/;

/** Folders in `backtests/` that nobody answers for. */
export function checkZombieFolders(
  { files, workspace }: SweepWorld,
  answered: ReadonlySet<string>,
): readonly Finding[] {
  const { absolute, relative } = workspace.paths.backtests;
  if (kindAt(files, absolute) !== 'folder') return [];
  return files.list(absolute).flatMap(({ name, kind }) => {
    const path = `${relative}/${name}`;
    if (kind === 'file') return isTemporaryName(name) ? [strangeFile(path, '@workspace')] : [];
    // A folder in the place of a view is the view's finding.
    if (answered.has(name) || path === workspace.paths.masterSheet.relative) return [];
    if (BATCH_SUMMARY.test(name)) return [];
    return [
      finding('zombie-folder', 'ZOMBIE_ARTIFACT', {
        subject: name,
        path,
        message: `${path} exists but is unindexed`,
        found: kind === 'folder' ? 'a folder' : `a ${kind}`,
        expected: 'a row of the ledger, or a live attempt, that answers for it',
        repairs: [{ do: 'quarantine', path }],
      }),
    ];
  });
}

/** The names in `backtests/` that a standing row or a live attempt answers for. */
export function answeredNames(
  { rows, runs }: LedgerIndex,
  orphaned: ReadonlySet<number>,
  withdrawn: ReadonlySet<string>,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const row of [...rows.values()].flat()) {
    if (row.status === 'retired' || orphaned.has(row.row)) continue;
    names.add(listedName(row.directive_id, row.symbol));
  }
  for (const run of runs.values()) {
    if (run.isLive && !withdrawn.has(run.run_id))
      names.add(listedName(run.directive_id, run.symbol));
  }
  return names;
}
