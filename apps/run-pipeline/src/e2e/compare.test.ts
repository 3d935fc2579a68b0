import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { tmpdir } from 'node:os';
import { runDocument, runJson, runTool } from '../testing/spawn-tool.js';
import { treeOf } from '../testing/tree.js';
import { crossDirective, makeWorkspace, writeDirective } from '../testing/workspace-maker.js';

interface CompareDocument {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly next: string };
  readonly comparable: boolean;
  readonly cautions: readonly string[];
  readonly page: string | null;
  readonly subjects: readonly {
    readonly id: string;
    readonly runs: readonly { readonly run_id: string }[];
  }[];
  readonly inputs: readonly { readonly input: string; readonly same: boolean }[];
  readonly settings: readonly { readonly setting: string; readonly same: boolean }[];
  readonly metrics: readonly { readonly id: string; readonly values: readonly (number | null)[] }[];
}

const ONE = ['EURUSD'];

/** A cross under a name of its own, because a strategy belongs to one set of rules. */
function named(id: string, symbols = ONE, more = ''): string {
  return crossDirective(symbols, more).replace(/(name|strategy): Cross/g, `$1: ${id}`);
}

const DIRECTIVES = {
  'Cross.txt': crossDirective(ONE),
  'Slow.txt': named('Slow').replace('slow: 30', 'slow: 60').replace('lots: 0.1', 'lots: 0.2'),
  'Early.txt': named('Early').replace('end_date: 2024-05-31', 'end_date: 2024-04-30'),
  'Dear.txt': named('Dear', ONE, 'costs:\n  spread_points: 30\n'),
  'Pair.txt': named('Pair', ['EURUSD', 'GBPUSD']),
  'Waiting.txt': named('Waiting'),
};

let folder = '';
beforeAll(() => {
  folder = makeWorkspace({
    folder: mkdtempSync(join(tmpdir(), 'assay-compare-')),
    symbols: ['EURUSD', 'GBPUSD'],
    directives: DIRECTIVES,
  });
  const ended = runTool(['Cross', 'Slow', 'Early', 'Dear', 'Pair'], folder);
  expect(ended.exit, ended.stderr).toBe(0);
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compare = (...args: string[]) =>
  runDocument<CompareDocument>('run-pipeline.compare', ['compare', ...args], folder);

describe('two directives of one window, cost and data', () => {
  test('are laid side by side with the numbers of their sealed portfolios', () => {
    const { exit, document } = compare('Cross', 'Slow');
    expect(exit).toBe(0);
    expect(document.comparable).toBe(true);
    for (const [place, id] of ['Cross', 'Slow'].entries()) {
      const path = join(folder, 'portfolios', id, 'portfolio_summary.json');
      const summary = JSON.parse(readFileSync(path, 'utf8')) as {
        readonly metrics: Readonly<Record<string, number | null>>;
        readonly deflation: Readonly<Record<string, number | null>>;
      };
      for (const [metric, value] of Object.entries({ ...summary.metrics, ...summary.deflation })) {
        const row = document.metrics.find((one) => one.id === metric);
        expect(row?.values[place], `${id} ${metric}`).toBe(value);
      }
    }
  });

  test('show which inputs and settings differ, and which do not', () => {
    const { document } = compare('Cross', 'Slow');
    const differing = document.inputs.filter(({ same }) => !same).map(({ input }) => input);
    expect(differing).toEqual(['directive', 'strategy']);
    expect(document.inputs.filter(({ same }) => same).map(({ input }) => input)).toEqual(
      expect.arrayContaining(['engine', 'compute', 'data', 'spec']),
    );
    const settings = document.settings.filter(({ same }) => !same).map(({ setting }) => setting);
    expect(settings).toEqual(['sizing']);
  });

  test('are compared by their runs as well, with the numbers of the runs', () => {
    const { document } = compare('Cross', 'Slow');
    const ids = document.subjects.map(({ runs }) => runs[0]?.run_id ?? '');
    const runs = compare(...ids);
    expect(runs.exit).toBe(0);
    const net = (of: CompareDocument) => of.metrics.find(({ id }) => id === 'net_profit')?.values;
    expect(net(runs.document)).toEqual(net(document));
  });
});

describe('what is not comparable', () => {
  const refused: readonly (readonly [string, string, string])[] = [
    ['Early', 'COMPARE_WINDOWS_DIFFER', 'windows'],
    ['Dear', 'COMPARE_COSTS_DIFFER', 'costs'],
    ['Pair', 'COMPARE_DATA_DIFFERS', 'data'],
  ];
  test.each(refused)(
    '%s is refused with %s, exit 1, until told --across %s',
    (id, code, aspect) => {
      const page = join(folder, `${id}.html`);
      const said = compare('Cross', id, '--html', page);
      expect(said.exit).toBe(1);
      expect(said.document.error?.code).toBe(code);
      expect(said.document.error?.next).toContain(`--across ${aspect}`);
      expect(existsSync(page)).toBe(false);

      const told = compare('Cross', id, '--across', aspect, '--html', page);
      expect(told.exit).toBe(0);
      expect(told.document.comparable).toBe(false);
      const caution = told.document.cautions[0] ?? '';
      expect(caution).toMatch(new RegExp(`^Different ${aspect}`));
      expect(readFileSync(page, 'utf8')).toContain(caution);
      const text = runTool(['compare', 'Cross', id, '--across', aspect], folder);
      expect(text.stdout).toContain(caution);
      expect(text.stderr).toContain(`warning ${code}`);
    },
  );

  const wrong: readonly (readonly [string, readonly string[], string, number])[] = [
    ['one id alone', ['Cross'], 'USAGE', 2],
    ['an id twice', ['Cross', 'Cross'], 'USAGE', 2],
    ['an unknown aspect', ['Cross', 'Slow', '--across', 'window'], 'USAGE', 2],
    ['an unknown directive', ['Cross', 'Slwo'], 'DIRECTIVE_NOT_FOUND', 2],
    ['an unknown run', ['Cross', '0123456789abcdef'], 'RUN_NOT_FOUND', 2],
    ['a directive that was never run', ['Cross', 'Waiting'], 'DIRECTIVE_NOT_FOUND', 2],
  ];
  test.each(wrong)('%s is refused', (_what, args, code, exit) => {
    const ended = compare(...args);
    expect(ended.document.error?.code).toBe(code);
    expect(ended.exit).toBe(exit);
  });

  test('a directive beside a run is refused', () => {
    const { document } = compare('Cross', 'Slow');
    const mixed = compare('Cross', document.subjects[1]?.runs[0]?.run_id ?? '');
    expect(mixed.document.error?.code).toBe('USAGE');
  });

  test('a directive that has failed or stopped on its way is refused with its state', () => {
    const own = makeWorkspace({ symbols: ONE });
    runJson(['Cross'], own);
    expect(runTool(['Cross', '--reason', 'again'], own, 'reset-directive').exit).toBe(0);
    const ended = runDocument<CompareDocument>(
      'run-pipeline.compare',
      ['compare', 'Cross', 'Other'],
      own,
    );
    expect(ended.document.error?.code).toBe('COMPARE_NOT_COMPLETE');
    expect(ended.exit).toBe(1);
  });
});

test('an earlier attempt is compared with the live one by their runs', () => {
  const own = makeWorkspace({ symbols: ONE });
  const before = runJson(['Cross'], own).directive.runs[0]?.run_id ?? '';
  expect(runTool(['Cross', '--reason', 'slower'], own, 'reset-directive').exit).toBe(0);
  const changed = crossDirective(ONE).replace('lots: 0.1', 'lots: 0.3');
  writeDirective(own, 'Cross.txt', changed);
  const after = runJson(['Cross'], own).directive.runs[0]?.run_id ?? '';
  expect(after).not.toBe(before);
  const args = ['compare', before, after];
  const { exit, document } = runDocument<CompareDocument>('run-pipeline.compare', args, own);
  expect(exit).toBe(0);
  expect(document.inputs.filter(({ same }) => !same).map(({ input }) => input)).toEqual([
    'directive',
    'strategy', // its signature repeats the rules
  ]);
  expect(document.settings.filter(({ same }) => !same).map(({ setting }) => setting)).toEqual([
    'sizing',
  ]);
});

describe('the page', () => {
  test('is written where its user says, and a comparison changes nothing else', () => {
    const before = treeOf(folder);
    const { document } = compare('Cross', 'Slow', '--html', 'side by side.html');
    expect(document.page).toBe(join(folder, 'side by side.html'));
    const after = treeOf(folder);
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([
      'side by side.html',
    ]);
  });

  const places = [
    'assay.json',
    'page.txt',
    'portfolios/Cross/report.html',
    'runs/page.html',
    '.assay/page.html',
    'nowhere/page.html',
    'link/page.html',
  ];
  test.each(places)('is not written to %s', (place) => {
    if (!existsSync(join(folder, 'link'))) symlinkSync(join(folder, 'runs'), join(folder, 'link'));
    const before = treeOf(folder);
    const { exit, document } = compare('Cross', 'Slow', '--html', place);
    expect([exit, document.error?.code]).toEqual([2, 'USAGE']);
    expect(treeOf(folder)).toEqual(before);
  });

  test('may lie below outputs/', () => {
    mkdirSync(join(folder, 'outputs', 'pages'), { recursive: true });
    expect(compare('Cross', 'Slow', '--html', 'outputs/pages/a.html').exit).toBe(0);
  });
});

test('altered evidence is not compared', () => {
  const own = makeWorkspace({
    symbols: ONE,
    directives: { 'Cross.txt': DIRECTIVES['Cross.txt'], 'Slow.txt': DIRECTIVES['Slow.txt'] },
  });
  expect(runTool(['--all'], own).exit).toBe(0);
  const path = join(own, 'portfolios', 'Slow', 'portfolio_summary.json');
  const text = readFileSync(path, 'utf8');
  chmodSync(path, 0o644);
  writeFileSync(path, text.replace('"account_currency":"USD"', '"account_currency":"EUR"'));
  const ended = runTool(['compare', 'Cross', 'Slow'], own);
  expect(ended.exit).toBe(3);
  expect(ended.stderr).toContain('ARTIFACT_HASH_MISMATCH');
});
