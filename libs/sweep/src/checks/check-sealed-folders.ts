import { relative, sep } from 'node:path';
import { isAssayError, type Diagnostic } from '@assay/core';
import { verifyCapsule, verifySealedFolder } from '@assay/evidence';
import type { Publication } from '@assay/ledger';
import { finding, type Finding, type FoundFile } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import { checkPinnedHead } from './check-pinned-heads.js';
import type { ArtifactGroup, KnownRow, LedgerIndex } from './ledger-index.js';

/** What a sealed folder came to. `gone`: there is no folder. */
export interface SealedResult {
  readonly standing: 'whole' | 'altered' | 'gone' | 'unreadable';
  readonly findings: readonly Finding[];
}

/**
 * Hashes every recorded file of a capsule or portfolio anew. Altered evidence is one finding with all
 * its paths; files that a commit has recorded and recovery will put in place are not missed.
 */
export function checkSealedFolder(
  world: SweepWorld,
  index: LedgerIndex,
  group: ArtifactGroup,
  pending: readonly Publication[],
): SealedResult {
  const folder = `${group.kind}/${group.name}`;
  const absolute = world.workspace.paths.at(folder).absolute;
  const kind = kindAt(world.files, absolute);
  if (kind === 'nothing') return { standing: 'gone', findings: goneFindings(index, group, folder) };
  const awaited = new Set(pending.map(({ target }) => target));
  let problems: readonly Diagnostic[];
  try {
    problems = verifyGroup(world, index, group, absolute, awaited);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    return {
      standing: 'unreadable',
      findings: [unreadable(world, group, folder, error.diagnostic)],
    };
  }
  if (problems.length === 0) {
    return { standing: 'whole', findings: checkPinnedHead(world, index, group) };
  }
  const found = problems.map((problem) => foundFile(world, problem, folder));
  return { standing: 'altered', findings: [altered(group.name, folder, found)] };
}

function verifyGroup(
  { files, isAsLeft }: SweepWorld,
  index: LedgerIndex,
  { kind, name, artifacts }: ArtifactGroup,
  folder: string,
  awaited: ReadonlySet<string>,
): readonly Diagnostic[] {
  const prefix = `${kind}/${name}/`;
  const expected = artifacts
    .filter((artifact) => !awaited.has(artifact.path))
    .map((artifact) => ({ ...artifact, path: artifact.path.slice(prefix.length) }));
  const isSettled = expected.length === artifacts.length;
  // A manifest can only be held against the record when the record is all in place. Its bytes are those
  // that were recorded with that very record: only tables that somebody edited can make them differ.
  const isSealed = isSettled && !isAsLeft && expected.some(({ path }) => path === 'manifest.json');
  if (kind === 'runs') {
    const run_key = index.runs.get(name)?.run_key ?? '';
    return verifyCapsule({
      files,
      capsule: folder,
      runId: name,
      runKey: run_key,
      expected,
      isSealed,
    });
  }
  return isSettled ? verifySealedFolder({ files, folder, directiveId: name, expected }) : [];
}

/** Why a sweep retires rows. */
export const ARTIFACTS_GONE = 'artifacts gone';

/** A capsule that is gone orphans its rows; without a row it is lost evidence of a run on its way. */
function goneFindings(
  index: LedgerIndex,
  { kind, name, artifacts }: ArtifactGroup,
  folder: string,
): readonly Finding[] {
  const lost = {
    path: folder,
    found: 'no folder',
    expected: `a folder of ${artifacts.length} files`,
  };
  if (kind === 'portfolios') {
    return [
      finding('altered-evidence', 'ARTIFACT_MISSING', {
        ...lost,
        subject: name,
        message: `the sealed portfolio of ${name} is gone`,
      }),
    ];
  }
  const rows = index.rows.get(name) ?? [];
  const standing = rows.filter(isStanding);
  if (standing.length > 0) return standing.map((row) => orphanedRow(row, folder));
  const run = index.runs.get(name);
  // That it is gone is on record, or the run is no longer anybody's: the directive was reset.
  if (rows.some(({ reason }) => reason === ARTIFACTS_GONE) || !run?.isLive) return [];
  return [
    finding('altered-evidence', 'ARTIFACT_MISSING', {
      ...lost,
      subject: name,
      message: `the capsule of ${run.directive_id} on ${run.symbol}, at ${run.state}, is gone`,
    }),
  ];
}

type StandingRow = KnownRow & { readonly status: 'current' | 'superseded' };

function isStanding(row: KnownRow): row is StandingRow {
  return row.status !== 'retired';
}

function orphanedRow(row: StandingRow, folder: string): Finding {
  const { directive_id, symbol, run_id, status } = row;
  return finding('orphaned-row', 'ORPHANED_ROW', {
    subject: run_id,
    path: folder,
    message: `row ${row.row} (${directive_id} on ${symbol}, ${status}) has no capsule`,
    found: 'no folder',
    expected: `the capsule of run ${run_id}`,
    repairs: [
      { do: 'retire', row: { directive_id, symbol, run_id, row: row.row, from: status } },
      { do: 'rebuild', view: 'directive', directive_id },
      { do: 'rebuild', view: 'sheet' },
    ],
  });
}

function altered(subject: string, folder: string, files: readonly FoundFile[]): Finding {
  const [first] = files;
  const several = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return finding('altered-evidence', first?.code ?? 'ARTIFACT_HASH_MISMATCH', {
    subject,
    path: first?.path ?? folder,
    message: `${first?.path ?? folder}${several} is not as it was committed`,
    found: first?.found ?? '',
    expected: first?.expected ?? '',
    files,
  });
}

function foundFile(world: SweepWorld, problem: Diagnostic, folder: string): FoundFile {
  return {
    code: problem.code,
    path: problem.place ? relativePath(world, problem.place.file) : folder,
    found: problem.found ?? '',
    expected: problem.expected ?? '',
  };
}

function unreadable(
  world: SweepWorld,
  group: ArtifactGroup,
  folder: string,
  problem: Diagnostic,
): Finding {
  return finding('unreadable', problem.code, {
    subject: group.name,
    path: problem.place ? relativePath(world, problem.place.file) : folder,
    message: `${folder} cannot be read: ${problem.message}`,
    found: problem.found ?? 'no access',
    expected: 'files that can be read',
  });
}

function relativePath({ workspace }: SweepWorld, file: string): string {
  return relative(workspace.root, file).split(sep).join('/');
}
