import { BAR_COLUMNS, diagnostic, type Diagnostic } from '@assay/core';
import { ByteCursor, bytesToText } from './byte-cursor.js';
import { parseDecimal } from './decimal.js';
import { readInstant } from './instant.js';

/** Characters of a bad cell that a message repeats. */
const SHOWN_MAX = 60;

/** Text from a file as a message may show it: quoted, control characters escaped, cut. */
export function showText(text: string): string {
  const cut = text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
  return JSON.stringify(cut).replace(
    /[\u007f-\u009f]/g,
    (c) => `\\u00${c.charCodeAt(0).toString(16)}`,
  );
}

/** A line of a bar file: bytes [from, to), line feed and carriage return excluded. */
export interface CsvLine {
  readonly bytes: Uint8Array;
  readonly from: number;
  readonly to: number;
  /** 1-based. */
  readonly number: number;
  /** The file ends with this line, without a line feed. */
  readonly unterminated: boolean;
}

/** Says everything that is wrong with a row; called only for rows that could not be read. */
export function explainRow(line: CsvLine, file: string, columns: number): readonly Diagnostic[] {
  const text = bytesToText(line.bytes, line.from, line.to);
  const cells = text.split(',');
  if (text === '') return [problem(file, line, 1, 'the line is empty', undefined, 'a bar')];
  if (cells.length !== columns) return [wrongCellCount(line, file, columns, cells.length, text)];
  let column = 1;
  const found: Diagnostic[] = [];
  cells.forEach((cell, index) => {
    const start = line.from + column - 1;
    const reason = index === 0 ? timeProblem(line.bytes, start, cell) : numberProblem(cell);
    if (reason) {
      const name = BAR_COLUMNS[index] ?? 'spread';
      found.push(problem(file, line, column, `${name} ${reason[0]}`, showText(cell), reason[1]));
    }
    column += cell.length + 1;
  });
  return found;
}

function wrongCellCount(
  line: CsvLine,
  file: string,
  columns: number,
  cells: number,
  text: string,
): Diagnostic {
  const few = cells < columns;
  const message =
    few && line.unterminated
      ? 'the last line is cut off'
      : `the row has too ${few ? 'few' : 'many'} cells`;
  const shown = `${cells} ${cells === 1 ? 'cell' : 'cells'}: ${showText(text)}`;
  const column = few ? text.length + 1 : text.split(',', columns).join(',').length + 1;
  return problem(file, line, column, message, shown, `${columns} cells`);
}

function timeProblem(
  bytes: Uint8Array,
  at: number,
  cell: string,
): readonly [string, string] | undefined {
  const cursor = new ByteCursor(bytes, at);
  readInstant(cursor);
  if (!cursor.failed) return undefined;
  const offset = /^\d{4}-\d\d-\d\d[T ][\d:.]+[+-]\d/.test(cell);
  return [
    offset ? 'is not in UTC' : 'is not a time',
    'an ISO-8601 time in UTC such as 2013-01-01T00:00:00Z',
  ];
}

function numberProblem(cell: string): readonly [string, string] | undefined {
  if (parseDecimal(cell) !== undefined) return undefined;
  return [cell === '' ? 'is empty' : 'is not a number', 'a decimal number such as 1.09342'];
}

function problem(
  file: string,
  line: CsvLine,
  column: number,
  message: string,
  found: string | undefined,
  expected: string,
): Diagnostic {
  const place = { file, line: line.number, column };
  const detail = found === undefined ? { place, expected } : { place, found, expected };
  return diagnostic('DATA_MALFORMED', message, detail);
}
