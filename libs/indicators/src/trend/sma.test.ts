import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitrarySeries } from '../testing/random-bars.js';
import { sma } from './sma.js';

const period = fc.integer({ min: 1, max: 30 });

/** Mean of each window by itself, summed with big integers of 2^-60: the exact oracle. */
function exactMeans(values: readonly number[], window: number): number[] {
  const scaled = values.map((value) => BigInt(Math.round(value * 2 ** 20)) << 40n);
  return values.map((_, i) => {
    if (i < window - 1) return NaN;
    const sum = scaled.slice(i - window + 1, i + 1).reduce((a, b) => a + b, 0n);
    return Number(sum / BigInt(window)) / 2 ** 60;
  });
}

describe('the simple moving average', () => {
  test.each([
    { values: [1, 2, 3, 4], window: 2, means: [NaN, 1.5, 2.5, 3.5] },
    { values: [1, 2, 3, 4], window: 1, means: [1, 2, 3, 4] },
    { values: [1, 2, 3, 4], window: 4, means: [NaN, NaN, NaN, 2.5] },
    { values: [NaN, NaN, 3, 5], window: 2, means: [NaN, NaN, NaN, 4] },
    { values: [1, 3, NaN, 5, 7, 9], window: 2, means: [NaN, 2, NaN, NaN, 6, 8] },
    { values: [1, Infinity, 3, 5, 7], window: 2, means: [NaN, Infinity, Infinity, 4, 6] },
    { values: [NaN, NaN], window: 2, means: [NaN, NaN] },
  ])('of $values over $window is $means', ({ values, window, means }) => {
    expect([...sma(Float64Array.from(values), window)]).toEqual(means);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'is the exact mean of each window to the last bit but one',
    (values, window) => {
      const dyadic = values.map((value) => Math.round(value * 2 ** 20) / 2 ** 20);
      const expected = exactMeans([...dyadic], window);
      sma(dyadic, window).forEach((value, i) => {
        const wanted = expected[i] as number;
        if (Number.isNaN(wanted)) expect(value).toBeNaN();
        else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(2.3e-16);
      });
    },
  );

  propertyTest.prop([arbitrarySeries, period])(
    'scales with its input: twice the prices, twice the mean, bit for bit',
    (values, window) => {
      const twice = sma(
        values.map((value) => value * 2),
        window,
      );
      expect(twice).toEqual(sma(values, window).map((value) => value * 2));
    },
  );

  propertyTest.prop([arbitrarySeries, period, fc.integer({ min: -8, max: 8 })])(
    'shifts with its input',
    (values, window, shift) => {
      const moved = sma(
        values.map((value) => value + shift),
        window,
      );
      sma(values, window).forEach((value, i) => {
        if (!Number.isNaN(value)) expect(moved[i]).toBeCloseTo(value + shift, 12);
      });
    },
  );

  test('a flat window after movement averages to exactly the flat price', () => {
    const values = Float64Array.from([
      ...Array.from({ length: 700 }, (_, i) => 1.1 + ((i * 7919) % 1000) * 1e-5),
      ...Array.from({ length: 100 }, () => 1.12345),
    ]);
    for (const window of [3, 7, 10, 30, 77]) {
      expect(
        sma(values, window)
          .subarray(700 + window)
          .every((value) => value === 1.12345),
      ).toBe(true);
    }
  });

  test('does not drift on a million bars around 1e8', () => {
    const values = Float64Array.from(
      { length: 1_000_000 },
      (_, i) => 1e8 + ((i * 7919) % 1000) / 1024,
    );
    const means = sma(values, 20);
    for (let i = 999_000; i < 1_000_000; i += 37) {
      let sum = 0;
      for (let k = i - 19; k <= i; k += 1) sum += (values[k] as number) - 1e8;
      expect(means[i]).toBe(1e8 + sum / 20);
    }
  });

  test('forgets the rounding that an absurd price left behind at the next restart of its sum', () => {
    const values = Float64Array.from({ length: 600 }, (_, i) => 1.1 + ((i * 31) % 100) * 1e-5);
    const clean = sma(values, 10);
    values[100] = 1.1e15;
    const spiked = sma(values, 10);
    for (let i = 300; i < 600; i += 1) expect(spiked[i]).toBeCloseTo(clean[i] as number, 12);
  });
});
