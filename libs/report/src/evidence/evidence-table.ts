import { formatDay } from '@assay/core';
import type { MetricDefinition, MetricSet, MetricUnit } from '@assay/metrics';
import {
  ACCOUNT_METRICS,
  DEFLATION_METRICS,
  PORTFOLIO_OVERLAP_METRICS,
  PORTFOLIO_TRADE_METRICS,
  RIGOUR_METRICS,
  ROBUSTNESS_METRICS,
  UNIT_NAMES,
} from '@assay/metrics';
import { tableMarkup } from '../html/data-table.js';
import type { MetricNames } from '../html/metric-names.js';
import type { TableCell } from '../html/data-table.js';
import { html, NOTHING } from '../html/markup.js';
import type { Content, Markup } from '../html/markup.js';
import { decimalText, NO_VALUE, percentText } from '../html/number-text.js';
import { csvText } from '../results/csv-text.js';
import type { CsvValue } from '../results/csv-text.js';
import type { CellFormat } from '../results/trade-list.js';
import { unitColumn } from '../workbook/sheet-model.js';
import type { SheetModel } from '../workbook/sheet-model.js';

/** A column of a table that page, sheet and file show alike. */
export interface EvidenceColumn {
  /** Header in files. */
  readonly id: string;
  /** Header for people. */
  readonly title: string;
  readonly format: CellFormat;
  /** False for what a page says in another way: values there are shown in their unit. */
  readonly onPage?: false;
}

/** A table of results, written once and shown everywhere; values are unrounded. */
export interface EvidenceTable {
  /** snake_case; names the file. */
  readonly id: string;
  /** At most 31 characters: it names the sheet too. */
  readonly title: string;
  /** What a reader must know to read it; one or two sentences. */
  readonly note: string;
  readonly columns: readonly EvidenceColumn[];
  /** A cell of a `mixed` row may bring its own format. */
  readonly rows: readonly (readonly EvidenceCell[])[];
}

/** A value, or a value with a format of its own. */
export type EvidenceCell = CsvValue | { readonly value: CsvValue; readonly format: CellFormat };

const UNIT_FORMAT: Readonly<Record<MetricUnit, CellFormat>> = {
  money: 'money',
  fraction: 'percent',
  ratio: 'ratio',
  count: 'integer',
  r: 'ratio',
  days: 'ratio',
  bars: 'ratio',
  flag: 'integer',
};

/** How a number of a unit is shown. */
export function unitFormat(unit: MetricUnit): CellFormat {
  return UNIT_FORMAT[unit];
}

const JUDGED_UNITS: ReadonlyMap<string, MetricUnit> = new Map(
  [
    ...ACCOUNT_METRICS,
    ...RIGOUR_METRICS,
    ...DEFLATION_METRICS,
    ...ROBUSTNESS_METRICS,
    ...PORTFOLIO_TRADE_METRICS,
    ...PORTFOLIO_OVERLAP_METRICS,
  ].map(({ id, unit }) => [id, unit]),
);

/** The unit of a number that a policy may name. */
export function judgedUnit(id: string): MetricUnit {
  return JUDGED_UNITS.get(id) ?? 'ratio';
}

/** A column. */
export function column(id: string, title: string, format: CellFormat = 'text'): EvidenceColumn {
  return { id, title, format };
}

/** Metrics, one to a row, with what they mean and why they have no value. */
export function metricRows<Id extends string>(
  definitions: readonly (Pick<MetricDefinition<never>, 'name' | 'unit' | 'formula'> & {
    readonly id: Id;
  })[],
  set: MetricSet<Id>,
): Pick<EvidenceTable, 'columns' | 'rows'> {
  return {
    columns: [
      column('metric', 'Key'),
      column('name', 'Number'),
      column('value', 'Value', 'ratio'),
      { ...column('unit', 'Unit'), onPage: false },
      column('definition', 'Definition'),
      column('undefined_because', 'No value because'),
    ],
    rows: definitions.map(({ id, name, unit, formula }) => [
      id,
      name,
      { value: set.values[id], format: UNIT_FORMAT[unit] },
      UNIT_NAMES[unit],
      formula,
      set.reasons[id] ?? null,
    ]),
  };
}

function valueOf(cell: EvidenceCell | undefined): CsvValue {
  if (cell === undefined) return null;
  return typeof cell === 'object' && cell !== null ? cell.value : cell;
}

/** The table as a file. */
export function tableCsv({ columns, rows }: EvidenceTable): string {
  return csvText(
    columns.map(({ id }) => id),
    rows.map((row) => columns.map((_, place) => valueOf(row[place]))),
  );
}

/** The table as a sheet. */
export function tableSheet({ title, columns, rows }: EvidenceTable, currency: string): SheetModel {
  return {
    name: title,
    columns: columns.map(({ id, title: name, format }) => ({
      ...unitColumn(name, format, currency),
      ...(id === 'net_profit' ? { bars: 'gain' as const } : {}),
      ...(/^max_drawdown/.test(id) ? { bars: 'loss' as const } : {}),
    })),
    rows,
    filter: true,
  };
}

function cellText(value: CsvValue, format: CellFormat): string {
  if (value === null || value === '') return format === 'text' ? '' : NO_VALUE;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'string') return value;
  if (format === 'percent') return percentText(value);
  if (format === 'integer') return decimalText(value, 0);
  return format === 'day' ? formatDay(value) : decimalText(value, 2);
}

/** Places of the columns that a page shows: not those of words that no row has. */
function shownPlaces({ columns, rows }: EvidenceTable, named: boolean): readonly number[] {
  // A name that opens its definition says the key and the definition as well.
  const isSaid = (id: string): boolean =>
    named && columns.some((one) => one.id === 'name') && (id === 'metric' || id === 'definition');
  const says = (place: number): boolean =>
    rows.some((row) => ![null, ''].includes(valueOf(row[place]) as string | null));
  return columns.flatMap(({ id, format, onPage }, place) =>
    onPage !== false && !isSaid(id) && (format !== 'text' || says(place)) ? [place] : [],
  );
}

/** What stands in a cell of words: names of numbers open their definitions. */
function wordsOf(
  row: readonly EvidenceCell[],
  { id }: EvidenceColumn,
  text: string,
  names: MetricNames | undefined,
): Content {
  if (names === undefined || (id !== 'metric' && id !== 'name')) return text;
  const key = String(valueOf(row[0]));
  return names.find(key) ? names.of(key) : text;
}

/** The table on a page, title and note above it; nothing without rows. */
export function tableOnPage(evidence: EvidenceTable, names?: MetricNames): Markup {
  const { title, note, rows } = evidence;
  if (rows.length === 0) return NOTHING;
  const places = shownPlaces(evidence, names !== undefined);
  const columns = places.map((place) => evidence.columns[place] as EvidenceColumn);
  const cellOf = (row: readonly EvidenceCell[], shown: number): TableCell => {
    const cell = row[places[shown] ?? -1];
    const at = columns[shown] as EvidenceColumn;
    const own = typeof cell === 'object' && cell !== null ? cell.format : at.format;
    const text = cellText(valueOf(cell), own);
    const isText = at.format === 'text';
    const sign = at.id === 'passed' ? (valueOf(cell) === true ? 1 : -1) : 0;
    return { text: isText ? wordsOf(row, at, text, names) : text, number: !isText, sign };
  };
  const table = tableMarkup({
    caption: title,
    columns: columns.map(({ id, title: name, format }) => ({
      title: format === 'text' || !names ? name : names.of(id, name),
      number: format !== 'text',
    })),
    rows: rows.map((row) => columns.map((_, shown) => cellOf(row, shown))),
  });
  return html`<h3>${title}</h3>
    <p>${note}</p>
    ${table}`;
}
