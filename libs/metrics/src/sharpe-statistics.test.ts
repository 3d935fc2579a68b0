import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { kurtosis, skewness } from './moments.js';
import { normalCdf, normalQuantile } from './normal-distribution.js';
import { sharpeRatio, sortinoRatio } from './return-series.js';
import * as statistics from './sharpe-statistics.js';

const VECTORS = resolve(
  fileURLToPath(new URL('.', import.meta.url)),
  '../../../../shared/vectors/sharpe_statistics.json',
);

type Arguments = Readonly<Record<string, number>> & { readonly returns?: readonly number[] };
interface Case {
  readonly fn: string;
  readonly args: Arguments;
  readonly expected: number;
  readonly tol: number;
}

function sampleOf(args: Arguments, sharpe: number, count: number): statistics.SharpeSample {
  return { sharpe, count, skewness: args['skew'] ?? NaN, kurtosis: args['kurt'] ?? NaN };
}

const SUBJECTS: Readonly<Record<string, (args: Arguments) => number | null>> = {
  expected_max_of_N_std_normals: ({ N = NaN }) => statistics.expectedMaxOfNormals(N),
  psr: (args) =>
    statistics.probabilisticSharpe(
      sampleOf(args, args['sr'] ?? NaN, args['T'] ?? NaN),
      args['sr0'],
    ),
  dsr: (args) =>
    statistics.deflatedSharpe(
      sampleOf(args, args['sr'] ?? NaN, args['T'] ?? NaN),
      args['N'] ?? NaN,
      args['sr_std_across_trials'] ?? NaN,
    ),
  minTRL_years: (args) => {
    const periods = args['periods_per_year'] ?? NaN;
    const perPeriod = (annual: number | undefined) => (annual ?? NaN) / Math.sqrt(periods);
    const length = statistics.minTrackRecordLength(
      sampleOf(args, perPeriod(args['sr_annual']), NaN),
      perPeriod(args['sr0_annual']),
      args['prob'],
    );
    return length === null ? null : length / periods;
  },
  minBTL_years: (args) => statistics.minBacktestYears(args['N'] ?? NaN, args['sharpe_IS'] ?? NaN),
  sr_std: (args) => statistics.sharpeDeviation(sampleOf(args, args['sr'] ?? NaN, args['n'] ?? NaN)),
  sharpe_sample_std: ({ returns = [], bench = NaN }) =>
    sharpeRatio(returns, { periodsPerYear: 1, requiredReturn: bench }),
  sortino_downside_all_n: ({ returns = [], mar = NaN }) =>
    sortinoRatio(returns, { periodsPerYear: 1, requiredReturn: mar }),
};

describe.skipIf(!existsSync(VECTORS))('published cases (skipped without ../shared)', () => {
  const cases = existsSync(VECTORS)
    ? (JSON.parse(readFileSync(VECTORS, 'utf8')) as readonly Case[])
    : [];

  test('all 9 of 9 are answered', () => {
    expect(cases.filter(({ fn }) => fn in SUBJECTS)).toHaveLength(9);
    expect(cases).toHaveLength(9);
  });

  test.each(cases.map((item, i) => [`${item.fn} ${i}`, item] as const))('%s', (_name, item) => {
    const found = SUBJECTS[item.fn]?.(item.args) ?? NaN;
    expect(Math.abs(found - item.expected)).toBeLessThanOrEqual(item.tol);
  });
});

describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1.959963984540054, 0.025],
    [4.999, 0.9999997118579859],
    [-6, 9.865876450376946e-10],
    [-10, 7.61985302416047e-24],
  ])('Φ(%d)', (x, wanted) => {
    expect(Math.abs(normalCdf(x) - wanted)).toBeLessThan(Math.max(1e-15, wanted * 1e-13));
  });

  propertyTest.prop([fc.double({ min: 1e-12, max: 1 - 1e-9, noNaN: true })])(
    'the quantile is the inverse of the distribution',
    (p) => {
      expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-14);
    },
  );

  test('the ends have no finite quantile', () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect(normalQuantile(1.5)).toBeNaN();
  });
});

describe('evidence for a Sharpe ratio', () => {
  const sample = { sharpe: 0.1, count: 500, skewness: -0.5, kurtosis: 5 };

  test('more trials leave less of it', () => {
    const values = [1, 10, 100, 1000].map((n) => statistics.deflatedSharpe(sample, n, 0.05) ?? NaN);
    expect(values[0]).toBe(statistics.probabilisticSharpe(sample));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(new Set(values).size).toBe(4);
  });

  test('the minimum track record is where the probability reaches the confidence', () => {
    const count = statistics.minTrackRecordLength(sample) ?? NaN;
    expect(statistics.probabilisticSharpe({ ...sample, count })).toBeCloseTo(0.95, 12);
  });

  test('a Sharpe ratio that is not above the reference has no minimum', () => {
    expect(statistics.minTrackRecordLength({ ...sample, sharpe: 0 })).toBeNull();
    expect(statistics.minBacktestYears(10, 0)).toBeNull();
    expect(statistics.sharpeDeviation({ ...sample, count: 1 })).toBeNull();
  });

  test('skewness and kurtosis are those of the population moments', () => {
    // 0, 0, 0, 1: mean ¼, variance 3/16.
    expect(skewness([0, 0, 0, 1])).toBeCloseTo(2 / Math.sqrt(3), 12);
    expect(kurtosis([0, 0, 0, 1])).toBeCloseTo(7 / 3, 12);
    expect(skewness([2, 2])).toBeNull();
  });
});
