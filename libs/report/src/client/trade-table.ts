import type { RunPageData } from '../run-page/run-trades.js';
import { isNumeric } from '../run-page/trade-view.js';
import { byId, make, makeButton } from './page-elements.js';
import { chooseTrades, readTradeRows, tradesFile } from './trade-rows.js';
import type { TradeFilter, TradeOrder, TradeRow } from './trade-rows.js';

/** Height of a row in pixels; the style sheet has the same. */
const ROW_HEIGHT = 30;
const ROWS_AROUND = 12;
/** More rows than this are not printed: the file has them. */
const PRINTED_MAX = 2000;

/** The whole trade list in a window that holds only the rows in sight. */
export class TradeTable {
  private readonly rows: readonly TradeRow[];
  private chosen: readonly TradeRow[];
  private order: TradeOrder = { column: -1, descending: false };
  private readonly scroller = make('div', 'scroll trades');
  private readonly table = make('table');
  private readonly body = make('tbody');
  private readonly heads: HTMLTableCellElement[] = [];
  private marked = -1;
  private shown = '';

  constructor(
    private readonly data: RunPageData,
    private readonly show: (trade: number) => void,
  ) {
    this.rows = readTradeRows(data);
    this.chosen = this.rows;
    this.build();
  }

  /** Puts the table in the place of the first rows that the page came with. */
  mount(place: HTMLElement): void {
    place.replaceChildren(this.scroller);
    this.scroller.addEventListener('scroll', () => this.draw(), { passive: true });
    for (const id of ['trade-search', 'trade-side', 'trade-result', 'trade-reason']) {
      byId(id)?.addEventListener('input', () => this.choose());
    }
    byId('trade-export')?.addEventListener('click', () => this.save());
    addEventListener('beforeprint', () => this.draw(true));
    addEventListener('afterprint', () => this.draw());
    this.choose();
  }

  /** Marks a trade, and brings it into sight when it passes the filter. */
  mark(trade: number): void {
    this.marked = trade;
    const at = this.chosen.findIndex(({ values }) => values[0] === String(trade));
    if (at >= 0) {
      const top = at * ROW_HEIGHT;
      const { scrollTop, clientHeight } = this.scroller;
      if (top < scrollTop || top + 3 * ROW_HEIGHT > scrollTop + clientHeight) {
        this.scroller.scrollTop = Math.max(0, top - clientHeight / 2);
      }
    }
    this.shown = '';
    this.draw();
  }

  private build(): void {
    const { scroller, table, body } = this;
    scroller.tabIndex = 0;
    scroller.setAttribute('role', 'region');
    scroller.setAttribute('aria-label', 'Trades');
    const caption = make('caption', 'off-screen', 'Trades; a number shows its trade on the chart');
    const row = make('tr');
    this.data.columns.forEach(({ title, format }, column) => {
      const head = make('th', isNumeric(format) ? 'num' : '');
      head.scope = 'col';
      head.append(makeButton(title, title, () => this.sortBy(column)));
      this.heads.push(head);
      row.append(head);
    });
    const top = make('thead');
    top.append(row);
    table.append(caption, top, body);
    scroller.append(table);
  }

  private filter(): TradeFilter {
    const value = (id: string): string =>
      (byId(id) as HTMLInputElement | HTMLSelectElement | null)?.value ?? '';
    return {
      search: value('trade-search'),
      side: value('trade-side'),
      result: value('trade-result'),
      reason: value('trade-reason'),
    };
  }

  private sortBy(column: number): void {
    const isSame = this.order.column === column;
    this.order = { column, descending: isSame && !this.order.descending };
    this.choose();
  }

  private choose(): void {
    const { rows, data, order, heads } = this;
    this.chosen = chooseTrades(rows, data.columns, this.filter(), order);
    heads.forEach((head, column) => {
      if (column !== order.column) head.removeAttribute('aria-sort');
      else head.setAttribute('aria-sort', order.descending ? 'descending' : 'ascending');
    });
    this.table.setAttribute('aria-rowcount', String(this.chosen.length + 1));
    const count = byId('trade-count');
    if (count) count.textContent = `${this.chosen.length} of ${rows.length} trades`;
    this.scroller.scrollTop = 0;
    this.shown = '';
    this.draw();
  }

  /** Makes the rows in sight; the space of the others is two empty rows. */
  private draw(all = false): void {
    const { chosen, body, scroller } = this;
    const height = scroller.clientHeight || 480;
    const first = Math.max(0, Math.floor(scroller.scrollTop / ROW_HEIGHT) - ROWS_AROUND);
    const last = first + Math.ceil(height / ROW_HEIGHT) + 2 * ROWS_AROUND;
    const [from, to] = all ? [0, PRINTED_MAX] : [first, last];
    const end = Math.min(to, chosen.length);
    const shown = `${from} ${end}`;
    if (shown === this.shown) return;
    this.shown = shown;
    const rows = chosen.slice(from, end).map((row, i) => this.row(row, from + i));
    body.replaceChildren(this.space(from), ...rows, this.space(all ? 0 : chosen.length - end));
  }

  private space(rows: number): HTMLTableRowElement {
    const row = make('tr', 'space');
    row.setAttribute('aria-hidden', 'true');
    row.style.height = `${rows * ROW_HEIGHT}px`;
    row.hidden = rows === 0;
    return row;
  }

  private row({ texts, values }: TradeRow, place: number): HTMLTableRowElement {
    const { columns } = this.data;
    const trade = Number(values[0]);
    const row = make('tr', trade === this.marked ? 'marked' : '');
    row.setAttribute('aria-rowindex', String(place + 2));
    columns.forEach(({ id, format }, column) => {
      const text = texts[column] ?? '';
      if (column === 0) {
        const head = make('th', 'num');
        head.scope = 'row';
        head.append(makeButton(text, `Show trade ${text} on the chart`, () => this.show(trade)));
        row.append(head);
        return;
      }
      const sign = id.startsWith('net_') ? Math.sign(Number(values[column])) : 0;
      const tone = sign > 0 ? ' gain' : sign < 0 ? ' loss' : '';
      const cell = make('td', `${isNumeric(format) ? 'num' : ''}${tone}`.trim(), text);
      // Long text is cut where it would widen the table; the whole of it is a tooltip.
      if (format === 'text' && text.length > 24) cell.title = text;
      row.append(cell);
    });
    return row;
  }

  private save(): void {
    const text = tradesFile(this.data.lines, this.chosen);
    const link = make('a');
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
    link.download = this.data.fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}
