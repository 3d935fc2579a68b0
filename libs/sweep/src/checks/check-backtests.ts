import { isAssayError, listedName } from '@assay/core';
import { shownCopies } from '@assay/pipeline';
import { isTemporaryName, type FileDigest, type FileStore } from '@assay/workspace';
import { finding, type Finding, type FoundFile, type Repair } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import type { ArtifactGroup, KnownRun, LedgerIndex } from './ledger-index.js';

/**
 * Compares what `backtests/` shows of a run with its artifacts: copies that are lost, edited, or of
 * another run, and files that no artifact explains.
 */
export function checkCopies(
  world: SweepWorld,
  run: KnownRun,
  { artifacts }: ArtifactGroup,
  isCapsuleWhole: boolean,
): readonly Finding[] {
  const { files, workspace } = world;
  const folder = workspace.paths.backtestsFolder(run.directive_id, run.symbol);
  const name = listedName(run.directive_id, run.symbol);
  const shown = {
    do: 'rebuild',
    view: 'copies',
    directive_id: run.directive_id,
    symbol: run.symbol,
  } as const;
  // From a capsule that is not whole nothing is shown again.
  const rebuild: readonly Repair[] = isCapsuleWhole ? [shown] : [];
  const about = { subject: name, path: folder.relative };
  const kind = kindAt(files, folder.absolute);
  if (kind !== 'folder') {
    const isGone = kind === 'nothing';
    return [
      finding('stale-view', 'VIEW_STALE', {
        ...about,
        message: `${folder.relative} is not shown`,
        found: isGone ? 'no folder' : `a ${kind}`,
        expected: `copies of the artifacts of run ${run.run_id}`,
        repairs: isGone ? rebuild : [{ do: 'quarantine', path: folder.relative }, ...rebuild],
      }),
    ];
  }
  const claimed = claimedRun(files, `${folder.absolute}/metadata/run_metadata.json`);
  if (claimed !== undefined && claimed !== run.run_id) {
    return [
      finding('identity-mismatch', 'IDENTITY_MISMATCH', {
        ...about,
        message: `${folder.relative} says that it shows another run`,
        found: `run ${claimed}`,
        expected: `run ${run.run_id}, as the ledger says`,
        repairs: isCapsuleWhole ? [{ do: 'quarantine', path: folder.relative }, shown] : [],
      }),
    ];
  }
  const copies = shownCopies(workspace, run, artifacts);
  const edited: FoundFile[] = [];
  const lost: FoundFile[] = [];
  for (const { artifact, path } of copies) {
    const there = digestAt(files, workspace.paths.at(path).absolute);
    if (typeof there === 'object' && there.sha256 === artifact.sha256) continue;
    const expected = `${artifact.bytes} bytes with SHA-256 ${artifact.sha256}`;
    if (there === 'nothing') {
      lost.push({ code: 'VIEW_STALE', path, found: 'no such file', expected });
      continue;
    }
    edited.push({ code: 'COPY_ALTERED', path, found: foundText(there), expected });
  }
  const known = new Set(copies.map(({ path }) => path));
  const strange = filesBelow(files, folder.absolute, folder.relative).filter(
    (path) => !known.has(path),
  );
  return [
    ...several('edited-copy', edited, about, 'is not what the capsule holds', [
      ...edited.map(({ path }) => ({ do: 'quarantine' as const, path })),
      ...rebuild,
    ]),
    ...several('stale-view', lost, about, 'is no longer shown', rebuild),
    ...strange.map((path) => strangeFile(path, name)),
  ];
}

function several(
  kind: 'edited-copy' | 'stale-view',
  files: readonly FoundFile[],
  about: Pick<Finding, 'subject' | 'path'>,
  what: string,
  repairs: readonly Repair[],
): readonly Finding[] {
  const [first] = files;
  if (!first) return [];
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return [
    finding(kind, first.code, {
      subject: about.subject,
      path: first.path,
      message: `${first.path}${more} ${what}`,
      found: first.found,
      expected: first.expected,
      files,
      repairs,
    }),
  ];
}

function strangeFile(path: string, subject: string): Finding {
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

/** The run that a folder's metadata speaks of; undefined when there is no such text. */
function claimedRun(files: FileStore, path: string): string | undefined {
  if (kindAt(files, path) !== 'file') return undefined;
  try {
    const metadata = JSON.parse(files.readText(path)) as { readonly run_id?: unknown } | null;
    return typeof metadata?.run_id === 'string' ? metadata.run_id : undefined;
  } catch (error) {
    // Not JSON any more: it differs from the artifact and is found as an edited copy.
    if (error instanceof SyntaxError || isAssayError(error)) return undefined;
    throw error;
  }
}

/** What lies at a path; the system's words when it does not let us look. */
function digestAt(files: FileStore, path: string): FileDigest | string {
  try {
    return files.digestHere(path);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return error.message;
  }
}

function foundText(there: FileDigest | string): string {
  return typeof there === 'string' ? there : `${there.bytes} bytes with SHA-256 ${there.sha256}`;
}

/** Every file and link below a folder, as paths below the workspace; links are not followed. */
function filesBelow(files: FileStore, absolute: string, relative: string): readonly string[] {
  return files
    .list(absolute)
    .flatMap(({ name, kind }) =>
      kind === 'folder'
        ? filesBelow(files, `${absolute}/${name}`, `${relative}/${name}`)
        : [`${relative}/${name}`],
    );
}
