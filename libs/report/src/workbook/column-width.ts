import { formattedCell, headerText } from './sheet-model.js';
import type { FormattedCell, SheetColumn, SheetModel } from './sheet-model.js';

const NUMBER_WIDTH = { least: 9, most: 24 } as const;
const TEXT_WIDTH = { least: 8, most: 60 } as const;
/** Room for the filter's button and the cell's margins. */
const PADDING = 3;
/** Decimals that are shown; a price has those of its instrument. */
const DECIMALS: Readonly<Record<string, number>> = { money: 3, percent: 4, ratio: 3, rate: 7 };

/** Characters of a number as it is shown, with its separators. */
function numberLength(value: number, format: string, digits: number): number {
  const scaled = format === 'percent' ? value * 100 : value;
  const whole = String(Math.trunc(Math.abs(scaled))).length;
  const decimals = format === 'price' ? digits + 1 : (DECIMALS[format] ?? 0);
  return whole + Math.floor((whole - 1) / 3) + decimals + (value < 0 ? 1 : 0);
}

function cellLength({ value, format }: FormattedCell, digits: number): number {
  if (format === 'instant') return 19;
  if (format === 'day') return 10;
  if (typeof value === 'string') return value.length;
  return typeof value === 'number' ? numberLength(value, format, digits) : 5;
}

/** Headers take two lines, broken between words only. */
function headerWidth(header: string): number {
  return header
    .split(' ')
    .reduce((most, word) => Math.max(most, word.length), Math.ceil(header.length / 2));
}

/** Width of a column in characters: header and every row fit, long text is wrapped. */
export function columnWidth(
  column: SheetColumn,
  place: number,
  { rows }: SheetModel,
  digits: number,
): number {
  const { least, most } = column.format === 'text' ? TEXT_WIDTH : NUMBER_WIDTH;
  let longest = headerWidth(headerText(column));
  for (const row of rows) {
    longest = Math.max(longest, cellLength(formattedCell(row[place] ?? null, column), digits));
  }
  const room = column.bars ? PADDING + 2 : PADDING;
  return Math.max(least, Math.min(most, longest + room));
}
