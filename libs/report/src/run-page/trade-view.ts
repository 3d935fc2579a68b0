import type { CsvValue } from '../results/csv-text.js';
import { decimalText, NO_VALUE } from '../html/number-text.js';

/** How a column of the trade table looks; `side` is long or short, `price` has the chart's decimals. */
export type TradeFormat = 'text' | 'time' | 'integer' | 'side' | 'price' | 'lots' | 'money' | 'r';

/** A column of the trade table; `id` is a column of the trade list. */
export interface TradeViewColumn {
  readonly id: string;
  readonly title: string;
  readonly format: TradeFormat;
}

const COLUMNS: readonly TradeViewColumn[] = [
  { id: 'sequence_index', title: '#', format: 'integer' },
  { id: 'entry_timestamp', title: 'Entry, UTC', format: 'time' },
  { id: 'direction', title: 'Side', format: 'side' },
  { id: 'lots', title: 'Lots', format: 'lots' },
  { id: 'entry_price', title: 'Entry price', format: 'price' },
  { id: 'initial_stop', title: 'First stop', format: 'price' },
  { id: 'exit_timestamp', title: 'Exit, UTC', format: 'time' },
  { id: 'exit_price', title: 'Exit price', format: 'price' },
  { id: 'exit_reason', title: 'Exit reason', format: 'text' },
  { id: 'bars_held', title: 'Bars', format: 'integer' },
  { id: 'net_MONEY', title: 'Net, MONEY', format: 'money' },
  { id: 'r_multiple', title: 'R', format: 'r' },
  { id: 'mfe_r', title: 'MFE, R', format: 'r' },
  { id: 'mae_r', title: 'MAE, R', format: 'r' },
  { id: 'spread_MONEY', title: 'Spread', format: 'money' },
  { id: 'commission_MONEY', title: 'Commission', format: 'money' },
  { id: 'slippage_MONEY', title: 'Slippage', format: 'money' },
  { id: 'swap_MONEY', title: 'Swap', format: 'money' },
  { id: 'volatility_regime', title: 'Volatility', format: 'text' },
  { id: 'trend_label', title: 'Trend', format: 'text' },
];

/** The columns that a page shows of the trade list, in order. */
export function tradeViewColumns(accountCurrency: string): readonly TradeViewColumn[] {
  const suffix = accountCurrency.toLowerCase();
  return COLUMNS.map(({ id, title, format }) => ({
    id: id.replace('MONEY', suffix),
    title: title.replace('MONEY', accountCurrency),
    format,
  }));
}

/** True for what is aligned to the right and sorted as a number. */
export function isNumeric(format: TradeFormat): boolean {
  return format !== 'text' && format !== 'time' && format !== 'side';
}

/** A cell of the trade table as people read it, rounded; page and script use this one function. */
export function tradeCellText(value: CsvValue, format: TradeFormat, decimals: number): string {
  if (value === null || value === '') return format === 'text' ? '' : NO_VALUE;
  if (format === 'time') return String(value).slice(0, 16);
  if (format === 'side') return Number(value) > 0 ? 'long' : 'short';
  if (!isNumeric(format)) return String(value);
  const number = Number(value);
  if (format === 'integer') return decimalText(number, 0);
  if (format === 'price') return decimalText(number, decimals);
  return decimalText(number, 2);
}
