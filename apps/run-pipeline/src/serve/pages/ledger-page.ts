import { metricsGlossary } from '@assay/metrics';
import { html, MASTER_COLUMNS, type MasterColumn } from '@assay/report';
import type { Reader } from '@assay/pipeline';
import type { PagePart } from '../web-context.js';
import { cellText, gridCell } from './grid-cells.js';
import { grid, gridControls, type GridColumn, type GridRow } from './grid.js';
import { directiveLink, runLink, stateBadge } from './parts.js';
import { portfolioColumns } from './portfolio-columns.js';

/** Which rows are shown, and how many columns. */
export interface LedgerQuery {
  readonly table: 'runs' | 'portfolios';
  readonly isWhole: boolean;
}

/** Columns of the master sheet that are shown unless all are asked for. */
const KEY_COLUMNS: readonly string[] = [
  'timeframe',
  'test_start',
  'test_end',
  'total_trades',
  'total_net_profit',
  'profit_factor',
  'expectancy',
  'sharpe_ratio',
  'max_drawdown',
  'max_dd_pct',
  'return_dd_ratio',
  'win_rate',
  'average_r',
];

const NUMBERS: readonly MasterColumn['unit'][] = [
  'money',
  'fraction',
  'number',
  'count',
  'bars',
  'days',
];

function isNumber({ unit }: Pick<MasterColumn, 'unit'>): boolean {
  return NUMBERS.includes(unit);
}

function masterColumns(isWhole: boolean): readonly MasterColumn[] {
  const own = ['run_id', 'symbol', 'directive_id'];
  const others = MASTER_COLUMNS.filter(({ id }) => !own.includes(id));
  return isWhole ? others : others.filter(({ id }) => KEY_COLUMNS.includes(id));
}

function runRows(reader: Reader, shown: readonly MasterColumn[]): readonly GridRow[] {
  return (reader.ledger?.masterRows({ status: 'all' }) ?? []).map((row) => ({
    marks: { status: row.status, symbol: row.symbol },
    cells: [
      html`<th scope="row" data-sort="${row.directive_id}">${directiveLink(row.directive_id)}</th>`,
      gridCell(row.symbol, row.symbol),
      gridCell(runLink(row.run_id), row.run_id),
      gridCell(row.status, row.status),
      gridCell(String(row.attempt), row.attempt, 'num'),
      ...shown.map((column) => {
        const value = row.values[column.id] ?? null;
        return gridCell(cellText(column, value), value, isNumber(column) ? 'num' : '');
      }),
    ],
  }));
}

function portfolioRows(reader: Reader, shown: readonly MasterColumn[]): readonly GridRow[] {
  return (reader.ledger?.portfolioRows({ status: 'all' }) ?? []).map((row) => {
    const verdict = String(row.values['verdict'] ?? '');
    return {
      marks: { status: row.status, verdict },
      cells: [
        html`<th scope="row" data-sort="${row.directive_id}">
          ${directiveLink(row.directive_id)}
        </th>`,
        gridCell(stateBadge(verdict), verdict),
        gridCell(row.status, row.status),
        gridCell(String(row.attempt), row.attempt, 'num'),
        ...shown.map((column) => {
          const value = row.values[column.id] ?? null;
          return gridCell(cellText(column, value), value, isNumber(column) ? 'num' : '');
        }),
      ],
    };
  });
}

function tabs({ table, isWhole }: LedgerQuery): string {
  const link = (to: LedgerQuery['table'], word: string) =>
    to === table
      ? html`<a href="/ledger?table=${to}" aria-current="true">${word}</a>`
      : html`<a href="/ledger?table=${to}">${word}</a>`;
  const other = isWhole
    ? html`<a href="/ledger?table=${table}">Key columns</a>`
    : html`<a href="/ledger?table=${table}&amp;columns=all">All columns</a>`;
  return html`<nav class="tabs" aria-label="Tables">
    ${link('runs', 'Runs (master sheet)')}${link('portfolios', 'Portfolios')}${other}
  </nav>`.markup;
}

function distinct(rows: readonly GridRow[], mark: string): readonly string[] {
  return [...new Set(rows.map(({ marks }) => marks[mark] ?? ''))].filter((v) => v !== '').sort();
}

/** The rows of the ledger, for sorting and filtering. */
export function ledgerPage(reader: Reader, query: LedgerQuery): PagePart {
  const isRuns = query.table === 'runs';
  const shown = isRuns ? masterColumns(query.isWhole) : portfolioColumns(reader, query.isWhole);
  const rows = isRuns ? runRows(reader, shown) : portfolioRows(reader, shown);
  const own: readonly GridColumn[] = [
    { id: 'directive_id', header: 'Directive' },
    ...(isRuns
      ? [
          { id: 'symbol', header: 'Symbol' },
          { id: 'run_id', header: 'Run' },
        ]
      : [{ id: 'verdict', header: 'Verdict' }]),
    { id: 'status', header: 'Status' },
    { id: 'attempt', header: 'Attempt', isNumber: true },
  ];
  const meanings = new Map(metricsGlossary().map((row) => [row.metricKey, row.definition]));
  const columns = [
    ...own,
    ...shown.map((column) => ({
      id: column.id,
      header: column.title,
      meaning: meanings.get(column.id) ?? column.title,
      isNumber: isNumber(column),
    })),
  ];
  const controls = gridControls('directive, symbol, run …', [
    {
      mark: 'status',
      label: 'Status',
      values: distinct(rows, 'status'),
      chosen: rows.length > 0 ? 'current' : '',
    },
    isRuns
      ? { mark: 'symbol', label: 'Symbol', values: distinct(rows, 'symbol') }
      : { mark: 'verdict', label: 'Verdict', values: distinct(rows, 'verdict') },
  ]);
  const label = isRuns ? 'Rows of the master sheet' : 'Rows of the portfolios';
  return {
    title: 'Ledger',
    section: '/ledger',
    controls: tabs(query) + controls.markup,
    body: grid(label, columns, rows, 'No row yet: stage 3 writes the first one.').markup,
    says: `${rows.length} rows`,
  };
}
