import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitrarySeries } from '../testing/random-bars.js';
import { roc } from './roc.js';
import { rsi } from './rsi.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
const period = fc.integer({ min: 1, max: 25 });

describe('the relative strength index', () => {
  test.each([
    {
      values: [1, 2, 3, 4],
      window: 2,
      expected: [NaN, NaN, 100, 100],
      rule: 'is 100 without losses',
    },
    { values: [4, 3, 2, 1], window: 2, expected: [NaN, NaN, 0, 0], rule: 'is 0 without gains' },
    {
      values: [1, 1, 1, 1],
      window: 2,
      expected: [NaN, NaN, 50, 50],
      rule: 'is 50 when nothing moved',
    },
    { values: [1, 2, 1, 2], window: 2, expected: [NaN, NaN, 50, 75], rule: 'smooths after Wilder' },
    {
      values: [1, 2, NaN, 2, 3],
      window: 1,
      expected: [NaN, 100, NaN, NaN, 100],
      rule: 'begins anew behind a NaN',
    },
  ])('$rule', ({ values, window, expected }) => {
    expect([...rsi(Float64Array.from(values), window)]).toEqual(expected);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'lies within 0 and 100, and is free of scale',
    (values, window) => {
      const plain = rsi(values, window);
      expect(
        rsi(
          values.map((value) => value * 4),
          window,
        ),
      ).toEqual(plain);
      for (const value of plain.subarray(window)) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
      }
    },
  );

  propertyTest.prop([arbitrarySeries, period])(
    'of the mirrored series is 100 minus it',
    (values, window) => {
      const mirrored = rsi(
        values.map((value) => 2 - value),
        window,
      );
      rsi(values, window).forEach((value, i) => {
        if (!Number.isNaN(value)) expect(mirrored[i]).toBeCloseTo(100 - value, 6);
      });
    },
  );
});

describe('the rate of change', () => {
  test('is percent of the earlier value', () => {
    expect([...roc(series(100, 110, 99, 198), 1)].map((v) => Math.round(v * 1e9) / 1e9)).toEqual([
      NaN,
      10,
      -10,
      100,
    ]);
  });

  test('is undefined against zero rather than infinite', () => {
    expect([...roc(series(0, 5, 10), 1)]).toEqual([NaN, NaN, 100]);
  });

  test('is undefined where either value is', () => {
    expect([...roc(series(NaN, 5, 10, NaN, 20), 1)]).toEqual([NaN, NaN, 100, NaN, NaN]);
  });
});
