import { html, type Content, type Markup } from '@assay/report';

/** A column of a grid, by which it can be sorted. */
export interface GridColumn {
  readonly id: string;
  readonly header: string;
  /** What the header means, for who points at it. */
  readonly meaning?: string;
  readonly isNumber?: boolean;
}

/** A row of a grid. */
export interface GridRow {
  /** A whole `<tr>`'s cells. */
  readonly cells: readonly Content[];
  /** What the choices above the grid choose by: `data-<name>`. */
  readonly marks: Readonly<Record<string, string>>;
}

/** A table that is sorted and filtered in the browser. */
export function grid(
  label: string,
  columns: readonly GridColumn[],
  rows: readonly GridRow[],
  nothing: string,
): Markup {
  if (rows.length === 0) return html`<div class="card"><p class="none">${nothing}</p></div>`;
  const heads = columns.map(
    ({ id, header, meaning, isNumber }) =>
      html`<th
        scope="col"
        class="${isNumber === true ? 'num' : ''}"
        data-column="${id}"
        aria-sort="none"
        title="${meaning ?? header}"
      >
        <button type="button" data-key="${id}">${header}</button>
      </th>`,
  );
  const body = rows.map(({ cells, marks }) => {
    const data = Object.keys(marks).map((name) => html` data-${name}="${marks[name] ?? ''}"`);
    return html`<tr${data}>${cells}</tr>`;
  });
  return html`<div class="card gridcard">
    <div class="scroll" tabindex="0" role="region" aria-label="${label}">
      <table class="grid">
        <caption class="hidden">
          ${label}
        </caption>
        <thead>
          <tr>
            ${heads}
          </tr>
        </thead>
        <tbody>
          ${body}
        </tbody>
      </table>
    </div>
  </div>`;
}

/** A choice above a grid; the empty one chooses all. */
export interface GridChoice {
  /** The mark that it chooses by. */
  readonly mark: string;
  readonly label: string;
  readonly values: readonly string[];
  /** Chosen at first; all unless stated. */
  readonly chosen?: string;
}

/** The filter, the choices and the count above a grid. */
export function gridControls(hint: string, choices: readonly GridChoice[]): Markup {
  const selects = choices.map(({ mark, label, values, chosen }) => {
    const options = ['', ...values].map((value) => {
      const word = value === '' ? 'all' : value;
      return value === (chosen ?? '')
        ? html`<option value="${value}" selected>${word}</option>`
        : html`<option value="${value}">${word}</option>`;
    });
    return html`<label
      >${label}<select data-filter="${mark}">
        ${options}
      </select></label
    >`;
  });
  return html`<div class="controls" role="search">
    <label
      >Filter<input
        id="filter"
        type="search"
        placeholder="${hint}"
        autocomplete="off"
        spellcheck="false"
    /></label>
    ${selects}
    <p id="count" role="status"></p>
  </div>`;
}
