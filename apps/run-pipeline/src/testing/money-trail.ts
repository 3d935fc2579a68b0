import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import readExcelFile from 'read-excel-file/node';
import { expect } from 'vitest';
import { runTool, type DirectiveJson } from './spawn-tool.js';

/** Money agrees when it agrees to the cent. */
const CENT = 0.005;

/** A row of a ledger's table or a record of numbers in a JSON artifact. */
type Row = Readonly<Record<string, string | number | boolean | null>>;

function expectCents(found: number, wanted: number, what: string): void {
  expect(Math.abs(found - wanted), `${what}: ${found}, not ${wanted}`).toBeLessThan(CENT);
}

/** A column of a CSV without line breaks in cells, by the beginning of its name. */
function column(path: string, name: string): readonly number[] {
  const [header = '', ...rows] = readFileSync(path, 'utf8').trim().split('\n');
  const place = header.split(',').findIndex((title) => title.startsWith(name));
  expect(place, `${name} in ${header}`).toBeGreaterThanOrEqual(0);
  return rows.map((row) => Number(row.split(',')[place]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Rows of every sheet of a workbook, by the sheet's name. */
async function sheetsOf(
  file: string,
): Promise<Readonly<Record<string, readonly (readonly unknown[])[]>>> {
  const sheets = (await readExcelFile(readFileSync(file))) as unknown as readonly {
    readonly sheet: string;
    readonly data: readonly (readonly unknown[])[];
  }[];
  return Object.fromEntries(sheets.map(({ sheet, data }) => [sheet, data]));
}

/** A number as pages show it. */
function shown(value: number): string {
  const [whole = '', cents = ''] = Math.abs(value).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  return `${value < 0 ? '−' : ''}${grouped}.${cents}`;
}

/** The current rows of a ledger's table, as the tool exports them. */
export function currentRows(folder: string, table: string): readonly Row[] {
  const exported = runTool(['ledger', 'export', '--table', table, '--format', 'json'], folder);
  expect(exported.exit, exported.stderr).toBe(0);
  return (JSON.parse(exported.stdout) as readonly Row[]).filter(
    (row) => row['status'] === 'current',
  );
}

/** Holds every place that tells a run's result against the sum of its trades; gives that sum. */
export async function checkRunMoney(
  folder: string,
  directive: DirectiveJson,
  run: DirectiveJson['runs'][number],
  row: Row | undefined,
): Promise<number> {
  const raw = join(folder, 'backtests', `${directive.id}_${run.symbol}`, 'raw');
  const metadata = JSON.parse(
    readFileSync(join(raw, '..', 'metadata', 'run_metadata.json'), 'utf8'),
  ) as { readonly account_currency: string; readonly metrics: Row } & Row;
  const money = metadata.account_currency.toLowerCase();
  const nets = column(join(raw, 'results_tradelevel.csv'), 'net_');
  const net = sum(nets);
  const what = `${directive.id} ${run.symbol}`;
  const capital = Number(metadata[`reference_capital_${money}`]);
  const equity = column(join(raw, 'equity_curve.csv'), 'equity').at(-1) ?? capital;
  expectCents(equity - capital, net, `${what}, change of equity`);
  expectCents(run.net_pnl ?? NaN, net, `${what}, ledger run`);
  expectCents(Number(metadata.metrics['net_profit']), net, `${what}, metadata`);
  expectCents(sum(column(join(raw, 'results_yearwise.csv'), 'net_pnl_')), net, `${what}, years`);
  expectCents(
    column(join(raw, 'results_cost_stress.csv'), 'net_profit')[0] ?? NaN,
    net,
    `${what}, costs as charged`,
  );
  expectCents(Number(row?.['total_net_profit']), net, `${what}, master row`);
  const workbook = directive.reports.workbooks.find((path) => path.includes(`_${run.symbol}.xlsx`));
  const sheets = await sheetsOf(workbook ?? '');
  const performance = sheets['Performance Summary'] ?? [];
  expectCents(
    Number(performance.find(([name]) => name === 'Net profit')?.[1]),
    net,
    `${what}, workbook`,
  );
  const [header = [], ...trades] = sheets['Trades List'] ?? [];
  const place = header.indexOf(`net_${money}`);
  expectCents(sum(trades.map((cells) => Number(cells[place]))), net, `${what}, sheet of trades`);
  expect(trades).toHaveLength(nets.length);
  return net;
}

/** The same for the portfolio, against the sum of its runs; `row` is the ledger's. */
export async function checkPortfolioMoney(
  folder: string,
  id: string,
  net: number,
  row: Row | undefined,
): Promise<void> {
  const portfolio = join(folder, 'portfolios', id);
  const summary = JSON.parse(readFileSync(join(portfolio, 'portfolio_summary.json'), 'utf8')) as {
    readonly metrics: Readonly<Record<string, number>>;
    readonly contributions: readonly { readonly own: Readonly<Record<string, number>> }[];
  };
  expectCents(summary.metrics['net_profit'] ?? NaN, net, `${id}, summary`);
  const capital = summary.metrics['total_capital'] ?? NaN;
  const equity = column(join(portfolio, 'portfolio_equity.csv'), 'equity').at(-1) ?? NaN;
  expectCents(equity - capital, net, `${id}, change of equity`);
  const trades = column(join(portfolio, 'portfolio_tradelevel.csv'), 'pnl_');
  expectCents(sum(trades), net, `${id}, trades`);
  const own = summary.contributions.map((each) => each.own['net_profit'] ?? NaN);
  expectCents(sum(own), net, `${id}, contributions`);
  for (const file of ['capital_model', 'friction']) {
    const found = column(join(portfolio, `portfolio_${file}.csv`), 'net_profit')[0];
    expectCents(found ?? NaN, net, `${id}, ${file} as it was`);
  }
  expectCents(Number(row?.['net_profit']), net, `${id}, portfolio row`);
  const sheets = await sheetsOf(join(portfolio, `AK_Portfolio_Report_${id}.xlsx`));
  expectCents(
    Number(sheets['Portfolio Summary']?.find(([key]) => key === 'net_profit')?.[2]),
    net,
    `${id}, workbook`,
  );
  // A metric's name is a button that shows its definition; what is read is the text.
  const page = readFileSync(join(portfolio, 'report.html'), 'utf8')
    .replace(/<\/?button[^>]*>/g, '')
    .replace(/\s+/g, ' ');
  const card = /<dt> ?Net profit ?, [A-Z]{3}<\/dt> <dd>([^<]*)<\/dd>/.exec(page)?.[1];
  expect(card).toBe(shown(summary.metrics['net_profit'] ?? NaN));
}
