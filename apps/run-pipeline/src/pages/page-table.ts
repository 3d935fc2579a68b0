import { html, type Content, type Markup } from '@assay/report';

/** One column of a table on a page. */
export interface PageColumn {
  readonly header: Content;
  /** Numbers go right. */
  readonly isNumber?: boolean;
}

/**
 * A table whose first column names its rows; wider ones scroll by themselves, with the keyboard too.
 *
 * @param label - What the table is, for those who do not see it.
 * @param nothing - What stands there when there is no row.
 */
export function pageTable(
  label: string,
  columns: readonly PageColumn[],
  rows: readonly (readonly Content[])[],
  nothing: string,
): Markup {
  if (rows.length === 0) return html`<p class="none">${nothing}</p>`;
  const tone = (i: number): string => (columns[i]?.isNumber === true ? 'num' : '');
  const head = columns.map(
    ({ header }, i) => html`<th scope="col" class="${tone(i)}">${header}</th>`,
  );
  const body = rows.map(
    (cells) =>
      html`<tr>
        ${cells.map((cell, i) =>
          i === 0 ? html`<th scope="row">${cell}</th>` : html`<td class="${tone(i)}">${cell}</td>`,
        )}
      </tr>`,
  );
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
}
