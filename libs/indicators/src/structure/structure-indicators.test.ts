import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { rollingMax } from '../stats/rolling-max.js';
import { rollingMin } from '../stats/rolling-min.js';
import { percentileRank } from '../stats/percentile-rank.js';
import { arbitraryBars, arbitrarySeries, barsOf } from '../testing/random-bars.js';
import { donchianChannel } from './donchian-channel.js';
import { highestHigh } from './highest-high.js';
import { lowestLow } from './lowest-low.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
const period = fc.integer({ min: 1, max: 25 });
/** A series with NaN among its values. */
const holed = fc
  .array(fc.option(fc.integer({ min: 0, max: 9 }), { nil: NaN, freq: 6 }), { maxLength: 80 })
  .map((values) => Float64Array.from(values));

/** The windows of a series, NaN-free ones only; undefined otherwise. */
function windowAt(values: Float64Array, i: number, window: number): number[] | undefined {
  const found = [...values.subarray(Math.max(0, i - window + 1), i + 1)];
  return found.length === window && !found.some(Number.isNaN) ? found : undefined;
}

describe('rolling extremes and ranks', () => {
  propertyTest.prop([holed, period])(
    'equal the definition in every window, NaN in it or not',
    (values, window) => {
      const highs = rollingMax(values, window);
      const lows = rollingMin(values, window);
      const ranks = percentileRank(values, window);
      values.forEach((value, i) => {
        const found = windowAt(values, i, window);
        expect(highs[i]).toBe(found ? Math.max(...found) : NaN);
        expect(lows[i]).toBe(found ? Math.min(...found) : NaN);
        expect(ranks[i]).toBe(
          found ? found.filter((other) => other <= value).length / window : NaN,
        );
      });
    },
  );

  propertyTest.prop([arbitrarySeries, period])(
    'the lowest is the mirrored highest',
    (values, window) => {
      const mirrored = rollingMax(
        values.map((value) => -value),
        window,
      ).map((value) => -value);
      expect(rollingMin(values, window)).toEqual(mirrored);
    },
  );

  test('the rank of the largest value is 1 and that of the smallest 1 ÷ period', () => {
    expect([...percentileRank(series(1, 2, 3, 0, 2), 3)]).toEqual([NaN, NaN, 1, 1 / 3, 2 / 3]);
  });

  test('ranks are free of scale and level', () => {
    const values = Float64Array.from({ length: 300 }, (_, i) => (i * 7919) % 331);
    expect(
      percentileRank(
        values.map((v) => 3 * v + 10),
        50,
      ),
    ).toEqual(percentileRank(values, 50));
  });
});

describe('highest high, lowest low, Donchian channel', () => {
  const bars = barsOf([
    [5, 1, 3],
    [7, 2, 4],
    [6, 0, 2],
    [4, 2, 3],
    [9, 3, 8],
  ]);
  const points = (line: Float64Array): number[] =>
    [...line].map((value) => Math.round(value * 1e5));

  test('include the current bar with shift 0', () => {
    expect(points(highestHigh(bars, 2))).toEqual([NaN, 7, 7, 6, 9]);
    expect(points(lowestLow(bars, 2))).toEqual([NaN, 1, 0, 0, 2]);
  });

  test('end before the current bar with shift 1', () => {
    expect(points(highestHigh(bars, 2, 1))).toEqual([NaN, NaN, 7, 7, 6]);
    expect(points(lowestLow(bars, 2, 3))).toEqual([NaN, NaN, NaN, NaN, 1]);
    expect(points(highestHigh(bars, 1, 99))).toEqual([NaN, NaN, NaN, NaN, NaN]);
  });

  test.each([-1, 0.5, NaN])('refuse a shift of %s', (shift) => {
    expect(() => highestHigh(bars, 2, shift)).toThrow(
      `shift must be a whole number ≥ 0, got ${shift}`,
    );
  });

  propertyTest.prop([arbitraryBars, period, fc.nat(5)])(
    'a channel is made of both lines and their middle',
    (random, window, shift) => {
      const { upper, lower, middle } = donchianChannel(random, window, shift);
      expect(upper).toEqual(highestHigh(random, window, shift));
      expect(lower).toEqual(lowestLow(random, window, shift));
      middle.forEach((value, i) => {
        expect(value).toBe(((upper[i] as number) + (lower[i] as number)) / 2);
      });
    },
  );
});
