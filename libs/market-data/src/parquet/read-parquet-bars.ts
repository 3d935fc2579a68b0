import { AssayError, type Bars } from '@assay/core';
import { ByteCursor } from '../csv/byte-cursor.js';
import { COLUMN_ROLES, plainName, requireOnce, rolesByName } from '../import/column-roles.js';
import { timeLayoutsOf } from '../import/date-layout.js';
import { declaredLayout } from '../import/choose-time-layout.js';
import { utcClock } from '../import/formats/text-format.js';
import type { ImportOptions } from '../import/import-options.js';
import type { RawBars, StatedClock } from '../import/raw-bars.js';
import type { CellRole } from '../import/read-table.js';
import type { SourceFile } from '../import/source-file.js';
import { TimeReader } from '../import/time-reader.js';
import { selectBars } from '../select-bars.js';
import {
  openParquet,
  type ParquetColumn,
  type ParquetTable,
  type ParquetValues,
  parquetComplaint,
} from './parquet-table.js';

/**
 * Reads bars from a Parquet file of any program: columns by name or as `--columns` says, times as
 * timestamps, days, text, or numbers since 1970.
 * @throws AssayError IMPORT_UNREADABLE, IMPORT_COLUMNS, IMPORT_MALFORMED or IMPORT_NULLS.
 */
export async function readParquetBars(file: SourceFile, options: ImportOptions): Promise<RawBars> {
  const table = attempt(file, () => openParquet(file.bytes));
  const { cells, remarks } = rolesOf(file, table, options);
  const names = cells.flatMap((role, k) => (role === 'skip' ? [] : [table.columns[k]?.name ?? '']));
  const values = await table.read(names).catch((cause: unknown) => {
    throw unreadable(file, cause);
  });
  const column = (role: CellRole): ParquetValues | undefined => {
    const at = cells.indexOf(role);
    return at < 0 ? undefined : values.get(table.columns[at]?.name ?? '');
  };
  const time = timesOf(
    file,
    table.columns[cells.indexOf('time')] as ParquetColumn,
    column('time'),
    options,
  );
  const number = (role: CellRole): Float64Array => {
    const found = column(role);
    if (found instanceof Float64Array) return found;
    return found ? Float64Array.from(found, Number) : new Float64Array(table.rows);
  };
  if (column('volume') === undefined) remarks.push('the file has no volume: it is 0');
  const all: Bars = {
    length: table.rows,
    time: time.values,
    open: number('open'),
    high: number('high'),
    low: number('low'),
    close: number('close'),
    volume: number('volume'),
    ...(cells.includes('spread') && { spread: number('spread') }),
  };
  const { bars, dropped } = withoutNulls(file, all, options);
  return {
    bars,
    clock: time.clock,
    scale: { kind: 'unstated' },
    lineOf: () => undefined,
    remarks,
    dropped: { 'drop-null-rows': dropped },
    isUnterminated: false,
  };
}

/** What each column is: by its name, or as `--columns` says. */
function rolesOf(
  file: SourceFile,
  table: ParquetTable,
  options: ImportOptions,
): { readonly cells: readonly CellRole[]; readonly remarks: string[] } {
  // Pandas gives an index without a name this one; it is the time when it holds times.
  const names = table.columns.map(({ name, kind }) =>
    name === '__index_level_0__' && (kind === 'instant' || kind === 'local-time') ? 'time' : name,
  );
  const sample = {
    file,
    lines: [names.join(',')],
    delimiter: ',',
    rows: [names],
    isRowQuoted: false,
    hasQuotes: false,
  };
  if (!options.columns) {
    const found = rolesByName(sample);
    return { cells: found.cells, remarks: [...found.remarks] };
  }
  const cells: CellRole[] = names.map(() => 'skip');
  for (const [role, name] of Object.entries(options.columns)) {
    const exact = names.indexOf(name);
    const at = exact >= 0 ? exact : names.findIndex((one) => plainName(one) === plainName(name));
    if (!(COLUMN_ROLES as readonly string[]).includes(role) || role === 'clock' || at < 0) {
      throw new AssayError('IMPORT_COLUMNS', `--columns ${role}=${name} names nothing`, {
        place: { file: file.name },
        found: `columns ${names.join(', ')}`,
        expected: `one of ${COLUMN_ROLES.filter((one) => one !== 'clock').join(', ')}, = a column`,
      });
    }
    cells[at] = role as CellRole;
  }
  requireOnce(sample, cells, names);
  return { cells, remarks: [] };
}

/** Times in ms of their clock, and which clock the type says that is. */
function timesOf(
  file: SourceFile,
  column: ParquetColumn,
  values: ParquetValues | undefined,
  options: ImportOptions,
): { readonly values: Float64Array; readonly clock: StatedClock } {
  const unstated: StatedClock = {
    kind: 'unstated',
    hint: `the column ${column.name} is ${column.type}: it does not say of which clock`,
  };
  if (values instanceof Float64Array) {
    if (column.kind === 'instant') return { values, clock: { kind: 'each' } };
    if (column.kind === 'local-time') return { values, clock: unstated };
    return {
      values: fromEpoch(file, column, values, options),
      clock: utcClock('times count from 1970 UTC'),
    };
  }
  return fromText(file, values ?? [], options, unstated);
}

const TO_MS = { s: 1000, ms: 1, us: 1e-3, ns: 1e-6 } as const;

function fromEpoch(
  file: SourceFile,
  column: ParquetColumn,
  values: Float64Array,
  options: ImportOptions,
): Float64Array {
  const layout =
    options.dateFormat === undefined
      ? timeLayoutsOf(String(Math.trunc(values[0] ?? NaN)))[0]
      : declaredLayout(options.dateFormat);
  if (layout?.kind !== 'epoch') {
    throw new AssayError('IMPORT_MALFORMED', `the numbers of ${column.name} are no times`, {
      place: { file: file.name },
      found: String(values[0]),
      expected: 'seconds, or thousandths, millionths or billionths of them, since 1970',
    });
  }
  const factor = TO_MS[layout.unit];
  return values.map((value) => Math.round(value * factor));
}

function fromText(
  file: SourceFile,
  cells: readonly string[],
  options: ImportOptions,
  unstated: StatedClock,
): { readonly values: Float64Array; readonly clock: StatedClock } {
  const layout =
    options.dateFormat === undefined
      ? timeLayoutsOf(cells[0] ?? '')[0]
      : declaredLayout(options.dateFormat);
  const reader = layout && new TimeReader(layout);
  let stated = 0;
  const values = Float64Array.from(cells, (cell, row) => {
    const cursor = new ByteCursor(Buffer.from(cell, 'latin1'), 0, 0);
    const wall = reader ? reader.read(cursor) : NaN;
    if (!reader || cursor.failed) {
      throw new AssayError('IMPORT_MALFORMED', `row ${row} has no time`, {
        place: { file: file.name },
        found: JSON.stringify(cell),
        expected: 'a time such as 2020-01-31 13:45',
      });
    }
    if (reader.offsetMinutes !== reader.offsetMinutes) return wall;
    stated += 1;
    return wall - reader.offsetMinutes * 60_000;
  });
  if (stated > 0 && stated < cells.length) {
    throw new AssayError('IMPORT_ZONE_CONFLICT', 'only some times state their distance from UTC', {
      place: { file: file.name },
      found: `${stated} of ${cells.length} rows do`,
      expected: 'all rows or none',
      next: 'Export the file again with one form of time.',
    });
  }
  return { values, clock: stated > 0 ? { kind: 'each' } : unstated };
}

/** Leaves rows without any price out when that was asked for. @throws AssayError IMPORT_NULLS otherwise. */
function withoutNulls(
  file: SourceFile,
  bars: Bars,
  options: ImportOptions,
): { readonly bars: Bars; readonly dropped: number } {
  const { open, high, low, close } = bars;
  const kept: number[] = [];
  for (let i = 0; i < bars.length; i += 1) {
    const isNull = [open, high, low, close].every((column) => Number.isNaN(column[i]));
    if (!isNull) kept.push(i);
  }
  const dropped = bars.length - kept.length;
  if (dropped === 0) return { bars, dropped };
  if (!options.fixes.has('drop-null-rows')) {
    const first = kept.findIndex((row, k) => row !== k);
    throw new AssayError('IMPORT_NULLS', 'rows have no prices', {
      place: { file: file.name },
      found: `${dropped} rows of nulls, the first is row ${first < 0 ? kept.length : first}`,
      expected: 'prices in every row',
    });
  }
  return { bars: selectBars(bars, Uint32Array.from(kept)), dropped };
}

function attempt<T>(file: SourceFile, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(file: SourceFile, cause: unknown): AssayError {
  return new AssayError('IMPORT_UNREADABLE', 'the Parquet file cannot be read', {
    place: { file: file.name },
    found: parquetComplaint(cause),
    expected: 'a whole Parquet file with flat columns',
    cause,
  });
}
