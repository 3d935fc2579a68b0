import { MS_PER_DAY, parseStamp } from '@assay/core';
import { isTemporaryName } from '@assay/workspace';
import { finding, type Finding } from '../finding.js';
import { kindAt, type SweepWorld } from '../sweep-world.js';
import { checkUnknownCapsule } from './check-pinned-heads.js';
import type { LedgerIndex } from './ledger-index.js';

/** State files that a reset put aside are kept this long. */
const BACKUP_DAYS_MAX = 90;
const RUN_ID = /^[0-9a-f]{16}$/;
const BACKUP = /^(?:run_state\.json|directive_state\.json|events\.ndjson)\.bak\.(\d{8}T\d{9}Z)$/;

/** Entries of `runs/` that the ledger does not know, and what is left in those that it knows. */
export function checkRunFolders(world: SweepWorld, index: LedgerIndex): readonly Finding[] {
  const { files, workspace } = world;
  const { absolute, relative } = workspace.paths.runs;
  if (kindAt(files, absolute) !== 'folder') return [];
  return files.list(absolute).flatMap(({ name, kind }) => {
    const path = `${relative}/${name}`;
    if (RUN_ID.test(name) && !index.runs.has(name)) {
      const unknown = checkUnknownCapsule(world, name);
      return unknown.length > 0 ? unknown : [zombieRun(name, path, kind)];
    }
    return kind === 'folder' ? leftoversIn(world, path, name) : [];
  });
}

function zombieRun(name: string, path: string, kind: string): Finding {
  return finding('zombie-run', 'ZOMBIE_RUN', {
    subject: name,
    path,
    message: `the ledger knows no run ${name}`,
    found: `a ${kind}`,
    expected: 'capsules of runs that were bound',
    repairs: [{ do: 'quarantine', path }],
  });
}

/** Half-written files of processes that died, and state files that were put aside long ago. */
function leftoversIn(world: SweepWorld, path: string, subject: string): readonly Finding[] {
  const { files, workspace, clock, isBusy } = world;
  const folder = workspace.paths.at(path).absolute;
  if (kindAt(files, folder) !== 'folder') return [];
  return files.list(folder).flatMap(({ name, kind }) => {
    if (kind !== 'file') return [];
    if (!isBusy && isTemporaryName(name)) {
      return [leftover(`${path}/${name}`, subject, 'a half-written file')];
    }
    const stamp = BACKUP.exec(name)?.[1];
    const at = stamp === undefined ? undefined : parseStamp(stamp);
    if (at === undefined || clock.now() - at <= BACKUP_DAYS_MAX * MS_PER_DAY) return [];
    return [
      leftover(`${path}/${name}`, subject, `a state put aside over ${BACKUP_DAYS_MAX} days ago`),
    ];
  });
}

/** Work that nobody committed: staging that no publication waits for, when nobody is at work. */
export function checkStaging(world: SweepWorld): readonly Finding[] {
  const { files, workspace, ledger, isBusy } = world;
  const { absolute, relative } = workspace.paths.stagingFolder;
  if (isBusy || kindAt(files, absolute) !== 'folder') return [];
  const awaited = (ledger?.pendingPublications() ?? []).map(({ staged }) => staged);
  return files.list(absolute).flatMap(({ name }) => {
    const path = `${relative}/${name}`;
    const isAwaited = awaited.some((staged) => staged.startsWith(`${path}/`));
    if (isAwaited || !holdsFiles(world, path)) return [];
    return [leftover(path, '@workspace', 'staged files that no commit speaks of')];
  });
}

/** Half-written files wherever tools write: beside the database, reports, directives and strategies. */
export function checkOwnFolders(world: SweepWorld): readonly Finding[] {
  const { files, workspace } = world;
  const { paths } = workspace;
  const { strategies } = paths;
  const own =
    kindAt(files, strategies.absolute) === 'folder' ? files.list(strategies.absolute) : [];
  return [
    ...[paths.assayFolder, paths.logs, paths.activeDirectives, paths.completedDirectives],
    ...own.map(({ name }) => paths.at(`${strategies.relative}/${name}`)),
  ].flatMap(({ relative }) => leftoversIn(world, relative, '@workspace'));
}

function holdsFiles({ files, workspace }: SweepWorld, path: string): boolean {
  const folder = workspace.paths.at(path).absolute;
  if (kindAt(files, folder) !== 'folder') return true;
  const entries = files.list(folder);
  return entries.some(({ name }) =>
    holdsFiles({ files, workspace } as SweepWorld, `${path}/${name}`),
  );
}

function leftover(path: string, subject: string, found: string): Finding {
  return finding('leftover', 'LEFTOVER', {
    subject,
    path,
    message: `${path} is left over`,
    found,
    expected: 'nothing',
    repairs: [{ do: 'quarantine', path }],
  });
}
