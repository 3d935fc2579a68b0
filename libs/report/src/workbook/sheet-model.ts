import type { CellFormat } from '../results/trade-list.js';

/** A value with a format of its own, or with a link. */
export interface FormattedCell {
  readonly value: string | number | boolean | null;
  readonly format: CellFormat;
  /** A relative path or a URL; the cell's value is its text. */
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
}

/** A sheet: a header that stays in sight, then rows as wide as the header. */
export interface SheetModel {
  /** At most 31 characters, none of `[]:*?/\`. */
  readonly name: string;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly SheetCell[])[];
  /** Offers a filter on the header. */
  readonly filter: boolean;
}

/** A cell taken apart, in the format it is shown in. */
export function formattedCell(cell: SheetCell, column: SheetColumn): FormattedCell {
  return typeof cell === 'object' && cell !== null
    ? cell
    : { value: cell, format: typeof cell === 'boolean' ? 'flag' : column.format };
}
