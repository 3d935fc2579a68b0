import type { CellFormat } from '../results/trade-list.js';

/** A value with a format of its own, or with a link. */
export interface FormattedCell {
  readonly value: string | number | boolean | null;
  readonly format: CellFormat;
  /** A relative path; the cell's value is its text. One that is not safe is no link. */
  readonly link?: string;
}

/**
 * A cell. Plain values take the column's format; numbers in a `day` or `instant` column are ms UTC;
 * null is an empty cell. Text is always text, whatever it begins with.
 */
export type SheetCell = string | number | boolean | null | FormattedCell;

/** A column of a sheet. */
export interface SheetColumn {
  readonly title: string;
  readonly format: CellFormat;
  /** What the numbers are counted in, shown in brackets behind the title. */
  readonly unit?: string;
  /** Bars in the cells: green and red about zero for a `gain`, orange for a `loss`. */
  readonly bars?: 'gain' | 'loss';
}

/** A chart of lines beside a sheet's rows, over the sheet's first column. */
export interface SheetChart {
  readonly title: string;
  /** Places of the columns that are drawn. */
  readonly columns: readonly number[];
}

/** A sheet: a header that stays in sight, then rows as wide as the header. */
export interface SheetModel {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Offers a filter on the header. */
  readonly filter: boolean;
  /** Columns at the left that stay in sight and are printed on every page; none unless stated. */
  readonly frozenColumns?: number;
  readonly chart?: SheetChart;
}

/** A cell taken apart, in the format it is shown in. */
export function formattedCell(cell: SheetCell, column: SheetColumn): FormattedCell {
  return typeof cell === 'object' && cell !== null
    ? cell
    : { value: cell, format: typeof cell === 'boolean' ? 'flag' : column.format };
}

/** The text of a header cell: the title, then the unit in brackets unless the title ends with it. */
export function headerText({ title, unit }: SheetColumn): string {
  if (unit === undefined || title.toLowerCase().endsWith(unit.toLowerCase())) return title;
  return `${title} (${unit})`;
}

/** The unit that follows from a format; undefined where a format says nothing. */
export function unitOf(format: CellFormat, money: string): string | undefined {
  if (format === 'money') return money;
  if (format === 'percent') return '%';
  return format === 'instant' || format === 'day' ? 'UTC' : undefined;
}

/** A column with the unit that its format has. */
export function unitColumn(title: string, format: CellFormat, money: string): SheetColumn {
  const unit = unitOf(format, money);
  return unit === undefined ? { title, format } : { title, format, unit };
}
