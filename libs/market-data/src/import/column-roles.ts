import { AssayError } from '@assay/core';
import { timeLayoutsOf } from './date-layout.js';
import type { CellRole } from './read-table.js';
import type { TextSample } from './text-sample.js';

/** Names that vendors give to columns, in lower case, brackets and blanks taken off. */
const NAMES: Readonly<Record<Exclude<CellRole, 'skip' | 'ask' | 'clock'>, readonly string[]>> = {
  time: [
    'time',
    'date',
    'datetime',
    'timestamp',
    'gmttime',
    'localtime',
    'utctime',
    'opentime',
    'unix',
    'epoch',
  ],
  open: ['open', 'o', 'openprice'],
  high: ['high', 'h', 'highprice'],
  low: ['low', 'l', 'lowprice'],
  close: ['close', 'c', 'closeprice'],
  volume: ['volume', 'vol', 'v', 'tickvolume', 'tickvol'],
  spread: ['spread'],
};
const NEEDED = ['time', 'open', 'high', 'low', 'close'] as const;
const CLOCK = /^\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?$/;

/** The roles that `--columns` can name. */
export const COLUMN_ROLES = [
  'time',
  'clock',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'spread',
] as const;

/** The columns of a table, found by their names. */
export interface ColumnRoles {
  readonly cells: readonly CellRole[];
  readonly headerLines: number;
  readonly remarks: readonly string[];
}

/** A column name as it is compared: `<TICKVOL>`, `Tick_Volume` and `tick volume` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** True when the first line of a file names columns: none of its cells is a number or a time. */
export function hasHeader(sample: TextSample): boolean {
  const [first] = sample.rows;
  if (!first) return false;
  return first.every((cell) => !/^[+-]?[\d.]+(?:e[+-]?\d+)?$/i.test(cell) && !isTime(cell));
}

function isTime(cell: string): boolean {
  return timeLayoutsOf(cell).length > 0 || CLOCK.test(cell);
}

/**
 * Finds what each column is by its name, or by its position in `rolesWithoutHeader` when there is no
 * header. A header without a name for the time of day, and a first column without a name, are told by
 * what stands below them.
 * @throws AssayError IMPORT_COLUMNS when a column that bars need is not there or is there twice.
 */
export function rolesByName(
  sample: TextSample,
  rolesWithoutHeader?: readonly CellRole[],
): ColumnRoles {
  if (!hasHeader(sample)) {
    if (!rolesWithoutHeader) {
      throw new AssayError('IMPORT_COLUMNS', 'the file has no header', {
        place: { file: sample.file.name, line: 1 },
        found: sample.lines[0] ?? '',
        expected: 'a line with the names of the columns',
        next: 'Name the columns by position: --columns time=1,open=2,high=3,low=4,close=5.',
      });
    }
    return { cells: rolesWithoutHeader, headerLines: 0, remarks: ['the file has no header'] };
  }
  const header = sample.rows[0] as readonly string[];
  const row = sample.rows[1] ?? [];
  const remarks: string[] = [];
  const names = [...header];
  if (row.length === header.length + 1 && CLOCK.test(row[1] ?? '')) {
    names.splice(1, 0, 'clock');
    remarks.push('the header has no name for the time of day in column 2');
  }
  const cells = names.map((name, k) => roleOf(name, k, row, remarks));
  pairDateAndTime(cells, names, row);
  preferTickVolume(cells, names, remarks);
  requireOnce(sample, cells, names);
  return { cells, headerLines: 1, remarks };
}

function roleOf(name: string, index: number, row: readonly string[], remarks: string[]): CellRole {
  if (name === 'clock') return 'clock';
  const plain = plainName(name);
  if (plain === '' && index === 0) {
    if (isTime(row[0] ?? '')) {
      remarks.push('the first column has no name and holds times');
      return 'time';
    }
    remarks.push('the first column has no name and is left out: it holds no times');
    return 'skip';
  }
  const found = Object.entries(NAMES).find(([, names]) => names.includes(plain));
  return (found?.[0] as CellRole | undefined) ?? 'skip';
}

/** `Date` and `Time` side by side: the second is a time of day. */
function pairDateAndTime(
  cells: CellRole[],
  names: readonly string[],
  row: readonly string[],
): void {
  const times = cells.flatMap((role, k) => (role === 'time' ? [k] : []));
  const [first, second] = times;
  if (first === undefined || second === undefined || times.length > 2) return;
  const clock = [first, second].find((k) => plainName(names[k] as string) === 'time');
  if (clock !== undefined && CLOCK.test(row[clock] ?? '')) cells[clock] = 'clock';
}

/** Currencies have no other volume than ticks: of two columns that one is meant. */
function preferTickVolume(cells: CellRole[], names: readonly string[], remarks: string[]): void {
  const volumes = cells.flatMap((role, k) => (role === 'volume' ? [k] : []));
  if (volumes.length < 2) return;
  const ticks = volumes.filter((k) => plainName(names[k] as string).startsWith('tick'));
  if (ticks.length !== 1) return;
  for (const k of volumes) if (k !== ticks[0]) cells[k] = 'skip';
  remarks.push('volume is the number of ticks; the other volume column is left out');
}

/** @throws AssayError IMPORT_COLUMNS when a role is missing or stands twice. */
export function requireOnce(
  sample: TextSample,
  cells: readonly CellRole[],
  names: readonly string[],
): void {
  const missing = NEEDED.filter((role) => !cells.includes(role));
  const twice = COLUMN_ROLES.filter((role) => cells.filter((one) => one === role).length > 1);
  if (missing.length === 0 && twice.length === 0) return;
  const message =
    missing.length > 0
      ? `no column for ${missing.join(', ')}`
      : `two columns for ${twice.join(', ')}`;
  throw new AssayError('IMPORT_COLUMNS', message, {
    place: { file: sample.file.name, line: 1 },
    found: `columns ${names.map((name) => JSON.stringify(name)).join(', ')}`,
    expected: 'one column each for time, open, high, low and close',
  });
}
