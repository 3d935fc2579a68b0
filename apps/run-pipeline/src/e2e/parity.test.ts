import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, runTool } from '../testing/spawn-tool.js';
import { temporaryFolder, textOf } from '../testing/workspace-maker.js';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;
const IS_CI = process.env['CI'] !== undefined;
const PAGE = textOf(REPOSITORY, 'docs', 'parity.md');

/** The code blocks of the page in one language. */
function blocks(language: string): string[] {
  const found = PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'));
  return [...found].map((match) => match[1] ?? '');
}

const [EXAMPLE_BARS = ''] = blocks('csv');
const [SPEC = '', DIRECTIVE = ''] = blocks('yaml');
const [EXAMPLE_TRADES = ''] = blocks('text');
const [REFERENCE = ''] = blocks('python');

/** A workspace with one symbol, as the page lays it out. */
function workspaceOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  const all = {
    'assay.json': '{"data": ["data"]}\n',
    'broker_specs/Parity/DEMO.yaml': SPEC,
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

/** Trades of the run as the reference prints them. */
function tradesOf(folder: string): string {
  const ended = runTool(['Parity'], folder);
  expect(ended.exit, ended.stderr).toBe(0);
  const csv = textOf(folder, 'backtests', 'Parity_DEMO', 'raw', 'results_tradelevel.csv');
  const [head = '', ...rows] = csv.trimEnd().split(/\r?\n/);
  const names = head.split(',');
  const lines = rows.map((row) => {
    const cells = row.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    const money = (name: string): string => (Number(cell(name)) + 0).toFixed(4);
    return [
      cell('direction'),
      cell('entry_bar'),
      cell('exit_bar'),
      money('entry_price'),
      money('exit_price'),
      money('net_usd'),
    ].join(',');
  });
  return ['direction,entry_bar,exit_bar,entry_price,exit_price,profit', ...lines, ''].join('\n');
}

function referenceTrades(folder: string, settings: readonly number[]): string {
  const script = join(folder, 'reference.py');
  writeFileSync(script, REFERENCE);
  const bars = join(folder, 'data', 'DEMO_1d.csv');
  const ended = spawnSync('python3', [script, bars, ...settings.map(String)], { encoding: 'utf8' });
  expect(ended.stderr).toBe('');
  return ended.stdout;
}

test('the worked example of the page gives the trades that the page works out', () => {
  const folder = workspaceOf({
    'data/DEMO_1d.csv': EXAMPLE_BARS,
    'backtest_directives/active/Parity.txt': DIRECTIVE,
  });
  expect(tradesOf(folder)).toBe(EXAMPLE_TRADES);
});

test('the reference of the page agrees on the worked example', ({ skip }) => {
  if (!HAS_PYTHON && !IS_CI) return skip('no python3 is installed');
  const folder = workspaceOf({ 'data/DEMO_1d.csv': EXAMPLE_BARS });
  expect(referenceTrades(folder, [1, 3, 10, 5, 10])).toBe(EXAMPLE_TRADES);
});

/** Seeded daily bars of a stock in cents: gaps, quiet days, days that hold stop and target. */
function stockBars(seed: number, days: number): string {
  let state = seed >>> 0;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 4_294_967_296;
  };
  const cents = (price: number): string => (Math.max(1, Math.round(price * 100)) / 100).toFixed(2);
  const rows = ['time,open,high,low,close,volume'];
  let close = 100;
  for (let day = 0, made = 0; made < days; day += 1) {
    const date = new Date(Date.UTC(2018, 0, 1 + day));
    if (date.getUTCDay() === 0 || date.getUTCDay() === 6) continue;
    const wild = random() < 0.05 ? 12 : 1;
    const open = close * (1 + (random() - 0.5) * 0.02 * wild);
    const end = open * (1 + (random() + random() - 1) * 0.03 * wild);
    const high = Math.max(open, end) * (1 + random() * 0.02 * wild);
    const low = Math.min(open, end) * (1 - random() * 0.02 * wild);
    rows.push(
      [date.toISOString(), open, high, low, end]
        .map((x) => (typeof x === 'number' ? cents(x) : x))
        .join(',') + ',0',
    );
    close = Math.min(400, Math.max(25, end));
    made += 1;
  }
  return `${rows.join('\n')}\n`;
}

function directiveWith(fast: number, slow: number, stop: number, target: number): string {
  const protection = [
    ...(stop > 0 ? ['  stop_loss:', '    type: percent', `    value: ${stop}`] : []),
    ...(target > 0
      ? ['  take_profit:', '    enabled: true', '    type: percent', `    value: ${target}`]
      : []),
  ];
  const [head = '', tail = ''] = DIRECTIVE.split(/execution_rules:[\s\S]*?(?=sizing:)/);
  const rules = protection.length === 0 ? '' : `execution_rules:\n${protection.join('\n')}\n`;
  return `${head}${rules}${tail}`
    .replace('fast: 1\n', `fast: ${fast}\n`)
    .replace('slow: 3\n', `slow: ${slow}\n`)
    .replace('start_date: 2024-01-01', 'start_date: 2018-01-01')
    .replace('end_date: 2024-01-16', 'end_date: 2030-01-01');
}

describe('on random bars of a stock', () => {
  test.each([
    [1, 10, 30, 0, 0],
    [2, 5, 20, 2, 4],
    [5, 3, 8, 0, 5],
    [6, 2, 4, 1, 1],
  ])(
    'seed %i: averages of %i and %i, stop %i %%, target %i %%',
    (seed, fast, slow, stop, target) => {
      const bars = stockBars(seed, 800);
      const last = bars.trimEnd().split('\n').at(-1)?.slice(0, 10) ?? '';
      const folder = workspaceOf({
        'data/DEMO_1d.csv': bars,
        'backtest_directives/active/Parity.txt': directiveWith(fast, slow, stop, target).replace(
          '2030-01-01',
          last,
        ),
      });
      const trades = tradesOf(folder);
      expect(trades.split('\n').length).toBeGreaterThan(15);
      if (HAS_PYTHON || IS_CI) {
        expect(trades).toBe(referenceTrades(folder, [fast, slow, 10, stop, target]));
      }
    },
  );
});
