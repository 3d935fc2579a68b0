import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { REPOSITORY, runDocument, runTool } from '../testing/spawn-tool.js';
import { makeWorkspace, temporaryFolder, textOf } from '../testing/workspace-maker.js';

const FIXTURES = join(REPOSITORY, 'fixtures', 'imports', 'files');
const fixture = (name: string): string => join(FIXTURES, name);

interface ImportDocument {
  readonly ok: boolean;
  readonly error?: { readonly code: string; readonly next?: string };
  readonly file?: string;
  readonly verdict?: string;
  readonly sha256?: string;
  readonly bars?: number;
  readonly [key: string]: unknown;
}

function emptyWorkspace(): string {
  return makeWorkspace({ symbols: [], directives: {} });
}

/** The exit code and the one JSON document of a `data` command, as its schema says. */
function data(
  args: readonly string[],
  cwd: string,
): ImportDocument & { readonly exit: number | null } {
  const command = `run-pipeline.data-${args[0] ?? ''}`;
  const { document, exit } = runDocument<ImportDocument>(command, ['data', ...args], cwd);
  return { ...document, exit };
}

const EURUSD = ['--symbol', 'EURUSD', '--timeframe', '1h'];

/** Everything below a folder but the lock's own, so that a leftover would be seen. */
function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

describe('data import', () => {
  test('writes one canonical file, says what it took the source for, and shows its quality', () => {
    const folder = emptyWorkspace();
    const args = ['data', 'import', fixture('mt4-no-header.csv'), ...EURUSD, '--tz', '+02:00'];
    const ended = runTool(args, folder);
    expect(ended.exit, ended.stderr).toBe(0);
    expect(ended.stdout).toContain('mt4: rows of yyyy.MM.dd, HH:mm');
    expect(ended.stdout).toContain('+02:00 (--tz)');
    expect(ended.stdout).toContain('quality: nothing was found');
    expect(textOf(folder, 'data', 'EURUSD_1h.csv').split('\n').slice(0, 2)).toEqual([
      'time,open,high,low,close,volume',
      '2024-03-05T07:00:00Z,1.0801,1.0805,1.0799,1.0804,120',
    ]);
  });

  test('gives bid and ask a spread, fixes by name only, and says all of it in JSON', () => {
    const folder = emptyWorkspace();
    const ask = ['--ask', fixture('ask.csv'), '--fix', 'zero-negative-spread'];
    const document = data(['import', fixture('bid.csv'), ...EURUSD, ...ask], folder);
    expect(document).toMatchObject({
      exit: 0,
      schema: 'run-pipeline.data-import/1',
      verdict: 'written',
      bars: 6,
      fixes: [{ fix: 'zero-negative-spread', count: 1 }],
      quality: { blocking: false, findings: [] },
    });
    const written = readFileSync(document.file ?? '');
    expect(createHash('sha256').update(written).digest('hex')).toBe(document.sha256);
    expect(written.toString().split('\n')[4]).toMatch(/,0\.0000$/);
  });

  test('changes nothing for the same bars, refuses others, and replaces them when told so', () => {
    const folder = emptyWorkspace();
    const import_ = (name: string, ...more: string[]) =>
      data(['import', fixture(name), ...EURUSD, ...more], folder);
    expect(import_('bid.csv')).toMatchObject({ exit: 0, verdict: 'written' });
    expect(import_('bid.csv')).toMatchObject({ exit: 0, verdict: 'unchanged' });
    const before = textOf(folder, 'data', 'EURUSD_1h.csv');
    expect(import_('year-2.csv')).toMatchObject({
      exit: 2,
      error: { code: 'IMPORT_TARGET_EXISTS' },
    });
    expect(import_('bid.csv', '--out', 'parquet')).toMatchObject({
      exit: 2,
      error: { code: 'IMPORT_TARGET_EXISTS' },
    });
    expect(textOf(folder, 'data', 'EURUSD_1h.csv')).toBe(before);
    expect(import_('year-2.csv', '--replace')).toMatchObject({ exit: 0, verdict: 'replaced' });
    expect(textOf(folder, 'data', 'EURUSD_1h.csv')).not.toBe(before);
  });

  test.each(['csv', 'csv.gz', 'parquet'])('as %s is read back by inspect', (kind) => {
    const folder = emptyWorkspace();
    const out = ['--out', kind];
    expect(data(['import', fixture('bid.csv'), ...EURUSD, ...out], folder).exit).toBe(0);
    expect(data(['inspect'], folder)).toMatchObject({
      exit: 0,
      files: [{ symbol: 'EURUSD', timeframe: '1h', rows: 6, blocking: false }],
    });
  });

  test.each([
    ['broken/rows.csv', 'IMPORT_MALFORMED', /rows\.csv:3:53: error/, []],
    ['mt4-no-header.csv', 'IMPORT_ZONE_MISSING', /--tz UTC/, []],
    ['ejtrader.csv', 'IMPORT_SCALE_MISSING', /--points 5/, ['--tz', 'UTC']],
    ['conflicting.csv', 'IMPORT_QUALITY', /conflicting\.csv:5: error/, []],
    ['cut-line.csv', 'IMPORT_TRUNCATED', /cut-line\.csv:7:34: error/, []],
    ['broken/cut.zip', 'IMPORT_UNREADABLE', /cut off/, []],
    ['broken/binary.csv', 'IMPORT_FORMAT_UNKNOWN', /binary data/, []],
    ['bid.csv', 'VALUE_NOT_ALLOWED', /Did you mean drop-duplicates/, ['--fix', 'drop-duplicate']],
    ['bid.csv', 'VALUE_NOT_ALLOWED', /roles time/, ['--columns', 'time=a,price=b']],
    ['bid.csv', 'USAGE', /say the same twice/, ['--points', '5', '--divide', '10']],
  ])('of %s ends with %s, exit 2, and leaves nothing behind', (name, code, says, more) => {
    const folder = emptyWorkspace();
    const before = filesOf(folder);
    const ended = runTool(['data', 'import', fixture(name), ...EURUSD, ...more], folder);
    expect(ended.exit, ended.stdout).toBe(2);
    expect(ended.stderr).toContain(`error ${code}: `);
    expect(ended.stderr).toMatch(says);
    expect(ended.stderr).toContain('next:');
    expect(filesOf(folder)).toEqual(before);
  });

  test('of real bars in the place of synthetic ones ends their mark', () => {
    const folder = makeWorkspace({ symbols: [], directives: { 'Cross.txt': DIRECTIVE } });
    expect(runTool(['data', 'sample'], folder).exit).toBe(0);
    expect(textOf(folder, 'data', 'SYNTHETIC.json')).toContain('EURUSD_1h.csv');
    const replace = [...EURUSD, '--replace'];
    expect(data(['import', fixture('bid.csv'), ...replace], folder)).toMatchObject({ exit: 0 });
    expect(textOf(folder, 'data', 'SYNTHETIC.json')).not.toContain('EURUSD_1h.csv');
  });
});

const DIRECTIVE = `test:
  name: Cross
  strategy: Cross
  broker: Assay_FX
  timeframe: 1h
  start_date: 2024-01-15
  end_date: 2024-02-15
symbols: [EURUSD]
moving_average_cross:
  type: sma
  fast: 10
  slow: 30
sizing:
  mode: fixed_lots
  lots: 0.1
`;

describe('data inspect', () => {
  test('needs no workspace for files that are named, and judges by the calendar that is said', () => {
    const folder = temporaryFolder();
    const weekend = ['2024-03-08T20:00:00Z', '2024-03-09T12:00:00Z', '2024-03-09T13:00:00Z'];
    const rows = weekend.map((time) => `${time},1,2,1,2,1`);
    const path = join(folder, 'BTCUSD_1h.csv');
    writeFileSync(path, ['time,open,high,low,close,volume', ...rows, ''].join('\n'));
    const ids = (args: readonly string[]): readonly string[] => {
      const document = data(['inspect', path, ...args], folder);
      const [file] = document['files'] as readonly { findings: readonly { id: string }[] }[];
      return file?.findings.map((finding) => finding.id) ?? [];
    };
    expect(ids([])).toEqual(['gap', 'weekend_bar']);
    expect(ids(['--calendar', 'always'])).toEqual(['gap']);
    const markdown = runTool(['data', 'inspect', path, '--markdown'], folder);
    expect(markdown.exit).toBe(0);
    expect(markdown.stdout).toContain('## BTCUSD');
    expect(markdown.stdout).toContain('| `weekend_bar` | warn | 2 | 2024-03-09T12:00:00Z |');
  });
});

describe('data resample', () => {
  test('writes whole days beside the hours, by the day that is said', () => {
    const folder = makeWorkspace({ symbols: ['EURUSD'], directives: {} });
    const hours = join(folder, 'data', 'EURUSD_1h.csv');
    const zone = ['--zone', 'America/New_York', '--day-start', '17:00'];
    const document = data(['resample', hours, '--to', '1d', ...zone], folder);
    expect(document).toMatchObject({ exit: 0, from: '1h', to: '1d', verdict: 'written' });
    const first = textOf(folder, 'data', 'EURUSD_1d.csv').split('\n')[1] ?? '';
    expect(first).toMatch(/^2024-01-0\dT22:00:00Z,/);
    expect(data(['inspect', join(folder, 'data', 'EURUSD_1d.csv')], folder)).toMatchObject({
      exit: 0,
    });
  });

  test.each([
    ['a shorter timeframe', ['--to', '15m'], 'VALUE_NOT_ALLOWED'],
    ['no timeframe', ['--to', '7h'], 'VALUE_NOT_ALLOWED'],
    ['no time of day', ['--to', '1d', '--day-start', '5pm'], 'VALUE_NOT_ALLOWED'],
    ['no zone', ['--to', '1d', '--zone', 'Mars/Olympus'], 'VALUE_NOT_ALLOWED'],
  ])('to %s is refused with exit 2', (_what, args, code) => {
    const folder = makeWorkspace({ symbols: ['EURUSD'], directives: {} });
    const before = filesOf(folder);
    const hours = join(folder, 'data', 'EURUSD_1h.csv');
    expect(data(['resample', hours, ...args], folder)).toMatchObject({ exit: 2, error: { code } });
    expect(filesOf(folder)).toEqual(before);
  });
});

test('the help of every data command fits 80 columns', () => {
  for (const command of ['import', 'inspect', 'resample', 'sample']) {
    const ended = runTool(['data', command, '--help'], '/');
    expect(ended.exit).toBe(0);
    const widest = Math.max(...ended.stdout.split('\n').map((line) => line.length));
    expect(widest, command).toBeLessThanOrEqual(80);
  }
});
