import { diagnostic, type Diagnostic } from '@assay/core';
import { ByteCursor, bytesToText } from '../csv/byte-cursor.js';
import { parseDecimal } from '../csv/decimal.js';
import { showText } from '../csv/row-problems.js';
import { showTimeLayout } from './date-layout.js';
import type { CellRole, TableLayout } from './read-table.js';
import { TimeReader } from './time-reader.js';

/** A line of a table: bytes [from, to) without its line end. */
export interface TableLine {
  readonly cursor: ByteCursor;
  readonly from: number;
  readonly to: number;
  /** 1-based. */
  readonly number: number;
  /** The file ends with this line, without a line feed. */
  readonly isLast: boolean;
}

const PRICES: ReadonlySet<CellRole> = new Set(['open', 'high', 'low', 'close']);
const NOTHING = /^(?:|null|none|n\/a|na|-)$/i;

/** True for a row of the right width whose prices are all empty or `null`: a day without bars. */
export function isNullRow(line: TableLine, layout: TableLayout): boolean {
  const cells = textOf(line).split(layout.delimiter);
  if (cells.length < layout.cells.length) return false;
  return layout.cells.every(
    (role, k) => !PRICES.has(role) || NOTHING.test((cells[k] as string).trim()),
  );
}

/** Says everything that is wrong with a row; called only for rows that could not be read. */
export function explainTableRow(
  line: TableLine,
  file: string,
  layout: TableLayout,
): readonly Diagnostic[] {
  const text = textOf(line);
  const cells = text.split(layout.delimiter);
  const few = cells.length < layout.cells.length;
  if (few || cells.length > layout.cells.length + (cells.at(-1) === '' ? 1 : 0)) {
    const isCut = few && line.isLast;
    const column = few
      ? text.length + 1
      : cells.slice(0, layout.cells.length).join(layout.delimiter).length + 1;
    const message = isCut
      ? 'the last line is cut off'
      : `the row has too ${few ? 'few' : 'many'} cells`;
    const found = `${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}: ${showText(text)}`;
    return [
      diagnostic(isCut ? 'IMPORT_TRUNCATED' : 'IMPORT_MALFORMED', message, {
        place: { file, line: line.number, column },
        found,
        expected: `${layout.cells.length} cells`,
      }),
    ];
  }
  const times = new TimeReader(layout.time);
  let column = 1;
  return layout.cells.flatMap((role, k) => {
    const cell = cells[k] as string;
    const at = column;
    column += cell.length + 1;
    const wrong = cellProblem(role, cell, layout, times);
    if (wrong === undefined) return [];
    const isCut = line.isLast && k === cells.length - 1;
    return [
      diagnostic(isCut ? 'IMPORT_TRUNCATED' : 'IMPORT_MALFORMED', `${role} ${wrong[0]}`, {
        place: { file, line: line.number, column: at },
        found: showText(cell),
        expected: wrong[1],
      }),
    ];
  });
}

/** What is wrong with a cell and what was expected; undefined when nothing is. */
function cellProblem(
  role: CellRole,
  cell: string,
  layout: TableLayout,
  times: TimeReader,
): readonly [string, string] | undefined {
  if (role === 'skip') return undefined;
  if (role !== 'time' && role !== 'clock') {
    if (parseDecimal(cell) !== undefined) return undefined;
    return [cell === '' ? 'is empty' : 'is not a number', 'a decimal number such as 1.09342'];
  }
  const cursor = new ByteCursor(Buffer.from(cell, 'latin1'), 0, layout.delimiter.charCodeAt(0));
  if (role === 'clock') times.readTimeOfDay(cursor);
  else times.read(cursor);
  if (!cursor.failed && cursor.at === cell.length) return undefined;
  return role === 'clock'
    ? ['is not a time of day', 'a time of day such as 13:45']
    : ['is not a time', `a time such as ${showTimeLayout(layout.time)}`];
}

function textOf(line: TableLine): string {
  return bytesToText(line.cursor.bytes, line.from, line.to);
}
