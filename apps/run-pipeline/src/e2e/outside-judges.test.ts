import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { readSheet } from 'read-excel-file/node';
import { describe, expect, onTestFinished, test } from 'vitest';
import { currentRows } from '../testing/money-trail.js';
import { runJson } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder, textOf } from '../testing/workspace-maker.js';

const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const HAS_OFFICE = spawnSync('soffice', ['--version']).status === 0;
/** In CI a missing judge is a failure, elsewhere a skip that says so. */
const IS_CI = process.env['CI'] !== undefined;

describe('a report', () => {
  test('opens in a browser without an error, asks for nothing but itself, and shows what the JSON says', async ({
    skip,
  }) => {
    if (BROWSER === undefined && !IS_CI) return skip('no chromium is installed');
    const folder = makeWorkspace();
    const { directive } = runJson(['Cross'], folder);
    const profile = mkdtempSync(join(tmpdir(), 'assay-browser-'));
    const browser = await chromium.launchPersistentContext(profile, {
      executablePath: BROWSER ?? 'chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
    });
    onTestFinished(() => browser.close());
    const page = await browser.newPage();
    const requests: string[] = [];
    const complaints: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    const url = pathToFileURL(directive.reports.html ?? '').href;
    await page.goto(url);
    expect(complaints).toEqual([]);
    expect(requests).toEqual([url]);
    expect(await page.title()).toContain('Cross');
    const text = await page.locator('body').innerText();
    for (const run of directive.runs) {
      expect(text).toContain(run.run_id);
      expect(text).toContain(run.symbol);
    }
    const net = directive.runs.reduce((sum, run) => sum + (run.net_pnl ?? 0), 0);
    expect(text).toContain(moneyText(net));
    expect(await page.locator('svg').count()).toBeGreaterThan(0);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);

    for (const run of directive.runs) {
      const own = join(folder, 'backtests', `Cross_${run.symbol}`, 'report.html');
      requests.length = 0;
      await page.goto(pathToFileURL(own).href);
      await page.waitForSelector('html[data-ready=yes]');
      expect(complaints).toEqual([]);
      expect(requests).toEqual([pathToFileURL(own).href]);
      const said = await page.locator('body').innerText();
      expect(said).toContain(run.run_id);
      expect(said).toContain(`${run.trades} of ${run.trades} trades`);
      expect(said).toContain(moneyText(run.net_pnl ?? NaN));
      await page.getByRole('link', { name: 'the report of Cross' }).click();
      expect(await page.title()).toContain('Cross');
    }
  });
});

describe('workbooks', () => {
  test('open in LibreOffice and in a second reader, and their nets sum up to the run', async ({
    skip,
  }) => {
    if (!HAS_OFFICE && !IS_CI) return skip('no LibreOffice is installed');
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const { directive } = runJson(['Cross'], folder);
    const [run] = directive.runs;
    const workbook = directive.reports.workbooks[0] ?? '';
    const net = run?.net_pnl ?? NaN;

    const trades = await readSheet(workbook, 'Trades List');
    const column = trades[0]?.indexOf('net_usd') ?? -1;
    const sum = trades.slice(1).reduce((total, row) => total + Number(row[column]), 0);
    expect(trades).toHaveLength((run?.trades ?? 0) + 1);
    expect(sum).toBeCloseTo(net, 6);

    const sheet = join(folder, 'backtests', 'Strategy_Master_Filter.xlsx');
    const master = await readSheet(sheet, 'Master');
    const row = Object.fromEntries(
      (master[0] ?? []).map((name, i) => [String(name).split(' ')[0], master[1]?.[i]]),
    );
    expect(row).toMatchObject({ run_id: run?.run_id, total_trades: run?.trades });
    expect(Number(row['total_net_profit'])).toBeCloseTo(net, 6);
    const [recorded = {}] = currentRows(folder, 'master_rows');
    const numbers = Object.entries(recorded).filter(
      ([key, value]) => typeof value === 'number' && key in row,
    );
    expect(numbers.length).toBeGreaterThan(40);
    for (const [key, value] of numbers) expect(row[key], key).toBe(value);

    const out = temporaryFolder();
    const portfolio = join(folder, 'portfolios', 'Cross', 'AK_Portfolio_Report_Cross.xlsx');
    for (const form of ['csv', 'pdf']) {
      expect(convert(out, form, [sheet, workbook, portfolio])).toHaveLength(3);
    }
    expect(readFileSync(join(out, 'Strategy_Master_Filter.csv'), 'utf8')).toContain(run?.run_id);
  });
});

/** Has LibreOffice convert workbooks, and says which files came of it; a repair would be an error. */
function convert(out: string, form: string, paths: readonly string[]): readonly string[] {
  const profile = `-env:UserInstallation=file://${out}/profile`;
  const { status, stderr } = spawnSync(
    'soffice',
    ['--headless', profile, '--convert-to', form, '--outdir', out, ...paths],
    { encoding: 'utf8' },
  );
  expect(status, stderr).toBe(0);
  return readdirSync(out).filter((name) => name.endsWith(`.${form}`));
}

test('trade list, equity, summary, ledger row and portfolio agree to the cent', () => {
  const folder = makeWorkspace();
  const { directive } = runJson(['Cross'], folder);
  let total = 0;
  for (const run of directive.runs) {
    const raw = join(folder, 'backtests', `Cross_${run.symbol}`, 'raw');
    const net = run.net_pnl ?? NaN;
    total += net;
    expect(columnOf(textOf(raw, 'results_tradelevel.csv'), 'net_usd').reduce(add, 0)).toBeCloseTo(
      net,
      6,
    );
    const equity = columnOf(textOf(raw, 'equity_curve.csv'), 'equity');
    expect((equity.at(-1) ?? NaN) - 10_000).toBeCloseTo(net, 6);
    expect(columnOf(textOf(raw, 'results_standard.csv'), 'net_pnl_usd')[0]).toBeCloseTo(net, 6);
    expect(columnOf(textOf(raw, 'results_yearwise.csv'), 'net_pnl_usd').reduce(add, 0)).toBeCloseTo(
      net,
      6,
    );
  }
  const portfolio = columnOf(
    textOf(folder, 'portfolios', 'Cross', 'portfolio_tradelevel.csv'),
    'pnl_usd',
  );
  expect(portfolio.reduce(add, 0)).toBeCloseTo(total, 6);
});

/** An amount as people read it, without its sign. */
function moneyText(amount: number): string {
  return Math.abs(amount).toLocaleString('en-US', {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}

function add(sum: number, value: number): number {
  return sum + value;
}

/** The numbers of a column of a CSV without quoted cells. */
function columnOf(csv: string, name: string): readonly number[] {
  const [header = '', ...rows] = csv.trim().split('\n');
  const index = header.split(',').indexOf(name);
  if (index < 0) throw new Error(`no column ${name} in ${header}`);
  return rows.map((row) => Number(row.split(',')[index]));
}
