import { displayWidth, pad, truncate } from './display-width.js';
import { safeLine } from './safe-text.js';
import { PLAIN_STYLE, type Style } from './style.js';

/** One column of a table. */
export interface Column {
  readonly header: string;
  /** Numbers go right; left unless said. Right-aligned cells are never cut: a cut number is a lie. */
  readonly align?: 'left' | 'right';
  /** Colours a cell after it was padded; `text` is the padded cell, `raw` what was given. */
  readonly paint?: (text: string, raw: string, style: Style) => string;
}

/** How a table is drawn. */
export interface TableOptions {
  /** Columns of the terminal; undefined = no limit (a pipe or a file: nothing is cut). */
  readonly width?: number | undefined;
  readonly style?: Style;
}

const GAP = '  ';
/** A column that is cut keeps at least this many characters. */
const SHRUNK_WIDTH_MIN = 8;

/** Takes columns away from the widest left-aligned column until the table fits or nothing gives way. */
function fitWidths(
  columns: readonly Column[],
  natural: readonly number[],
  limit: number | undefined,
): number[] {
  const widths = [...natural];
  if (limit === undefined) return widths;
  let excess = widths.reduce((sum, width) => sum + width + GAP.length, -GAP.length) - limit;
  while (excess > 0) {
    let widest = -1;
    for (const [index, width] of widths.entries()) {
      const gives = columns[index]?.align !== 'right' && width > SHRUNK_WIDTH_MIN;
      if (gives && (widest < 0 || width > (widths[widest] ?? 0))) widest = index;
    }
    if (widest < 0) break;
    widths[widest] = (widths[widest] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/**
 * Draws a table: a header, a rule, one line per row; columns aligned by display width.
 *
 * @param rows - Cells in the order of `columns`; a missing cell is empty.
 * @returns Lines joined by LF, without a final one.
 */
export function renderTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  options: TableOptions = {},
): string {
  const style = options.style ?? PLAIN_STYLE;
  const cells = rows.map((row) => columns.map((_, index) => safeLine(row[index] ?? '')));
  const natural = columns.map((column, index) =>
    Math.max(displayWidth(column.header), ...cells.map((row) => displayWidth(row[index] ?? ''))),
  );
  const widths = fitWidths(columns, natural, options.width);
  const line = (row: readonly string[], paint?: (text: string, index: number) => string): string =>
    row
      .map((cell, index) => {
        const width = widths[index] ?? 0;
        const isCuttable = columns[index]?.align !== 'right';
        const text = pad(isCuttable ? truncate(cell, width) : cell, width, columns[index]?.align);
        return paint ? paint(text, index) : text;
      })
      .join(GAP)
      .replace(/ +$/, '');
  return [
    line(
      columns.map((column) => column.header),
      (text) => style.strong(text),
    ),
    style.dim(line(widths.map((width) => '─'.repeat(width)))),
    ...cells.map((row) =>
      line(row, (text, index) => columns[index]?.paint?.(text, row[index] ?? '', style) ?? text),
    ),
  ].join('\n');
}
