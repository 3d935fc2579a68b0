import { AssayError, BAR_COLUMNS } from '@assay/core';
import { chooseTimeLayout } from '../choose-time-layout.js';
import {
  COLUMN_ROLES,
  hasHeader,
  plainName,
  rolesByName,
  requireOnce,
  type ColumnRoles,
} from '../column-roles.js';
import type { StatedClock } from '../raw-bars.js';
import type { CellRole } from '../read-table.js';
import type { TimeLayout } from '../date-layout.js';
import type { TextSample } from '../text-sample.js';
import { utcClock, type TextFormat } from './text-format.js';

const CANONICAL = BAR_COLUMNS.join(',');
const UTC_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;

/** Our own files: header `time,open,high,low,close,volume[,spread]`, times in UTC that say so. */
export const CANONICAL_FORMAT: TextFormat = {
  id: 'canonical',
  title: 'Assay (CSV)',
  recognise: (sample) => {
    const [header] = sample.lines;
    if (header !== CANONICAL && header !== `${CANONICAL},spread`) return undefined;
    return UTC_TIME.test(sample.rows[1]?.[0] ?? '')
      ? 'the header and the times of our own files'
      : undefined;
  },
  describe: (sample) => ({
    layout: {
      delimiter: ',',
      headerLines: 1,
      cells: (sample.lines[0] ?? '').split(',') as CellRole[],
      time: { kind: 'date', order: 'ymd', separator: '-' },
    },
    clock: { kind: 'each' },
    scale: { kind: 'prices' },
    remarks: [],
  }),
};

/** Any table with named columns, or with columns that `--columns` names. */
export const CSV_FORMAT: TextFormat = {
  id: 'csv',
  title: 'a table with named columns',
  recognise: (sample) => {
    if (!hasHeader(sample)) return undefined;
    try {
      rolesByName(sample);
    } catch {
      return undefined;
    }
    return 'a header that names time, open, high, low and close';
  },
  describe: (sample, options) => {
    const { cells, headerLines, remarks } = options.columns
      ? declaredRoles(sample, options.columns)
      : spreadlessRoles(sample);
    const time = chooseTimeLayout(sample, cells.indexOf('time'), headerLines, options);
    return {
      layout: { delimiter: sample.delimiter, headerLines, cells, time: time.layout },
      clock: clockOf(time.layout),
      scale: { kind: 'unstated' },
      remarks: [...remarks, ...time.remarks],
    };
  },
};

function clockOf(time: TimeLayout): StatedClock {
  if (time.kind === 'epoch') return utcClock('times count from 1970 UTC');
  return { kind: 'unstated', hint: 'the times do not say of which clock they are' };
}

/** A spread column of an unknown unit is left out; one that is meant has to be named. */
function spreadlessRoles(sample: TextSample): ColumnRoles {
  const found = rolesByName(sample);
  const isOurs = (sample.rows[0] ?? []).join(',') === `${CANONICAL},spread`;
  if (isOurs || !found.cells.includes('spread')) return found;
  return {
    ...found,
    cells: found.cells.map((role) => (role === 'spread' ? 'skip' : role)),
    remarks: [
      ...found.remarks,
      'the column spread is left out: its unit is not known; --columns spread=NAME takes it as price units',
    ],
  };
}

/** The columns that `--columns` names, by header or by 1-based position. */
function declaredRoles(sample: TextSample, columns: Readonly<Record<string, string>>): ColumnRoles {
  const withHeader = hasHeader(sample);
  const names = sample.rows[0] ?? [];
  const width = Math.max(...sample.rows.map((row) => row.length));
  const cells: CellRole[] = Array.from({ length: width }, () => 'skip');
  for (const [role, name] of Object.entries(columns)) {
    const at = positionOf(name, names, withHeader);
    if (!(COLUMN_ROLES as readonly string[]).includes(role) || at < 0 || at >= width) {
      throw unknownColumn(sample, role, name, withHeader ? names : undefined, width);
    }
    cells[at] = role as CellRole;
  }
  requireOnce(sample, cells, withHeader ? names : cells);
  return { cells, headerLines: withHeader ? 1 : 0, remarks: [] };
}

function positionOf(name: string, names: readonly string[], withHeader: boolean): number {
  const exact = withHeader ? names.indexOf(name) : -1;
  if (exact >= 0) return exact;
  if (/^[1-9]\d*$/.test(name)) return Number(name) - 1;
  return withHeader ? names.findIndex((one) => plainName(one) === plainName(name)) : -1;
}

function unknownColumn(
  sample: TextSample,
  role: string,
  name: string,
  names: readonly string[] | undefined,
  width: number,
): AssayError {
  return new AssayError('IMPORT_COLUMNS', `--columns ${role}=${name} names nothing`, {
    place: { file: sample.file.name, line: 1 },
    found: names ? `columns ${names.join(', ')}` : `${width} columns without names`,
    expected: `one of ${COLUMN_ROLES.join(', ')}, = a name of the header or a position from 1 to ${width}`,
  });
}
