import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { MEASUREMENTS } from '../measurements.js';
import { readBaseline } from './baseline.js';
import { BENCH_GROUPS, BENCHES } from './catalogue.js';
import { compareRatios } from './compare-ratios.js';
import { figureRows } from './figure-rows.js';
import { performanceDocument } from './performance-document.js';
import { comparisonTable, figuresTable } from './terminal-tables.js';

const path = (name: string): string => new URL(`../../${name}`, import.meta.url).pathname;
const baseline = readBaseline(path('bench/baseline.json'));
const document = readFileSync(path('docs/performance.md'), 'utf8');

test('what is listed is what can be measured, by group', () => {
  expect(BENCHES.map(({ name }) => name).sort()).toEqual(Object.keys(MEASUREMENTS).sort());
  for (const { name, benches } of BENCH_GROUPS) {
    for (const bench of benches) expect(bench.name).toMatch(new RegExp(`^${name}/`));
  }
});

test.each([
  ['below a limit', { field: 'ms', unit: 'ms', atMost: 30 }, 29.9, '29.9 ms', '≤ 30', 'met'],
  ['at a limit', { field: 'ms', unit: 'ms', atMost: 30 }, 30, '30.0 ms', '≤ 30', 'met'],
  [
    'above a limit',
    { field: 'ms', unit: 'ms', atMost: 2000 },
    2400,
    '2,400 ms',
    '≤ 2,000',
    'missed',
  ],
  ['above a floor', { field: 'ms', unit: '×', atLeast: 1.8 }, 1.92, '1.92 ×', '≥ 1.8', 'met'],
  ['below a floor', { field: 'ms', unit: '×', atLeast: 1.8 }, 1.79, '1.79 ×', '≥ 1.8', 'missed'],
  ['without a goal', { field: 'ms', unit: 'ms' }, 5.483, '5.48 ms', '', ''],
])('a figure %s', (_rule, shown, ms, figure, goal, verdict) => {
  const rows = figureRows({ name: 'a', what: '', shown: [shown] }, { name: 'a', ratio: 2, ms });
  expect(rows).toEqual([{ name: 'a', figure, goal, verdict, ratio: '2.00' }]);
});

test('a bench is named once, and a figure that a machine cannot give is left out', () => {
  const shown = ['wall', 'cpu', 'peak'].map((field) => ({ field, unit: 's' }));
  const rows = figureRows(
    { name: 'a', what: '', shown },
    { name: 'a', ratio: 2, wall: 1, peak: 3 },
  );
  expect(rows.map(({ name, figure, ratio }) => [name, figure, ratio])).toEqual([
    ['a', '1.00 s', '2.00'],
    ['', '3.00 s', ''],
  ]);
});

describe('the committed baseline', () => {
  test('has every bench, each with a ratio', () => {
    expect(baseline.benches.map(({ name }) => name)).toEqual(BENCHES.map(({ name }) => name));
    expect(baseline.benches.filter(({ ratio }) => !(ratio > 0 && ratio < Infinity))).toEqual([]);
  });

  test('has a value for every figure that has a goal', () => {
    for (const { name, shown } of BENCHES) {
      const figures = baseline.benches.find((one) => one.name === name);
      for (const { field } of shown.filter(({ atMost, atLeast }) => atMost ?? atLeast)) {
        expect(figures?.[field], `${name} ${field}`).toBeTypeOf('number');
      }
    }
  });

  test('is what the tables of docs/performance.md say', () => {
    expect(performanceDocument(document, baseline)).toBe(document);
  });

  test('makes other tables when a figure changes, and only tables', () => {
    const changed = {
      ...baseline,
      benches: baseline.benches.map((one) => ({ ...one, ns_per_bar: 1234 })),
    };
    const text = performanceDocument(document, changed);
    expect(text).toContain('1,234 ns/bar');
    const outside = (one: string): string => one.replace(/<!-- figures: begin[^]*figures: end/, '');
    expect(outside(text)).toBe(outside(document));
  });

  test('fills terminals of 80 columns and no more', () => {
    const text =
      figuresTable(baseline.benches) + comparisonTable(compareRatios(baseline.benches, []));
    for (const { name } of BENCHES) expect(text).toContain(name);
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });
});

test('a document without its marks is not written', () => {
  expect(() => performanceDocument('# Performance', baseline)).toThrow('lacks its two marks');
});

test('synthetic bars are owned up to', () => {
  const sample = [{ name: 'pipeline/cold', ratio: 1, wall_s: 3, data: 'sample' }];
  expect(figuresTable(sample)).toContain('synthetic');
  expect(performanceDocument(document, { ...baseline, benches: sample })).toContain(
    'These figures are of synthetic bars.',
  );
  const real = [{ ...sample[0], name: 'pipeline/cold', ratio: 1, data: 'real' }];
  expect(figuresTable(real)).not.toContain('synthetic');
});
