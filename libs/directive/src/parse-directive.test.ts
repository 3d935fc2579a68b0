import { formatDiagnostic, LIMITS } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { canonicalDirective, directiveHash, directiveIdOf, parseDirective } from './index.js';
import { bytesOf, expectGolden, filesIn } from './testing/golden.js';

const BROKEN = 'fixtures/directives/broken';
const VALID = 'fixtures/directives/valid';
const EXAMPLES = 'examples/fx/backtest_directives/active';

const ENOUGH = `
test:
  strategy: Demo
  broker: Assay_FX
  timeframe: 1h
  start_date: 2020-01-01
  end_date: 2020-12-31
symbols: [EURUSD]
`;

function parseText(text: string, file = 'Demo.txt'): ReturnType<typeof parseDirective> {
  return parseDirective({ file, bytes: new TextEncoder().encode(text) });
}

function codesOf(text: string): readonly string[] {
  return parseText(text).diagnostics.map((found) => found.code);
}

describe('a broken directive gives every problem, each with its place', () => {
  test('there are enough broken directives', () => {
    expect(filesIn(BROKEN).length).toBeGreaterThanOrEqual(26);
  });

  test.each(filesIn(BROKEN))('%s', (name) => {
    const { model, diagnostics } = parseDirective({
      file: name,
      bytes: bytesOf(`${BROKEN}/${name}`),
    });
    expect(model).toBeUndefined();
    expect(diagnostics.some((found) => found.severity === 'error')).toBe(true);
    for (const found of diagnostics) {
      expect(found.place?.file).toBe(name);
      expect(found.next).toBeTruthy();
    }
    const rendered = diagnostics.map((found) => `${formatDiagnostic(found)}\n`).join('\n');
    expectGolden(`fixtures/directives/expected/${name}`, rendered);
  });
});

describe('a directive that is right has one canonical form', () => {
  test.each(filesIn(VALID))('%s', (name) => {
    const { model, diagnostics } = parseDirective({
      file: name,
      bytes: bytesOf(`${VALID}/${name}`),
    });
    expect(diagnostics.filter((found) => found.severity === 'error')).toEqual([]);
    if (!model) throw new Error('no model');
    const read = {
      directive: canonicalDirective(model),
      directive_hash: directiveHash(model),
      warnings: diagnostics.map(formatDiagnostic),
    };
    const golden = `fixtures/directives/expected/${directiveIdOf(name)}.json`;
    expectGolden(golden, `${JSON.stringify(read, null, 2)}\n`);
  });
});

test.each(filesIn(EXAMPLES))('the example %s has no finding at all', (name) => {
  const bytes = bytesOf(`${EXAMPLES}/${name}`);
  const { model, diagnostics } = parseDirective({ file: name, bytes });
  expect(diagnostics).toEqual([]);
  expect(model?.id).toBe(directiveIdOf(name));
});

test('a file of more bytes than a document may have is refused before it is read', () => {
  const bytes = new Uint8Array(LIMITS.documentBytesMax + 1).fill(0x20);
  const { model, diagnostics } = parseDirective({ file: 'Demo.txt', bytes });
  expect(model).toBeUndefined();
  expect(diagnostics.map(formatDiagnostic)).toEqual([
    'Demo.txt: error DOCUMENT_TOO_LARGE: the file is too large for a document\n' +
      '  found:    1048577 bytes\n  expected: at most 1048576 bytes\n' +
      '  next:     Remove what does not belong into the file.',
  ]);
});

test('a hundred megabytes are refused in less than a second', () => {
  const bytes = new Uint8Array(100 * 1024 * 1024);
  const before = performance.now();
  expect(parseDirective({ file: 'Demo.txt', bytes }).model).toBeUndefined();
  expect(performance.now() - before).toBeLessThan(1000);
});

test('a symbol list of more than the limit is refused, one of the limit is not', () => {
  const list = (count: number): string =>
    Array.from({ length: count }, (_, at) => `S${at}`).join(', ');
  const withSymbols = (count: number): string => ENOUGH.replace('EURUSD', list(count));
  expect(codesOf(withSymbols(LIMITS.symbolsMax))).toEqual([]);
  expect(codesOf(withSymbols(LIMITS.symbolsMax + 1))).toEqual(['VALUE_NOT_ALLOWED']);
});

test.each([
  ['backtest_directives/active/Range_01.txt', 'Range_01'],
  ['C:\\work\\Range_01.YAML', 'Range_01'],
  ['Range_01.yml', 'Range_01'],
  ['Range_01', 'Range_01'],
  ['a.b.txt', 'a.b'],
])('the id of %s is the stem %s', (file, id) => {
  expect(directiveIdOf(file)).toBe(id);
});

test('a problem between fields is reported beside a problem of the schema', () => {
  const text = ENOUGH.replace('2020-12-31', '2019-01-01').replace(
    '[EURUSD]',
    '[EURUSD, eurusd, 7]',
  );
  expect(codesOf(text)).toEqual(['CONFLICTING_VALUES', 'VALUE_NOT_ALLOWED', 'WRONG_TYPE']);
});

test('a field that is written but unreadable is not reported as missing too', () => {
  const text = `${ENOUGH}sizing:\n  mode: fixed_lots\n  lots: some\nrange_definition: yes\norder_placement:\n  time: "06:00"\n  type: stop\n  orders:\n    - direction: long\n      level: range_high\n`;
  expect(codesOf(text)).toEqual(['WRONG_TYPE', 'WRONG_TYPE']);
});

test('free names are never taken for older spellings', () => {
  const { model, diagnostics } = parseText(`${ENOUGH}parameters:\n  start_Date: 1\n  symbols: 2\n`);
  expect(diagnostics).toEqual([]);
  expect(model?.rules.parameters).toEqual({ start_Date: 1, symbols: 2 });
});
