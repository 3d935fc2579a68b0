import { AssayError, LIMITS, type Bars, type Diagnostic, diagnostic } from '@assay/core';
import { BarColumns } from '../csv/bar-columns.js';
import { ByteCursor } from '../csv/byte-cursor.js';
import { readDecimal } from '../csv/decimal.js';
import type { TimeLayout } from './date-layout.js';
import type { Fix } from './import-options.js';
import { noBars } from './no-bars.js';
import { explainTableRow, isNullRow, type TableLine } from './table-problems.js';
import { TimeReader } from './time-reader.js';

/** What a cell of a row is. `clock` is a time of day with a cell of its own. */
export type CellRole =
  'time' | 'clock' | 'open' | 'high' | 'low' | 'close' | 'volume' | 'spread' | 'ask' | 'skip';

/** How a text file lays out its bars. */
export interface TableLayout {
  /** One character. */
  readonly delimiter: string;
  /** Lines before the first bar. */
  readonly headerLines: number;
  /** The cells of a row, in their order. */
  readonly cells: readonly CellRole[];
  readonly time: TimeLayout;
}

/** The bars of a text file, times as they stand. */
export interface TableBars {
  readonly bars: Bars;
  readonly ask?: Float64Array;
  /** Times state their distance from UTC and have been moved by it. */
  readonly isUtc: boolean;
  readonly lineOf: (row: number) => number;
  readonly nullRows: number;
  readonly cutLines: number;
  readonly isUnterminated: boolean;
}

const COLUMN_OF: Readonly<Record<CellRole, number>> = {
  time: 0,
  open: 1,
  high: 2,
  low: 3,
  close: 4,
  volume: 5,
  spread: 6,
  ask: 7,
  clock: -2,
  skip: -1,
};

/**
 * Reads every row of a table. All rows that cannot be read are reported together, the first
 * `LIMITS.diagnosticsMax` in full.
 * @throws AssayError IMPORT_MALFORMED, IMPORT_TRUNCATED, IMPORT_NULLS or IMPORT_ZONE_CONFLICT.
 */
export function readTable(
  bytes: Uint8Array,
  file: string,
  layout: TableLayout,
  fixes: ReadonlySet<Fix>,
): TableBars {
  return new TableReading(bytes, file, layout, fixes).read();
}

/** One pass over one file. */
class TableReading {
  private readonly cursor: ByteCursor;
  private readonly times: TimeReader;
  private readonly columns: BarColumns;
  private readonly targets: Int8Array;
  private readonly problems: Diagnostic[] = [];
  private problemCount = 0;
  private rows = 0;
  private nullRows = 0;
  private firstNull = 0;
  private cutLines = 0;
  /** Rows whose time said its distance from UTC. */
  private stated = 0;
  private firstStated = 0;
  private firstUnstated = 0;
  /** [row, line] from which on rows and lines run in step; one entry unless lines were left out. */
  private readonly steps: (readonly [number, number])[] = [];

  constructor(
    bytes: Uint8Array,
    private readonly file: string,
    private readonly layout: TableLayout,
    private readonly fixes: ReadonlySet<Fix>,
  ) {
    this.cursor = new ByteCursor(bytes, 0, layout.delimiter.charCodeAt(0));
    this.times = new TimeReader(layout.time);
    this.targets = Int8Array.from(layout.cells, (role) => COLUMN_OF[role]);
    const rowBytes = Math.max(2 * layout.cells.length, this.firstRowBytes());
    const capacity = Math.min(LIMITS.barsMax, Math.ceil(bytes.length / rowBytes) + 1);
    const count = Math.max(6, ...this.targets.map((target) => target + 1));
    this.columns = new BarColumns(count, capacity);
  }

  read(): TableBars {
    this.readRows();
    this.refuse();
    const full = this.columns.toBars(this.rows);
    const { spread, ...plain } = full;
    const hasSpread = this.layout.cells.includes('spread');
    const ask = this.layout.cells.includes('ask')
      ? (this.columns.columns[7] as Float64Array).slice(0, this.rows)
      : undefined;
    const { steps } = this;
    return {
      bars: hasSpread && spread ? { ...plain, spread } : plain,
      ...(ask && { ask }),
      isUtc: this.stated > 0,
      lineOf: (row) => lineOf(steps, row),
      nullRows: this.nullRows,
      cutLines: this.cutLines,
      isUnterminated: this.cutLines === 0 && this.cursor.bytes[this.cursor.end - 1] !== 10,
    };
  }

  private firstRowBytes(): number {
    let at = 0;
    for (let k = 0; k < this.layout.headerLines; k += 1) at = this.cursor.lineEnd(at) + 1;
    this.cursor.at = Math.min(at, this.cursor.end);
    return this.cursor.lineEnd(this.cursor.at) - this.cursor.at - 1;
  }

  private readRows(): void {
    const { cursor, columns } = this;
    let inStep = false;
    for (let line = this.layout.headerLines + 1; cursor.at < cursor.end; line += 1) {
      const start = cursor.at;
      if (this.rows === columns.capacity) columns.grow();
      if (this.readRow(line)) {
        if (!inStep) this.steps.push([this.rows, line]);
        inStep = true;
        this.rows += 1;
        if (this.rows > LIMITS.barsMax) throw this.tooMany(line);
        continue;
      }
      inStep = false;
      this.refuseRow(start, line);
    }
  }

  /** Reads one row; false, with the cursor anywhere, when it is not a bar. */
  private readRow(line: number): boolean {
    const { cursor, targets, times } = this;
    const { columns } = this.columns;
    const { bytes, end, delimiter } = cursor;
    const width = targets.length;
    let clock = 0;
    for (let k = 0; k < width; k += 1) {
      if (k > 0) {
        if (cursor.failed || bytes[cursor.at] !== delimiter) return false;
        cursor.at += 1;
      }
      const target = targets[k] as number;
      while (bytes[cursor.at] === 32) cursor.at += 1;
      if (target > 0) (columns[target] as Float64Array)[this.rows] = readDecimal(cursor);
      else if (target === 0) (columns[0] as Float64Array)[this.rows] = times.read(cursor);
      else if (target === -2) clock = times.readTimeOfDay(cursor);
      else while (!cursor.endsCell(cursor.at)) cursor.at += 1;
    }
    if (cursor.failed) return false;
    let at = cursor.at;
    // Some exporters end each row with one more delimiter.
    if (at < end && bytes[at] === delimiter) at += 1;
    if (at < end && bytes[at] === 13) at += 1;
    if (at < end && bytes[at] !== 10) return false;
    cursor.at = at + 1;
    this.finishTime(clock, line);
    return true;
  }

  /** Adds the time of day, and takes off the distance from UTC that the cell stated. */
  private finishTime(clock: number, line: number): void {
    const time = this.columns.columns[0] as Float64Array;
    const { offsetMinutes } = this.times;
    if (offsetMinutes === offsetMinutes) {
      time[this.rows] = (time[this.rows] as number) - offsetMinutes * 60_000;
      this.stated += 1;
      if (this.firstStated === 0) this.firstStated = line;
    } else {
      if (clock !== 0) time[this.rows] = (time[this.rows] as number) + clock;
      if (this.firstUnstated === 0) this.firstUnstated = line;
    }
  }

  /** Tells an empty line, a row without prices and a cut last line from a row that is wrong. */
  private refuseRow(start: number, line: number): void {
    const { cursor } = this;
    cursor.failed = false;
    const stop = cursor.lineEnd(start);
    cursor.at = stop + 1;
    const to = stop > start && cursor.bytes[stop - 1] === 13 ? stop - 1 : stop;
    const row: TableLine = { cursor, from: start, to, number: line, isLast: stop === cursor.end };
    if (to === start) return;
    if (isNullRow(row, this.layout)) {
      this.nullRows += 1;
      if (this.firstNull === 0) this.firstNull = line;
      return;
    }
    const found = explainTableRow(row, this.file, this.layout);
    if (found.some((one) => one.code === 'IMPORT_TRUNCATED') && this.fixes.has('drop-cut-line')) {
      this.cutLines += 1;
      return;
    }
    this.problemCount += found.length;
    if (this.problems.length < LIMITS.diagnosticsMax) this.problems.push(...found);
  }

  private refuse(): void {
    const { file } = this;
    if (this.nullRows > 0 && !this.fixes.has('drop-null-rows')) {
      this.problemCount += 1;
      const place = { file, line: this.firstNull };
      const times = this.nullRows === 1 ? '1 row' : `${this.nullRows} rows`;
      this.problems.push(
        diagnostic('IMPORT_NULLS', 'rows have no prices', {
          place,
          found: `${times} of nulls or empty cells, the first in line ${this.firstNull}`,
          expected: 'prices in every row',
        }),
      );
    }
    if (this.stated > 0 && this.stated < this.rows) {
      const line = Math.max(this.firstStated, this.firstUnstated);
      this.problemCount += 1;
      this.problems.push(
        diagnostic('IMPORT_ZONE_CONFLICT', 'only some times state their distance from UTC', {
          place: { file, line },
          found: `${this.stated} of ${this.rows} rows do`,
          expected: 'all rows or none',
          next: 'Export the file again with one form of time.',
        }),
      );
    }
    if (this.problemCount > 0) {
      const shown = this.problems.slice(0, LIMITS.diagnosticsMax);
      const rest = this.problemCount - shown.length;
      const more = diagnostic('IMPORT_MALFORMED', `${rest} more problems of this kind`, {
        severity: 'note',
        place: { file },
      });
      throw AssayError.of(rest > 0 ? [...shown, more] : shown);
    }
    if (this.rows === 0) throw noBars(file, this.layout.headerLines + 1, this.cursor.bytes);
  }

  private tooMany(line: number): AssayError {
    return new AssayError('IMPORT_MALFORMED', 'the file has too many bars', {
      place: { file: this.file, line },
      found: `more than ${LIMITS.barsMax}`,
      expected: `at most ${LIMITS.barsMax}`,
      next: 'Split the file.',
    });
  }
}

function lineOf(steps: readonly (readonly [number, number])[], row: number): number {
  const [from, line] = steps.findLast(([first]) => first <= row) ?? [0, 1];
  return line + row - from;
}
