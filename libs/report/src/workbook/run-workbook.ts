import { listedName } from '@assay/core';
import { BENCHMARK_METRICS, METRICS, UNIT_NAMES, metricsGlossary } from '@assay/metrics';
import type { TradeBreakdowns, YearMetricId } from '@assay/metrics';
import { tableSheet, unitFormat } from '../evidence/evidence-table.js';
import { costTable, rigourTable } from '../evidence/run-evidence.js';
import { reportNotices } from '../results/report-notices.js';
import { moneySuffix, runOutcomeLabel } from '../results/run-result-model.js';
import type { RunResultModel } from '../results/run-result-model.js';
import { tradeColumns } from '../results/trade-list.js';
import type { CellFormat, TradeColumn } from '../results/trade-list.js';
import { equitySheet } from './equity-sheet.js';
import { priceDigits } from './price-digits.js';
import { unitColumn } from './sheet-model.js';
import type { SheetCell, SheetColumn, SheetModel } from './sheet-model.js';
import { workbookBytes } from './workbook-bytes.js';

function text(title: string): SheetColumn {
  return { title, format: 'text' };
}

/** File name of a run's workbook. */
export function runWorkbookName(directiveId: string, symbol: string): string {
  return `AK_Trade_Report_${listedName(directiveId, symbol)}.xlsx`;
}

/** The workbook of a run: settings, results, benchmark, years, groups, trades, definitions. */
export function runWorkbook(model: RunResultModel): Uint8Array {
  const currency = model.result.accountCurrency;
  const sheets = [
    settingsSheet(model),
    performanceSheet(model),
    equitySheet(model),
    benchmarkSheet(model),
    yearwiseSheet(model),
    breakdownSheet(model),
    tableSheet(rigourTable(model), currency),
    tableSheet(costTable(model.rigour.costGrid), currency),
    tradesSheet(model),
    glossarySheet(),
  ];
  const title = `Trade report ${listedName(model.directiveId, model.symbol)}`;
  return workbookBytes(title, sheets, { digits: priceDigits(model.pointSize) });
}

function settingsSheet(model: RunResultModel): SheetModel {
  const { result } = model;
  const facts: (readonly [string, SheetCell])[] = [
    ['Outcome', runOutcomeLabel(model)],
    ['Data', model.synthetic ? 'SYNTHETIC: generated, not a market' : 'market data'],
    ...reportNotices(result.settings, model.synthetic).map((text) => ['Notice', text] as const),
    ['Run ID', model.runId],
    ['Run key', model.runKey],
    ['Directive', model.directiveId],
    ['Strategy Name', model.strategy],
    ['Symbol', model.symbol],
    ['Broker', model.broker],
    ['Timeframe', model.timeframe],
    [`Reference Capital (${result.accountCurrency})`, { value: result.capital, format: 'money' }],
    ['Date Range Start', model.startDate],
    ['Date Range End', model.endDate],
    ['First bar (UTC)', { value: model.firstBarTime, format: 'instant' }],
    ['Last bar (UTC)', { value: model.lastBarTime, format: 'instant' }],
    ['Bars', { value: model.bars, format: 'integer' }],
    ['Warm-up bars', { value: model.warmupBars, format: 'integer' }],
    ['Bars without ready indicators', { value: result.notReadyBars, format: 'integer' }],
    ['Engine Name', model.engineName],
    ['Engine Version', model.engineVersion],
    ['Periods per year', { value: model.metrics.periodsPerYear, format: 'integer' }],
    ...byKey(result.settings).map(([key, value]) => [`Setting: ${key}`, value] as const),
    ...byKey(result.rejections).map(
      ([key, value]) => [`Orders rejected: ${key}`, { value, format: 'integer' }] as const,
    ),
    ...byKey(model.inputs).map(([key, value]) => [`Input: ${key}`, value] as const),
  ];
  return {
    name: 'Settings',
    columns: [text('Parameter'), text('Value')],
    rows: facts,
    filter: false,
  };
}

function byKey<T>(record: Readonly<Record<string, T>>): (readonly [string, T])[] {
  return Object.keys(record)
    .sort()
    .map((key) => [key, record[key] as T]);
}

function performanceSheet({ metrics: { all, long, short } }: RunResultModel): SheetModel {
  return {
    name: 'Performance Summary',
    columns: [
      text('Metric'),
      { title: 'All Trades', format: 'ratio' },
      { title: 'Long Trades', format: 'ratio' },
      { title: 'Short Trades', format: 'ratio' },
      text('Unit'),
      text('No value for all trades because'),
    ],
    rows: METRICS.map(({ id, name, unit }) => {
      const format = unitFormat(unit);
      const cell = (value: number | null): SheetCell => ({ value, format });
      return [
        name,
        cell(all.values[id]),
        cell(long.values[id]),
        cell(short.values[id]),
        UNIT_NAMES[unit],
        all.reasons[id] ?? null,
      ];
    }),
    filter: false,
  };
}

function benchmarkSheet({ metrics: { benchmark } }: RunResultModel): SheetModel {
  return {
    name: 'Benchmark Analysis',
    columns: [
      text('Metric'),
      { title: 'Value', format: 'ratio' },
      text('Definition'),
      text('No value because'),
    ],
    rows: BENCHMARK_METRICS.map(({ id, name, unit, formula }) => [
      name,
      { value: benchmark.values[id], format: id.endsWith('_price') ? 'price' : unitFormat(unit) },
      formula,
      benchmark.reasons[id] ?? null,
    ]),
    filter: false,
  };
}

const YEAR_COLUMNS: readonly (readonly [string, YearMetricId, CellFormat])[] = [
  ['net_profit', 'net_profit', 'money'],
  ['gross_profit', 'gross_profit', 'money'],
  ['gross_loss', 'gross_loss', 'money'],
  ['trade_count', 'trade_count', 'integer'],
  ['win_rate', 'win_rate', 'percent'],
  ['profit_factor', 'profit_factor', 'ratio'],
  ['avg_trade', 'expectancy', 'money'],
  ['max_dd_MONEY', 'max_drawdown', 'money'],
  ['max_dd_pct', 'max_drawdown_pct', 'percent'],
  ['return_dd_ratio', 'return_dd_ratio', 'ratio'],
  ['avg_bars', 'average_bars_held', 'ratio'],
  ['win_count', 'winning_trades', 'integer'],
  ['loss_count', 'losing_trades', 'integer'],
];

function yearwiseSheet({ metrics, result }: RunResultModel): SheetModel {
  const suffix = moneySuffix(result.accountCurrency);
  return {
    name: 'Yearwise Performance',
    columns: [
      { title: 'year', format: 'text' },
      ...YEAR_COLUMNS.map(([title, id, format]) => ({
        ...unitColumn(title.replace('MONEY', suffix), format, result.accountCurrency),
        ...(id === 'net_profit' ? { bars: 'gain' as const } : {}),
        ...(id === 'max_drawdown_pct' ? { bars: 'loss' as const } : {}),
      })),
    ],
    rows: metrics.years.map(({ year, metrics: { values } }) => [
      year,
      ...YEAR_COLUMNS.map(([, id]) => values[id]),
    ]),
    filter: false,
  };
}

const GROUPINGS: readonly (readonly [keyof TradeBreakdowns, string])[] = [
  ['direction', 'Direction'],
  ['volatilityRegime', 'Volatility'],
  ['trend', 'Trend'],
  ['session', 'Session'],
  ['exitReason', 'Exit reason'],
  ['month', 'Month (UTC)'],
  ['weekday', 'Weekday (UTC)'],
  ['hour', 'Hour (UTC)'],
];

function breakdownSheet({ metrics: { breakdowns }, result }: RunResultModel): SheetModel {
  const currency = result.accountCurrency;
  return {
    name: 'Breakdowns',
    columns: [
      text('By'),
      text('Group'),
      { title: 'Trades', format: 'integer' },
      { ...unitColumn('Net profit', 'money', currency), bars: 'gain' },
      unitColumn('Win rate', 'percent', currency),
      { title: 'Profit factor', format: 'ratio' },
      unitColumn('Expectancy', 'money', currency),
      { title: 'Average R', format: 'ratio', unit: 'multiple of risk' },
    ],
    rows: GROUPINGS.flatMap(([id, title]) =>
      breakdowns[id].map(({ key, metrics: { values } }) => [
        title,
        key,
        values.trade_count,
        values.net_profit,
        values.win_rate,
        values.profit_factor,
        values.expectancy,
        values.average_r,
      ]),
    ),
    filter: true,
  };
}

/** Units that a trade's formats do not tell. */
const TRADE_UNITS: Readonly<Record<string, string>> = {
  bars_held: 'bars',
  position_units: 'units',
  r_multiple: 'R',
};

/** A column of trades: its name as in the file of trades, then its unit. */
function tradeSheetColumn({ id, format }: TradeColumn, currency: string): SheetColumn {
  const unit = TRADE_UNITS[id];
  const isNet = id === `net_${moneySuffix(currency)}`;
  return {
    ...unitColumn(id, format, currency),
    ...(unit === undefined ? {} : { unit }),
    ...(isNet ? { bars: 'gain' as const } : {}),
  };
}

function tradesSheet(model: RunResultModel): SheetModel {
  const columns = tradeColumns(model.result.accountCurrency);
  const listed = listedName(model.directiveId, model.symbol);
  return {
    name: 'Trades List',
    columns: columns.map((column) => tradeSheetColumn(column, model.result.accountCurrency)),
    rows: model.result.trades.map((trade) => columns.map(({ value }) => value(trade, listed))),
    filter: true,
    frozenColumns: 2,
  };
}

function glossarySheet(): SheetModel {
  return {
    name: 'Glossary',
    columns: [
      text('Key'),
      text('Name'),
      text('Definition'),
      text('Unit'),
      text('No value when'),
      text('Source'),
    ],
    rows: metricsGlossary().map((row) => [
      row.metricKey,
      row.fullName,
      row.definition,
      row.unit,
      row.undefinedWhen === '' ? null : row.undefinedWhen,
      row.source,
    ]),
    filter: false,
  };
}
