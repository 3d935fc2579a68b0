import { describe, expect, test } from 'vitest';
import { comparedRun, comparedSubject } from '../testing/compared-subject.js';
import { compareSubjects } from './comparison.js';
import { comparabilityFindings, findDifferences } from './comparability.js';
import type { ComparedRun } from './subject.js';

function differencesOf(a: Partial<ComparedRun>, b: Partial<ComparedRun>) {
  return findDifferences([comparedSubject('A', a), comparedSubject('B', b)]).map(
    ({ aspect, what, values }) => [aspect, what, ...values],
  );
}

const file = (sha256: string, path = 'data/EURUSD_1h.csv', kind = 'data EURUSD') => [
  { path, bytes: 1, sha256, kind },
];

describe('what keeps numbers from being compared', () => {
  test('nothing, when all is equal but rules and code', () => {
    const inputs = { ...comparedRun().inputs, directive: 'd2', strategy: 's2' };
    expect(differencesOf({}, { inputs })).toEqual([]);
  });

  test('another first or last day is another window', () => {
    expect(differencesOf({}, { start: '2024-02-01', end: '2024-07-31' })).toEqual([
      ['windows', 'start', '2024-01-01', '2024-02-01'],
      ['windows', 'end', '2024-06-30', '2024-07-31'],
    ]);
  });

  test('another charge is another cost, whatever else a broker spec says', () => {
    const settings = { ...comparedRun().settings, spread: 0.0002 };
    expect(differencesOf({}, { settings })).toEqual([
      ['costs', 'EURUSD spread', '0.0001', '0.0002'],
    ]);
    expect(differencesOf({}, { inputs: { ...comparedRun().inputs, spec: 'c2' } })).toEqual([]);
  });

  test('what arithmetic leaves behind twelve digits is no other cost', () => {
    const settings = { ...comparedRun().settings, spread: 0.00010000000000000002 };
    expect(differencesOf({}, { settings })).toEqual([]);
  });

  test('other bars are other data', () => {
    const inputs = { ...comparedRun().inputs, data: 'b2' };
    expect(differencesOf({}, { inputs })).toEqual([['data', 'EURUSD data', 'b1', 'b2']]);
  });

  test('another part of a file of the same bytes is the same data', () => {
    const inputs = { ...comparedRun().inputs, data: 'b2' };
    expect(differencesOf({ sources: file('f') }, { inputs, sources: file('f') })).toEqual([]);
    expect(differencesOf({ sources: file('f') }, { inputs, sources: file('g') })).toHaveLength(1);
    expect(differencesOf({ sources: file('f') }, { inputs, sources: [] })).toHaveLength(1);
  });

  test('a file of another symbol or timeframe does not vouch for the bars', () => {
    const inputs = { ...comparedRun().inputs, data: 'b2' };
    for (const sources of [
      file('f', 'data/EURUSD_15m.csv'),
      file('f', 'data/GBPUSD_1h.csv', 'data GBPUSD'),
    ]) {
      expect(differencesOf({ sources }, { inputs, sources })).toHaveLength(1);
    }
  });

  test('bars of a conversion count like the symbol’s own', () => {
    const [a, b] = ['k1', 'k2'].map((conversion_USDJPY) => ({
      inputs: { ...comparedRun().inputs, conversion_USDJPY },
    }));
    expect(differencesOf(a ?? {}, b ?? {})).toEqual([
      ['data', 'EURUSD conversion_USDJPY', 'k1', 'k2'],
    ]);
  });

  test('other symbols and another timeframe are other data', () => {
    expect(differencesOf({}, { symbol: 'GBPUSD', timeframe: '4h' })).toEqual([
      ['data', 'symbols', 'EURUSD', 'GBPUSD'],
      ['data', 'timeframe', '1h', '4h'],
    ]);
  });

  test('runs answer each other although their symbols differ', () => {
    const subjects = ['EURUSD', 'GBPUSD'].map((symbol, i) =>
      comparedSubject('AB'[i] ?? '', { symbol, inputs: { data: symbol } }, { kind: 'run' }),
    );
    expect(findDifferences(subjects).map(({ what }) => what)).toEqual(['symbols', 'data']);
  });
});

describe('findings', () => {
  const subjects = [
    comparedSubject('A'),
    comparedSubject('B', { end: '2025-01-01', symbol: 'GBPUSD' }),
  ];
  const differences = findDifferences(subjects);

  test('each aspect that differs is an error that says how to go on', () => {
    const found = comparabilityFindings(differences, subjects, new Set());
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['COMPARE_WINDOWS_DIFFER', 'error'],
      ['COMPARE_DATA_DIFFERS', 'error'],
    ]);
    expect(found[0]?.next).toContain('--across windows,data');
  });

  test('what was asked for is a warning, the rest stays an error', () => {
    const found = comparabilityFindings(differences, subjects, new Set(['windows', 'costs']));
    expect(found.map(({ severity }) => severity)).toEqual(['warning', 'error']);
  });

  test('currencies, capital and synthetic bars are said, and forbid nothing', () => {
    const { comparison, findings } = compareSubjects(
      [
        comparedSubject('A'),
        comparedSubject('B', {}, { currency: 'EUR', capital: 5, synthetic: true }),
      ],
      [],
    );
    expect(findings).toEqual([]);
    expect(comparison.cautions).toEqual([
      'Amounts are of different currencies (A USD, B EUR)',
      'Amounts come from different capital (A 10000, B 5)',
      'Synthetic bars: no word about a market from B',
    ]);
  });
});
