import { chownSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { fileInstead, linkOutside, readOnlyFolder } from './breaking.js';
import type { ExpectedEnding, Fault, FaultPlace, Repair } from './fault.js';

/** Kilobytes that are left at the start: enough for a beginning, for half of it, for nearly all of it. */
const LEFT_KILOBYTES = [24, 120, 400, 900, 1500] as const;
/** Kilobytes that no file may exceed. */
const FILE_KILOBYTES = [4, 32, 100] as const;

/** Fills a disk but for a rest. */
function fillDisk(kilobytes: number): (place: FaultPlace) => Repair {
  return ({ at }) => {
    const { bavail, bsize } = statfsSync(at('.'));
    const ballast = at('ballast');
    writeFileSync(ballast, new Uint8Array(Math.max(0, bavail * bsize - kilobytes * 1024)));
    return () => rmSync(ballast);
  };
}

const FULL: readonly ExpectedEnding[] = [
  { exit: 1, codes: ['DISK_FULL'] },
  // What is left is enough for all evidence, but not for the views of it.
  { exit: 0, codes: ['VIEW_STALE'] },
];

const FULL_DISKS = LEFT_KILOBYTES.map((kilobytes): Fault => ({
  name: `full-disk-${kilobytes}k`,
  what: `a disk with ${kilobytes} kB left`,
  template: 'fresh',
  diskMegabytes: 6,
  damage: fillDisk(kilobytes),
  expected: FULL,
}));

const FILE_LIMITS = FILE_KILOBYTES.map((kilobytes): Fault => ({
  name: `file-limit-${kilobytes}k`,
  what: `ulimit -f: no file larger than ${kilobytes} kB`,
  template: 'fresh',
  wrapper: ['bash', '-c', 'ulimit -f "$0"; exec "$@"', String(kilobytes)],
  damage: () => undefined,
  expected: [...FULL, { exit: 1, codes: ['IO_FAILED'] }],
}));

interface Row {
  readonly path: string;
  readonly expected: ExpectedEnding;
}

function refused(path: string, code: 'PERMISSION_DENIED' | 'PATH_NOT_A_FOLDER'): Row {
  return { path, expected: { exit: 1, codes: [code], names: path } };
}

function nameOf(path: string): string {
  return path.split('/').at(-1)?.replace(/^\./, '') ?? path;
}

/** Folders that nobody may write into. Views cost no result: they wait for the next command. */
const READ_ONLY: readonly Row[] = [
  refused('.assay', 'PERMISSION_DENIED'),
  refused('runs', 'PERMISSION_DENIED'),
  refused('portfolios', 'PERMISSION_DENIED'),
  refused('strategies', 'PERMISSION_DENIED'),
  refused('backtest_directives/completed', 'PERMISSION_DENIED'),
  { path: 'backtests', expected: { exit: 0, codes: ['VIEW_STALE'], names: 'backtests' } },
];

const READ_ONLY_FOLDERS = READ_ONLY.map(({ path, expected }): Fault => ({
  name: `read-only-${nameOf(path)}`,
  what: `nobody may write into ${path}/`,
  template: 'fresh',
  isUnprivileged: true,
  damage: (place) => {
    if (!existsSync(place.at(path))) mkdirSync(place.at(path));
    const { user } = place.folder;
    if (user !== undefined) chownSync(place.at(path), user, user);
    return readOnlyFolder(place, path);
  },
  expected: [expected],
}));

/** Files where folders should be. */
const IN_THE_WAY: readonly Row[] = [
  refused('.assay', 'PATH_NOT_A_FOLDER'),
  refused('.assay/staging', 'PATH_NOT_A_FOLDER'),
  refused('runs', 'PATH_NOT_A_FOLDER'),
  refused('portfolios', 'PATH_NOT_A_FOLDER'),
  refused('strategies', 'PATH_NOT_A_FOLDER'),
  refused('backtest_directives/completed', 'PATH_NOT_A_FOLDER'),
  { path: 'backtests', expected: { exit: 0, codes: ['VIEW_STALE'], names: 'backtests' } },
];

const FILES_IN_THE_WAY = IN_THE_WAY.map(({ path, expected }): Fault => ({
  name: `file-at-${nameOf(path)}`,
  what: `a file stands at ${path}`,
  template: 'fresh',
  damage: (place) => fileInstead(place, path),
  expected: [expected],
}));

/** Links that leave the workspace. */
const LINKED: readonly Row[] = ['.assay', 'runs', 'portfolios', 'strategies'].map((path) => ({
  path,
  expected: { exit: 4, codes: ['PATH_OUTSIDE_WORKSPACE'], names: path },
}));

const LINKS_OUTSIDE = LINKED.map(({ path, expected }): Fault => ({
  name: `link-at-${nameOf(path)}`,
  what: `${path} is a link that leads out of the workspace`,
  template: 'fresh',
  damage: (place) => linkOutside(place, path),
  expected: [expected],
}));

/** What is wrong with the disk, rights and folders. */
export const SURROUNDINGS: readonly Fault[] = [
  ...FULL_DISKS,
  ...FILE_LIMITS,
  ...READ_ONLY_FOLDERS,
  ...FILES_IN_THE_WAY,
  ...LINKS_OUTSIDE,
];
