import { AssayError } from '@assay/core';
import { ByteCursor } from '../csv/byte-cursor.js';
import {
  DATE_FORMATS,
  parseDateFormat,
  showTimeLayout,
  timeLayoutsOf,
  type TimeLayout,
} from './date-layout.js';
import type { ImportOptions } from './import-options.js';
import { noBars } from './no-bars.js';
import type { TextSample } from './text-sample.js';

/** How times are written, and what decided it when their form alone did not. */
export interface ChosenLayout {
  readonly layout: TimeLayout;
  readonly remarks: readonly string[];
}

/**
 * How the times of a column are written: as `--date-format` says, else by the form of the first cell;
 * day or month first is decided by the first row that has a number above 12.
 * @throws AssayError VALUE_NOT_ALLOWED, IMPORT_MALFORMED or IMPORT_DATE_AMBIGUOUS.
 */
export function chooseTimeLayout(
  sample: TextSample,
  column: number,
  headerLines: number,
  options: ImportOptions,
): ChosenLayout {
  if (options.dateFormat !== undefined) {
    return { layout: declaredLayout(options.dateFormat), remarks: [] };
  }
  const row = sample.rows[headerLines];
  if (!row) throw noBars(sample.file.name, headerLines + 1, sample.file.bytes);
  const cell = row[column] ?? '';
  const layouts = timeLayoutsOf(cell);
  const [only, other] = layouts;
  if (only && !other) return { layout: only, remarks: remarksOn(only) };
  if (only && other) return dayOrMonthFirst(sample, column, headerLines, layouts);
  throw new AssayError('IMPORT_MALFORMED', 'the form of the times is not known', {
    place: { file: sample.file.name, line: headerLines + 1 },
    found: JSON.stringify(cell),
    expected: DATE_FORMATS,
    next: 'Say how times are written with --date-format, or in which column they stand with --columns.',
  });
}

/** @throws AssayError VALUE_NOT_ALLOWED when the text is no date format. */
export function declaredLayout(text: string): TimeLayout {
  const layout = parseDateFormat(text);
  if (layout) return layout;
  throw new AssayError('VALUE_NOT_ALLOWED', '--date-format is none that can be read', {
    found: JSON.stringify(text),
    expected: DATE_FORMATS,
  });
}

function remarksOn(layout: TimeLayout): readonly string[] {
  return layout.kind === 'epoch' ? [`times are ${showTimeLayout(layout)}, by their digits`] : [];
}

function dayOrMonthFirst(
  sample: TextSample,
  column: number,
  headerLines: number,
  layouts: readonly TimeLayout[],
): ChosenLayout {
  const { bytes, name } = sample.file;
  const cursor = new ByteCursor(bytes, 0, sample.delimiter.charCodeAt(0));
  let at = 0;
  for (let line = 0; at < cursor.end; line += 1) {
    const from = at;
    at = cursor.lineEnd(from) + 1;
    if (line < headerLines) continue;
    let start = from;
    for (let k = 0; k < column; k += 1) start += cursor.cellText(start).length + 1;
    const match = /^"?(\d{1,2})[-/](\d{1,2})[-/]/.exec(cursor.cellText(start));
    if (Number(match?.[1]) > 12) return orderOf(layouts, 'dmy', line + 1);
    if (Number(match?.[2]) > 12) return orderOf(layouts, 'mdy', line + 1);
  }
  throw new AssayError('IMPORT_DATE_AMBIGUOUS', 'dates may be day first or month first', {
    place: { file: name, line: headerLines + 1 },
    found: sample.rows[headerLines]?.[column] ?? '',
    expected: 'a row with a day above 12, or --date-format',
  });
}

function orderOf(layouts: readonly TimeLayout[], order: string, line: number): ChosenLayout {
  const found = layouts.find((layout) => layout.kind === 'date' && layout.order === order);
  if (!found) throw new Error(`no layout of order ${order}`);
  const first = order === 'dmy' ? 'day' : 'month';
  return { layout: found, remarks: [`dates have the ${first} first: line ${line} decides`] };
}
