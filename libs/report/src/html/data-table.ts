import { html, NOTHING } from './markup.js';
import type { Content, Markup } from './markup.js';

/** A cell of a table: its text, and what it stands for. */
export interface TableCell {
  readonly text: Content;
  /** A second, smaller line. */
  readonly small?: string;
  /** Right-aligned figures. */
  readonly number?: boolean;
  /** Colours a gain or a loss by the sign of a value. */
  readonly sign?: number | null;
  /** Shade of a heat table: −4 … 4, 0 is none. */
  readonly heat?: number;
  /** Shade of an amount without a good or bad side: 0 … 4. */
  readonly amount?: number;
}

/** A table; the first cell of each row names the row. */
export interface DataTable {
  /** Read by screen readers, and shown as a small title. */
  readonly caption: string;
  readonly columns: readonly { readonly title: Content; readonly number?: boolean }[];
  readonly rows: readonly (readonly TableCell[])[];
  /** The last row is a sum. */
  readonly total?: boolean;
}

function classesOf({ number, sign, heat, amount }: TableCell): string {
  const classes: string[] = [];
  if (number) classes.push('num');
  if (sign) classes.push(sign > 0 ? 'gain' : 'loss');
  if (heat) classes.push(`heat-${heat > 0 ? 'p' : 'n'}${Math.abs(heat)}`);
  if (amount) classes.push(`amount-${amount}`);
  return classes.join(' ');
}

function cellMarkup(cell: TableCell, place: number): Markup {
  const classes = classesOf(cell);
  const attribute = classes === '' ? NOTHING : html` class="${classes}"`;
  const small = cell.small === undefined ? NOTHING : html`<small>${cell.small}</small>`;
  return place === 0
    ? html`<th scope="row" ${attribute}>${cell.text}${small}</th>`
    : html`<td${attribute}>${cell.text}${small}</td>`;
}

/** Renders a table that scrolls by itself on narrow screens. */
export function tableMarkup({ caption, columns, rows, total }: DataTable): Markup {
  const head = columns.map(({ title, number }) =>
    number ? html`<th scope="col" class="num">${title}</th>` : html`<th scope="col">${title}</th>`,
  );
  const body = rows.map((row, i) => {
    const cells = row.map(cellMarkup);
    return total && i === rows.length - 1
      ? html`<tr class="total">
          ${cells}
        </tr>`
      : html`<tr>
          ${cells}
        </tr>`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div> `;
}
