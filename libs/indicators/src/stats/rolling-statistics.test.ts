import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { averageDeviation } from './average-deviation.js';
import { barsSinceMax } from './bars-since-max.js';
import { barsSinceMin } from './bars-since-min.js';
import { beta } from './beta.js';
import { correlation } from './correlation.js';
import { hurstExponent } from './hurst-exponent.js';
import { logReturn } from './log-return.js';
import { midpoint } from './midpoint.js';
import { rollingMinMax } from './rolling-min-max.js';
import { rollingPercentile } from './rolling-percentile.js';
import { percentileRank } from './percentile-rank.js';
import { rollingSum } from './rolling-sum.js';
import { standardDeviation } from './standard-deviation.js';
import { varianceRatio } from './variance-ratio.js';
import { variance } from './variance.js';

const period = fc.integer({ min: 2, max: 25 });
const holed = fc
  .array(fc.option(fc.integer({ min: -9, max: 9 }), { nil: NaN, freq: 9 }), { maxLength: 90 })
  .map((values) => Float64Array.from(values));
const pairs = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })), {
    minLength: 1,
    maxLength: 90,
  })
  .map((rows) => [0, 1].map((k) => Float64Array.from(rows, (row) => row[k] as number)));

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const mean = (values: readonly number[]): number => total(values) / values.length;
const about = (values: readonly number[]): number[] => values.map((v) => v - mean(values));
const products = (x: readonly number[], y: readonly number[]): number =>
  total(about(x).map((value, i) => value * (about(y)[i] as number)));
/** The window that ends at `i`; undefined when it is not full or holds a NaN. */
const windowOf = (values: Float64Array, i: number, window: number): number[] | undefined => {
  const found = [...values.subarray(Math.max(0, i - window + 1), i + 1)];
  return found.length === window && !found.some(Number.isNaN) ? found : undefined;
};

const DEFINITIONS: readonly (readonly [
  string,
  (values: Float64Array, window: number) => Float64Array,
  (window: readonly number[]) => number,
])[] = [
  ['the sum', rollingSum, total],
  ['the variance', variance, (w) => mean(about(w).map((d) => d * d))],
  ['the standard deviation', standardDeviation, (w) => Math.sqrt(mean(about(w).map((d) => d * d)))],
  ['the average deviation', averageDeviation, (w) => mean(about(w).map(Math.abs))],
  ['the midpoint', midpoint, (w) => (Math.max(...w) + Math.min(...w)) / 2],
  ['the age of the largest', barsSinceMax, (w) => w.toReversed().indexOf(Math.max(...w))],
  ['the age of the smallest', barsSinceMin, (w) => w.toReversed().indexOf(Math.min(...w))],
  ['the smallest', (v, n) => rollingMinMax(v, n).min, (w) => Math.min(...w)],
  ['the largest', (v, n) => rollingMinMax(v, n).max, (w) => Math.max(...w)],
];

describe('rolling statistics', () => {
  describe.each(DEFINITIONS)('%s', (_name, compute, definition) => {
    propertyTest.prop([holed, period])(
      'is that of every window without NaN, and NaN for the others',
      (values, window) => {
        compute(values, window).forEach((value, i) => {
          const found = windowOf(values, i, window);
          if (found) expect(value).toBeCloseTo(definition(found), 10);
          else expect(value).toBeNaN();
        });
      },
    );
  });

  test('a window of zeros sums to exactly zero after any price', () => {
    const values = Float64Array.of(1e18, 0.1, 0.2, 0, 0, 0);
    expect([...rollingSum(values, 3)].at(-1)).toBe(0);
  });

  test('a flat window has exactly no variance, whatever was before it', () => {
    const values = Float64Array.from({ length: 90 }, (_, i) => (i < 40 ? 1e12 / (i + 1) : 1.12345));
    for (const window of [2, 7, 20]) {
      expect(
        variance(values, window)
          .subarray(40 + window)
          .every((v) => v === 0),
      ).toBe(true);
    }
  });

  test('an absurd price leaves no trace behind its window', () => {
    const clean = Float64Array.from({ length: 120 }, (_, i) => 1.1 + ((i * 31) % 17) * 1e-5);
    const spiked = clean.slice();
    spiked[50] = 1e15;
    expect(standardDeviation(spiked, 10).subarray(60)).toEqual(
      standardDeviation(clean, 10).subarray(60),
    );
  });

  test('the percentile is the rank in percent', () => {
    const values = Float64Array.of(3, 1, 2, 5, 4);
    const ranks = percentileRank(values, 3).map((value) => 100 * value);
    expect(rollingPercentile(values, 3)).toEqual(ranks);
  });
});

describe('correlation and beta', () => {
  propertyTest.prop([pairs, period])('are those of every window', ([x, y], window) => {
    const [first, second] = [x as Float64Array, y as Float64Array];
    correlation(first, second, window).forEach((value, i) => {
      const [a, b] = [windowOf(first, i, window), windowOf(second, i, window)];
      if (!a || !b || products(a, a) === 0 || products(b, b) === 0) return;
      expect(value).toBeCloseTo(products(a, b) / Math.sqrt(products(a, a) * products(b, b)), 9);
    });
  });

  test('are undefined against a series that does not move', () => {
    const flat = new Float64Array(9).fill(2);
    const moving = Float64Array.from({ length: 9 }, (_, i) => 1 + (i % 3));
    expect(correlation(flat, moving, 4).every(Number.isNaN)).toBe(true);
    expect(beta(flat, moving, 4).every(Number.isNaN)).toBe(true);
  });

  test('the beta of a series that doubles every return is 2', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => 100 + 7 * Math.sin(i));
    const y = x.slice();
    for (let i = 1; i < y.length; i += 1) {
      const change = (x[i] as number) / (x[i - 1] as number) - 1;
      y[i] = (y[i - 1] as number) * (1 + 2 * change);
    }
    for (const value of beta(x, y, 10).subarray(10)) expect(value).toBeCloseTo(2, 9);
  });
});

describe('the scaling of variance', () => {
  const steps = Float64Array.from({ length: 600 }, (_, i) => Math.sin(i * i * 12.9898) * 0.01);
  const path = (rule: (i: number) => number): Float64Array => {
    let log = 0;
    return Float64Array.from({ length: 600 }, (_, i) => Math.exp((log += rule(i))));
  };

  test('the ratio of steps without memory is near 1 and their exponent near one half', () => {
    const values = path((i) => steps[i] as number);
    expect(varianceRatio(values, 500)[599]).toBeCloseTo(1, 0);
    expect(hurstExponent(values, 500)[599]).toBeCloseTo(0.5, 0);
  });

  test('steps that repeat themselves lie above it, steps that take themselves back below', () => {
    const repeated = path((i) => steps[i - (i % 4)] as number);
    const returning = path((i) => (steps[i] as number) - (steps[i - 1] ?? 0));
    expect(varianceRatio(repeated, 500)[599]).toBeGreaterThan(1.5);
    expect(hurstExponent(repeated, 500)[599]).toBeGreaterThan(0.6);
    expect(varianceRatio(returning, 500)[599]).toBeLessThan(0.5);
  });

  test('the ratio equals its definition', () => {
    const values = path((i) => steps[i] as number);
    const [window, lag] = [20, 3];
    const logs = [...values].map(Math.log).slice(-window - 1);
    const drift = ((logs.at(-1) as number) - (logs[0] as number)) / window;
    const changes = (by: number): number[] =>
      logs.slice(by).map((value, i) => value - (logs[i] as number) - by * drift);
    const single = total(changes(1).map((d) => d * d)) / (window - 1);
    const count = lag * (window - lag + 1) * (1 - lag / window);
    const several = total(changes(lag).map((d) => d * d)) / count;
    expect(varianceRatio(values, window, lag)[599]).toBeCloseTo(several / single, 9);
  });

  test('is undefined where nothing moves or grows for ever by the same share', () => {
    expect(varianceRatio(new Float64Array(50).fill(3), 20).every(Number.isNaN)).toBe(true);
    expect(
      varianceRatio(
        path(() => 0.5),
        20,
      ).every(Number.isNaN),
    ).toBe(true);
  });
});

test('a logarithmic return of a price that is not above zero is undefined', () => {
  expect([...logReturn(Float64Array.of(1, Math.E, 0, 2, -1))].map((v) => Math.round(v))).toEqual([
    NaN,
    1,
    NaN,
    NaN,
    NaN,
  ]);
});
