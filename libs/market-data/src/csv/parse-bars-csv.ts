import {
  AssayError,
  BAR_COLUMNS,
  LIMITS,
  diagnostic,
  type Bars,
  type Diagnostic,
} from '@assay/core';
import { BarColumns, type ColumnMemory } from './bar-columns.js';
import { ByteCursor, bytesToText } from './byte-cursor.js';
import { readDecimal } from './decimal.js';
import { readInstant } from './instant.js';
import { explainRow, showText } from './row-problems.js';

const HEADER = BAR_COLUMNS.join(',');
const HEADER_WITH_SPREAD = `${HEADER},spread`;
const EXPECTED_HEADER = `${HEADER}[,spread]`;

/** Bars of a file and what is worth knowing about its text. */
export interface ParsedBars {
  readonly bars: Bars;
  /** False when the last line has no line feed: the file may have been cut between two cells. */
  readonly endsWithLineFeed: boolean;
}

/**
 * Reads the canonical text form of bars: header `time,open,high,low,close,volume[,spread]`, one bar a
 * row, times ISO-8601 in UTC; LF or CRLF, with or without byte order mark and final line feed.
 *
 * What can be read is returned as it stands: order, duplicates, negative or non-finite prices are for
 * `assessQuality` to report, not for a parser to drop. `file` names the source in messages.
 * @throws AssayError DATA_MALFORMED with one diagnostic for each problem, `LIMITS.diagnosticsMax` of
 * them and the number of the others.
 */
export function parseBarsCsv(
  bytes: Uint8Array,
  file: string,
  memory: ColumnMemory = {},
): ParsedBars {
  const cursor = new ByteCursor(
    bytes,
    bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0,
  );
  const width = readHeader(cursor, file);
  const rest = cursor.end - cursor.at;
  const rowBytes = Math.max(2 * width, cursor.lineEnd(cursor.at) - cursor.at - 1);
  const columns = new BarColumns(
    width,
    Math.min(LIMITS.barsMax, Math.ceil(rest / rowBytes) + 1),
    memory,
  );
  const rows = readRows(cursor, file, columns);
  if (rows === 0) {
    throw malformed(file, 2, 'the file has a header but no bars', '0 rows', 'at least one bar');
  }
  return { bars: columns.toBars(rows), endsWithLineFeed: bytes[bytes.length - 1] === 10 };
}

/** Checks the header and returns the number of columns. */
function readHeader(cursor: ByteCursor, file: string): number {
  const { bytes, at, end } = cursor;
  if (at === end) throw malformed(file, 1, 'the file is empty', '0 bytes', EXPECTED_HEADER);
  const stop = cursor.lineEnd(at);
  const text = bytesToText(bytes, at, Math.min(stop, at + 200)).replace(/\r$/, '');
  if (text !== HEADER && text !== HEADER_WITH_SPREAD) {
    const binary = bytes.subarray(0, 4096).includes(0);
    throw malformed(
      file,
      1,
      binary ? 'the file is not text' : 'the header is not that of a bar file',
      binary ? 'binary data' : showText(text),
      EXPECTED_HEADER,
    );
  }
  cursor.at = Math.min(stop + 1, end);
  return text === HEADER ? BAR_COLUMNS.length : BAR_COLUMNS.length + 1;
}

/** Reads all rows into the columns and returns their number; throws when any could not be read. */
function readRows(cursor: ByteCursor, file: string, into: BarColumns): number {
  const width = into.columns.length;
  const end = endOfRows(cursor);
  const problems: Diagnostic[] = [];
  let problemCount = 0;
  let rows = 0;
  for (let line = 2; cursor.at < end; line += 1) {
    const start = cursor.at;
    if (rows === into.capacity) into.grow();
    if (readRow(cursor, into, rows, width)) {
      rows += 1;
      if (rows > LIMITS.barsMax) {
        throw malformed(
          file,
          line,
          'the file has too many bars',
          `more than ${rows - 1}`,
          `at most ${LIMITS.barsMax}`,
        );
      }
      continue;
    }
    cursor.failed = false;
    const stop = cursor.lineEnd(start);
    const found = explainRow(
      {
        bytes: cursor.bytes,
        from: start,
        number: line,
        unterminated: stop === cursor.end,
        to: stop > start && cursor.bytes[stop - 1] === 13 ? stop - 1 : stop,
      },
      file,
      width,
    );
    problemCount += found.length;
    if (problems.length < LIMITS.diagnosticsMax) problems.push(...found);
    cursor.at = stop + 1;
  }
  if (problemCount > 0) throw manyProblems(problems, problemCount, file);
  return rows;
}

/** Reads one row; false, with the cursor anywhere, when it is not a bar. */
function readRow(cursor: ByteCursor, into: BarColumns, row: number, width: number): boolean {
  const { bytes, end } = cursor;
  const { columns } = into;
  (columns[0] as Float64Array)[row] = readInstant(cursor);
  for (let k = 1; k < width; k += 1) {
    if (cursor.failed || bytes[cursor.at] !== 44) return false;
    cursor.at += 1;
    (columns[k] as Float64Array)[row] = readDecimal(cursor);
  }
  if (cursor.failed) return false;
  let at = cursor.at;
  if (at < end && bytes[at] === 13) at += 1;
  if (at < end && bytes[at] !== 10) return false;
  cursor.at = at + 1;
  return true;
}

/** Empty lines at the very end are no rows. */
function endOfRows(cursor: ByteCursor): number {
  let end = cursor.end;
  while (end > cursor.at && (cursor.bytes[end - 1] === 10 || cursor.bytes[end - 1] === 13))
    end -= 1;
  return end;
}

function malformed(
  file: string,
  line: number,
  message: string,
  found: string,
  expected: string,
): AssayError {
  return new AssayError('DATA_MALFORMED', message, {
    place: { file, line, column: 1 },
    found,
    expected,
  });
}

function manyProblems(problems: readonly Diagnostic[], count: number, file: string): AssayError {
  const shown = problems.slice(0, LIMITS.diagnosticsMax);
  const rest = count - shown.length;
  if (rest === 0) return AssayError.of(shown);
  const message = `${rest} more ${rest === 1 ? 'problem' : 'problems'} of this kind`;
  return AssayError.of([
    ...shown,
    diagnostic('DATA_MALFORMED', message, { severity: 'note', place: { file } }),
  ]);
}
