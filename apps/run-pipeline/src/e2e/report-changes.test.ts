import { expect, test } from 'vitest';
import { runJson, runTool } from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  textOf,
  writeDirective,
} from '../testing/workspace-maker.js';

const SYMBOLS = ['EURUSD', 'GBPUSD'];

/** The section of the directive's page that says what changed, without its tags. */
function changesOf(folder: string): string {
  const page = textOf(folder, 'portfolios', 'Cross', 'report.html');
  const section = page.slice(page.indexOf('id="changes"'), page.indexOf('id="equity-curve"'));
  return section
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function manifestOf(folder: string): { readonly inputs: Readonly<Record<string, string>> } {
  return JSON.parse(textOf(folder, 'portfolios', 'Cross', 'manifest.json')) as {
    readonly inputs: Readonly<Record<string, string>>;
  };
}

/** An amount as the page rounds it, without its sign. */
function amount(value: number): string {
  return Math.abs(value).toFixed(2);
}

test('a second attempt says which inputs and results are others, from the ledger; the first says that it is the first', () => {
  const folder = makeWorkspace({ symbols: SYMBOLS });
  const first = runJson(['Cross'], folder).directive;
  expect(changesOf(folder)).toContain('No attempt before this one came to another portfolio.');
  expect(manifestOf(folder).inputs).not.toHaveProperty('previous');

  expect(runTool(['Cross', '--reason', 'a slower average'], folder, 'reset-directive').exit).toBe(
    0,
  );
  writeDirective(folder, 'Cross.txt', crossDirective(SYMBOLS).replace('slow: 30', 'slow: 40'));
  const second = runJson(['Cross'], folder).directive;
  expect(second).toMatchObject({ state: 'PORTFOLIO_COMPLETE', attempt: 2 });
  const changes = changesOf(folder);
  expect(changes).toContain('Against attempt 1');
  for (const run of [...first.runs, ...second.runs]) {
    expect(changes.replaceAll(',', '')).toContain(amount(run.net_pnl ?? NaN));
  }
  // The directive and the code that follows from it are others for all symbols, the data are not.
  expect(changes).toMatch(/directive all [0-9a-f]{64} [0-9a-f]{64}/);
  expect(changes).not.toMatch(/ data [A-Z]/);
  expect(manifestOf(folder).inputs['previous']).toMatch(/^[0-9a-f]{64}$/);
  expect(textOf(folder, 'portfolios', 'Cross', 'SHA256SUMS')).toContain('report.html');
});

test('an attempt that repeats the one before has its bytes, and is held against the same attempt', () => {
  const folder = makeWorkspace({ symbols: SYMBOLS });
  runJson(['Cross'], folder);
  expect(runTool(['Cross', '--reason', 'slower'], folder, 'reset-directive').exit).toBe(0);
  writeDirective(folder, 'Cross.txt', crossDirective(SYMBOLS).replace('slow: 30', 'slow: 40'));
  runJson(['Cross'], folder);
  const before = textOf(folder, 'portfolios', 'Cross', 'report.html');
  expect(runTool(['Cross', '--reason', 'once more'], folder, 'reset-directive').exit).toBe(0);
  expect(runJson(['Cross'], folder).directive).toMatchObject({ attempt: 3 });
  expect(textOf(folder, 'portfolios', 'Cross', 'report.html')).toBe(before);
  expect(changesOf(folder)).toContain('Against attempt 1');
});
