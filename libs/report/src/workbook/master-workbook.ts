import { parseDay } from '@assay/core';
import { MASTER_COLUMNS } from '../master/master-columns.js';
import type { MasterColumn } from '../master/master-columns.js';
import type { MasterRow } from '../master/master-row.js';
import { parseTradeTimestamp } from '../results/timestamps.js';
import type { SheetCell, SheetColumn, SheetModel } from './sheet-model.js';
import { workbookBytes } from './workbook-bytes.js';

/** A row of the sheet and where its report lies. */
export interface MasterSheetRow {
  readonly row: MasterRow;
  /** Path of the report relative to the sheet's folder, forward slashes; null for none. */
  readonly report: string | null;
}

/** The column whose cells link to the reports. */
const LINKED_COLUMN = 'strategy';

/** `Strategy_Master_Filter.xlsx`: one row per run in the order given, and what its columns mean. */
export function masterWorkbook(rows: readonly MasterSheetRow[]): Uint8Array {
  return workbookBytes('Strategy Master Filter', [masterSheet(rows), columnsSheet()]);
}

/** Columns with bars: what was gained, and what it took. */
const BARS: Readonly<Record<string, 'gain' | 'loss'>> = {
  total_net_profit: 'gain',
  return_on_capital: 'gain',
  sharpe_ratio: 'gain',
  max_drawdown: 'loss',
  max_dd_pct: 'loss',
};

/** Units behind the keys; those of texts, flags and bare numbers would say nothing. */
const SHOWN_UNITS: Readonly<Partial<Record<MasterColumn['unit'], string>>> = {
  fraction: '%',
  bars: 'bars',
  days: 'days',
  UTC: 'UTC',
};

function shownColumn({ id, unit, format }: MasterColumn, money: string): SheetColumn {
  const shown = unit === 'money' ? money : SHOWN_UNITS[unit];
  const bars = BARS[id];
  return {
    title: id,
    format,
    ...(shown === undefined ? {} : { unit: shown }),
    ...(bars === undefined ? {} : { bars }),
  };
}

/** The currency of all rows, or what is said when they are in several. */
function moneyUnit(rows: readonly MasterSheetRow[]): string {
  const currencies = new Set(rows.map(({ row }) => row['account_currency']));
  const [only] = currencies;
  return currencies.size === 1 && typeof only === 'string' ? only : 'account currency';
}

function masterSheet(rows: readonly MasterSheetRow[]): SheetModel {
  const money = moneyUnit(rows);
  return {
    name: 'Master',
    columns: MASTER_COLUMNS.map((column) => shownColumn(column, money)),
    rows: rows.map(({ row, report }) =>
      MASTER_COLUMNS.map((column) => {
        const cell = cellOf(row[column.id] ?? null, column);
        if (column.id !== LINKED_COLUMN || report === null || typeof cell !== 'string') return cell;
        return { value: cell, format: 'text', link: report };
      }),
    ),
    filter: true,
    frozenColumns: 2,
  };
}

/** Texts of days and instants become dates; text that is neither stays text. */
function cellOf(value: string | number | boolean | null, { format }: MasterColumn): SheetCell {
  if (typeof value !== 'string') return value;
  const ms =
    format === 'day'
      ? parseDay(value)
      : format === 'instant'
        ? parseTradeTimestamp(value.slice(0, 19).replace('T', ' '))
        : undefined;
  if (ms !== undefined) return ms;
  return format === 'text' ? value : { value, format: 'text' };
}

function columnsSheet(): SheetModel {
  return {
    name: 'Columns',
    columns: [
      { title: 'Column', format: 'text' },
      { title: 'Meaning', format: 'text' },
      { title: 'Unit', format: 'text' },
    ],
    rows: MASTER_COLUMNS.map(({ id, title, unit }) => [
      id,
      title,
      unit === 'fraction' ? 'fraction 0–1, shown as percent' : unit,
    ]),
    filter: false,
  };
}
