import { parseCsv } from '../results/csv-text.js';
import type { RunPageData } from '../run-page/run-trades.js';
import { isNumeric, tradeCellText } from '../run-page/trade-view.js';

/** A trade as the table shows it. */
export interface TradeRow {
  /** Its line of the trade list, as the file has it. */
  readonly line: string;
  /** Full values of the shown columns, in their order. */
  readonly values: readonly string[];
  readonly texts: readonly string[];
}

/** What a reader asks of the trades; an empty text asks nothing. */
export interface TradeFilter {
  readonly search: string;
  readonly side: string;
  /** `1` gains, `-1` losses. */
  readonly result: string;
  readonly reason: string;
}

/** Column and direction; `column` −1 is the order of the file. */
export interface TradeOrder {
  readonly column: number;
  readonly descending: boolean;
}

/** Trades of the page, in the order of the file. */
export function readTradeRows({ lines, columns, decimals }: RunPageData): readonly TradeRow[] {
  const parsed = parseCsv(`${lines.join('\n')}\n`);
  if (!parsed) return [];
  const places = columns.map(({ id }) => parsed.header.indexOf(id));
  return parsed.rows.map((row, i) => {
    const values = places.map((place) => row[place] ?? '');
    const texts = columns.map(({ format }, c) => tradeCellText(values[c] ?? '', format, decimals));
    return { line: lines[i + 1] ?? '', values, texts };
  });
}

/** The rows that pass, in the order asked for; rows without a value come last either way. */
export function chooseTrades(
  rows: readonly TradeRow[],
  columns: RunPageData['columns'],
  filter: TradeFilter,
  order: TradeOrder,
): readonly TradeRow[] {
  const place = (test: (id: string) => boolean): number => columns.findIndex(({ id }) => test(id));
  const [side, reason] = [place((id) => id === 'direction'), place((id) => id === 'exit_reason')];
  const net = place((id) => id.startsWith('net_'));
  const words = filter.search.toLowerCase();
  const chosen = rows.filter(
    ({ texts, values }) =>
      (filter.side === '' || texts[side] === filter.side) &&
      (filter.result === '' || Math.sign(Number(values[net])) === Number(filter.result)) &&
      (filter.reason === '' || values[reason] === filter.reason) &&
      (words === '' || texts.some((text) => text.toLowerCase().includes(words))),
  );
  const column = columns[order.column];
  if (!column) return chosen;
  const factor = order.descending ? -1 : 1;
  const isNumber = isNumeric(column.format);
  const compare = (a: string, b: string): number => {
    if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
    if (isNumber) return (Number(a) - Number(b)) * factor;
    return (a < b ? -1 : a > b ? 1 : 0) * factor;
  };
  return chosen.sort((a, b) => compare(a.values[order.column] ?? '', b.values[order.column] ?? ''));
}

/** The chosen trades as a file: the lines of the trade list, untouched. */
export function tradesFile(lines: readonly string[], rows: readonly TradeRow[]): string {
  return `${[lines[0] ?? '', ...rows.map(({ line }) => line)].join('\n')}\n`;
}
