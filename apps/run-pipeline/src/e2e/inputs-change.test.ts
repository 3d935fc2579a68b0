import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { eventsOf, sealsOf } from '../testing/evidence-reader.js';
import { drive, look, statesOf } from '../testing/session-driver.js';
import { runJson } from '../testing/spawn-tool.js';
import {
  crossDirective,
  makeWorkspace,
  textOf,
  writeBars,
  writeDirective,
} from '../testing/workspace-maker.js';

/** A strategy with an indicator of the workspace's own; trades when the body is large. */
const OWN_INDICATOR = `import type { Bars } from '@assay/core';

/** Body of a bar, price units. */
export function bodySize(bars: Bars): Float64Array {
  const result = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    result[i] = Math.abs((bars.close[i] as number) - (bars.open[i] as number));
  }
  return result;
}
`;
const OWN_STRATEGY = `// --- IMPORTS (from the directive) ---
import { bodySize } from '../../indicators/price/body-size';
import { defineStrategy } from '@assay/strategy';
// --- STRATEGY SIGNATURE START ---
export const STRATEGY_SIGNATURE = {} as const;
// --- STRATEGY SIGNATURE END ---
export default defineStrategy({
  name: 'Own',
  timeframe: '1h',
  signature: STRATEGY_SIGNATURE,
  prepareIndicators(bars) {
    return { body: bodySize(bars) };
  },
  checkEntry(ctx) {
    if (ctx.col('body') < 0.0015) return null;
    return { direction: ctx.close > ctx.open ? 1 : -1 };
  },
  checkExit(ctx) {
    return ctx.position !== null && ctx.position.barsHeld >= 5;
  },
});
`;

const OWN_DIRECTIVE = crossDirective(['EURUSD'])
  .replace('strategy: Cross', 'strategy: Own')
  .replace(/moving_average_cross:[\s\S]*?slow: 30\n/, 'indicators: [price/body_size]\n');

function ownWorkspace(): string {
  const folder = makeWorkspace({ symbols: ['EURUSD'], directives: { 'Own.txt': OWN_DIRECTIVE } });
  mkdirSync(join(folder, 'indicators', 'price'), { recursive: true });
  mkdirSync(join(folder, 'strategies', 'Own'), { recursive: true });
  writeFileSync(join(folder, 'indicators', 'price', 'body-size.ts'), OWN_INDICATOR);
  writeFileSync(join(folder, 'strategies', 'Own', 'strategy.ts'), OWN_STRATEGY);
  return folder;
}

function edit(folder: string, path: readonly string[], change: (text: string) => string): void {
  const before = textOf(folder, ...path);
  const after = change(before);
  if (after === before) throw new Error(`the edit of ${path.join('/')} changes nothing`);
  writeFileSync(join(folder, ...path), after);
}

function runIdAfter(change: (folder: string) => void): string {
  const folder = ownWorkspace();
  change(folder);
  const ended = runJson(['Own'], folder);
  if (ended.exit !== 0) throw new Error(ended.stderr);
  return ended.directive.runs[0]?.run_id ?? '';
}

const DIRECTIVE = ['backtest_directives', 'active', 'Own.txt'];
const INDICATOR = ['indicators', 'price', 'body-size.ts'];
const STRATEGY = ['strategies', 'Own', 'strategy.ts'];
const SPEC = ['broker_specs', 'Assay_FX', 'EURUSD.yaml'];
const DATA = ['data', 'EURUSD_1h.csv'];

const CHANGES: readonly (readonly [string, (folder: string) => void])[] = [
  ['a rule', (f) => edit(f, DIRECTIVE, (t) => t.replace('lots: 0.1', 'lots: 0.2'))],
  ['a date', (f) => edit(f, DIRECTIVE, (t) => t.replace('2024-05-31', '2024-05-30'))],
  [
    'the warm-up',
    (f) => edit(f, DIRECTIVE, (t) => t.replace('warmup_bars: 100', 'warmup_bars: 90')),
  ],
  [
    "the indicator's source",
    (f) => edit(f, INDICATOR, (t) => t.replace('Math.abs(', '2 * Math.abs(')),
  ],
  ["the strategy's source", (f) => edit(f, STRATEGY, (t) => t.replace('>= 5', '>= 6'))],
  ['one price in the data', (f) => edit(f, DATA, (t) => changeOnePrice(t))],
  ['the broker spec', (f) => edit(f, SPEC, (t) => t.replace(/^spread: .*$/m, 'spread: 77'))],
];

const NO_CHANGES: readonly (readonly [string, (folder: string) => void])[] = [
  ['a comment in the directive', (f) => edit(f, DIRECTIVE, (t) => `# another comment\n${t}`)],
  [
    'the order of keys',
    (f) => edit(f, DIRECTIVE, (t) => t.replace(/( {2}mode: .*\n)( {2}lots: .*\n)/, '$2$1')),
  ],
  [
    'the label of the test',
    (f) => edit(f, DIRECTIVE, (t) => t.replace('name: Cross', 'name: Other')),
  ],
  [
    'a comment in the indicator',
    (f) => edit(f, INDICATOR, (t) => t.replace('Body of a bar', 'The body')),
  ],
  ['line ends of the strategy', (f) => edit(f, STRATEGY, (t) => t.replaceAll('\n', '\r\n'))],
  ['a comment in the broker spec', (f) => edit(f, SPEC, (t) => `${t}# remark\n`)],
  [
    'bars after the last day',
    (f) => edit(f, DATA, (t) => `${t.trimEnd()}\n2024-07-01T00:00:00Z,1,1,1,1,1\n`),
  ],
  ['compression of the data', (f) => compress(f)],
];

function changeOnePrice(text: string): string {
  const lines = text.split('\n');
  // Well inside the dates; the close moves by one tick within the bar's range.
  for (let i = 900; i < lines.length; i += 1) {
    const cells = (lines[i] ?? '').split(',');
    const [high, low, close] = [Number(cells[2]), Number(cells[3]), Number(cells[4])];
    if (close + 0.00001 > high || close < low) continue;
    cells[4] = (close + 0.00001).toFixed(5);
    lines[i] = cells.join(',');
    return lines.join('\n');
  }
  throw new Error('no price to change');
}

function compress(folder: string): void {
  const path = join(folder, ...DATA);
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path)));
  rmSync(path);
}

describe('identity', () => {
  test('changing any input gives another run id; changing what is no input does not', () => {
    const plain = runIdAfter(() => undefined);
    for (const [what, change] of CHANGES) expect(runIdAfter(change), what).not.toBe(plain);
    for (const [what, change] of NO_CHANGES) expect(runIdAfter(change), what).toBe(plain);
  }, 240_000);
});

describe('drift', () => {
  test('before semantic validity a changed input is bound anew and nobody has to reset', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    await drive(folder, { until: (event) => event.stage === '0' && event.status === 'done' });
    const old = await look(folder, ({ ledger }) => ledger.runs('Cross')[0]?.run_id);
    edit(folder, ['backtest_directives', 'active', 'Cross.txt'], (t) =>
      t.replace('lots: 0.1', 'lots: 0.3'),
    );
    const ended = runJson(['Cross'], folder);
    expect(ended.exit, ended.stderr).toBe(0);
    expect(ended.directive.attempt).toBe(1);
    expect(ended.directive.runs[0]?.run_id).not.toBe(old);
    const rebound = eventsOf(folder).find((event) => event.type === 'INPUTS_REBOUND');
    expect(rebound?.payload['changed']).toContain('directive');
  });

  test('from semantic validity on a changed input is refused and named; a reset starts anew', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross', '--provision-only'], folder);
    edit(folder, ['backtest_directives', 'active', 'Cross.txt'], (t) =>
      t.replace('lots: 0.1', 'lots: 0.3'),
    );
    edit(folder, SPEC, (t) => t.replace(/^spread: .*$/m, 'spread: 55'));
    const refused = runJson(['Cross'], folder);
    expect(refused.exit).toBe(1);
    expect(refused.directive).toMatchObject({
      outcome: 'REFUSED',
      state: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
    });
    expect(refused.directive.drift.map((d) => d.input)).toEqual(['directive', 'spec EURUSD']);
    expect(refused.document.error?.code).toBe('INPUT_DRIFT');
    const forced = runJson(['Cross', '--force', '--reason', 'new size'], folder);
    expect(forced.exit).toBe(0);
    expect(forced.directive.attempt).toBe(2);
  });

  test('after the last stage drift is a warning beside an unchanged result', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    const done = runJson(['Cross'], folder);
    edit(folder, SPEC, (t) => t.replace(/^spread: .*$/m, 'spread: 55'));
    const again = runJson(['Cross'], folder);
    expect(again.exit).toBe(0);
    expect(again.directive.runs).toEqual(done.directive.runs);
    expect(again.directive.drift.map((d) => d.input)).toEqual(['spec EURUSD']);
    const warning = again.document.diagnostics?.find((found) => found.code === 'INPUT_DRIFT');
    expect(warning?.severity).toBe('warning');
  });

  test('a comment is no drift, wherever the directive stands', async () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    runJson(['Cross', '--provision-only'], folder);
    edit(folder, ['backtest_directives', 'active', 'Cross.txt'], (t) => `# remark\n${t}`);
    const ended = runJson(['Cross'], folder);
    expect(ended.exit).toBe(0);
    expect(ended.directive.drift).toEqual([]);
    expect((await statesOf(folder)).attempt).toBe(1);
  });
});

describe('equal inputs', () => {
  test('seal equal bytes, whatever else changes: comments, and the symbols beside them', () => {
    const folder = ownWorkspace();
    const first = runJson(['Own'], folder);
    expect(first.exit, first.stderr).toBe(0);
    const capsule = `runs/${first.directive.runs[0]?.run_id ?? ''}`;
    const sealed = sealsOf(folder)[capsule];
    expect(sealed).toBeTruthy();

    writeBars(folder, 'GBPUSD');
    const spec = (t: string): string => `# another remark\n${t}`;
    edit(folder, SPEC, spec);
    edit(folder, STRATEGY, (t) => `${t}// a remark\n`);
    const added = OWN_DIRECTIVE.replace('symbols: [EURUSD]', 'symbols: [GBPUSD, EURUSD]');
    writeDirective(folder, 'Own.txt', added);
    const again = runJson(['Own', '--force', '--reason', 'one symbol more'], folder);
    expect(again.exit, again.stderr).toBe(0);
    expect(again.directive.runs).toHaveLength(2);
    expect(sealsOf(folder)[capsule]).toBe(sealed);
  });
});

describe('a cost that is missing', () => {
  type Change = (line: string, row: number) => string;
  const CASES: readonly (readonly [string, string, Change])[] = [
    ['bars without a spread column', 'COST_INPUT_MISSING', (line) => line],
    [
      'a spread that is empty at one bar',
      'DATA_MALFORMED',
      (line, row) => `${line},${row === 0 ? 'spread' : row === 900 ? '' : '0.00012'}`,
    ],
  ];

  test.each(CASES)('%s: refused before anything is bound, %s', (_, code, change) => {
    const folder = makeWorkspace({ symbols: ['EURUSD'] });
    edit(folder, SPEC, (t) => t.replace(/^spread: .*$/m, 'spread: column'));
    const lines = textOf(folder, ...DATA).trimEnd();
    writeFileSync(join(folder, ...DATA), `${lines.split('\n').map(change).join('\n')}\n`);
    const refused = runJson(['Cross'], folder);
    expect(refused.exit).toBe(1);
    const codes = [refused.document.error, ...(refused.document.diagnostics ?? [])];
    expect(codes.map((found) => found?.code)).toContain(code);
    expect(refused.directive.runs).toEqual([]);
  });
});

test('a symbol is spelled as its broker spells it: a lower-case one is refused', () => {
  const folder = makeWorkspace({
    symbols: ['EURUSD'],
    directives: { 'Cross.txt': crossDirective(['eurusd']) },
  });
  const refused = runJson(['Cross'], folder);
  expect(refused.exit).toBe(2);
  const codes = [refused.document.error, ...(refused.document.diagnostics ?? [])];
  expect(codes.map((found) => found?.code)).toContain('VALUE_NOT_ALLOWED');
});

test('a strategy file that was removed before its validation fails the directive: STRATEGY_SOURCE_MISSING', async () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  await drive(folder, { until: (event) => event.stage === '0' && event.status === 'done' });
  const file = join(folder, 'strategies', 'Cross', 'strategy.ts');
  await drive(folder, {
    until: (event) => {
      if (event.stage === '0.5' && event.status === 'started') rmSync(file);
      return false;
    },
  });
  const { directive } = await statesOf(folder);
  expect(directive).toBe('FAILED');
  const causes = await look(folder, ({ ledger }) => ledger.directive('Cross')?.diagnostics ?? []);
  expect(causes.map((cause) => cause.code)).toEqual(['STRATEGY_SOURCE_MISSING']);
});

test('a directive that comes back under a used name with other content does not overwrite the old file', () => {
  const folder = makeWorkspace({ symbols: ['EURUSD'] });
  runJson(['Cross'], folder);
  writeDirective(folder, 'Cross.txt', crossDirective(['EURUSD'], '# edited\n'));
  const again = runJson(['Cross'], folder);
  expect(again.directive.outcome).toBe('NOTHING_TO_DO');
  const names = readdirSync(join(folder, 'backtest_directives', 'completed'));
  expect(names).toHaveLength(2);
  expect(names.some((name) => name.startsWith('Cross.txt.superseded.'))).toBe(true);
});
