import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { percentileRank } from '../stats/percentile-rank.js';
import { arbitraryBars, barsOf } from '../testing/random-bars.js';
import { atr } from './atr.js';
import { trueRange } from './true-range.js';
import { volatilityRegime } from './volatility-regime.js';

const points = (line: Float64Array): number[] =>
  [...line].map((value) => Math.round(value * 1e6) / 10);

describe('the true range', () => {
  test.each([
    { rule: 'is high − low when the previous close lies inside', row: [120, 100, 110], range: 20 },
    { rule: 'reaches down to a previous close below the bar', row: [150, 130, 140], range: 45 },
    { rule: 'reaches up to a previous close above the bar', row: [90, 80, 85], range: 25 },
  ])('$rule', ({ row, range }) => {
    expect(points(trueRange(barsOf([[110, 100, 105], row])))).toEqual([NaN, range]);
  });
});

describe('the average true range', () => {
  test('is the plain mean first, then moves by 1 ÷ period', () => {
    const bars = barsOf([
      [10, 10, 10],
      [14, 10, 12],
      [12, 10, 12],
      [22, 11, 20],
    ]);
    expect(points(atr(bars, 2))).toEqual([NaN, NaN, 3, 7]);
  });

  propertyTest.prop([arbitraryBars])('of period 1 is the true range', (bars) => {
    expect(atr(bars, 1)).toEqual(trueRange(bars));
  });

  propertyTest.prop([arbitraryBars, fc.integer({ min: 1, max: 30 })])(
    'doubles with the prices, bit for bit, and is never negative',
    (bars, window) => {
      const plain = atr(bars, window);
      const twice = (column: Float64Array): Float64Array => column.map((value) => value * 2);
      const doubled = {
        ...bars,
        high: twice(bars.high),
        low: twice(bars.low),
        close: twice(bars.close),
      };
      expect(atr(doubled, window)).toEqual(twice(plain));
      expect(plain.some((value) => value < 0)).toBe(false);
    },
  );

  test('begins anew behind a NaN, because its past is lost', () => {
    const bars = barsOf(Array.from({ length: 9 }, () => [120, 100, 110]));
    bars.high[5] = NaN;
    expect(points(atr(bars, 2))).toEqual([NaN, NaN, 20, 20, 20, NaN, NaN, 20, 20]);
  });
});

describe('the volatility regime', () => {
  const measure = Float64Array.from({ length: 400 }, (_, i) => ((i * 7919) % 397) / 100);

  test('is −1, 0 or 1 by the percentile rank, limits included', () => {
    const ranks = percentileRank(measure, 100);
    volatilityRegime(measure).forEach((regime, i) => {
      const rank = ranks[i] as number;
      const expected = rank >= 0.66 ? 1 : rank <= 0.33 ? -1 : 0;
      expect(regime).toBe(Number.isNaN(rank) ? NaN : expected);
    });
  });

  test('meets all three states, and both limits count as extreme', () => {
    const line = volatilityRegime(Float64Array.of(4, 3, 2, 1, 2.5, 9), 4, 0.25, 0.75);
    expect([...line]).toEqual([NaN, NaN, NaN, -1, 1, 1]);
    expect([...volatilityRegime(Float64Array.of(4, 1, 3, 2), 4, 0.25, 0.75)].at(-1)).toBe(0);
  });

  test('is unknown, not normal, while warming up', () => {
    expect(volatilityRegime(measure, 50).subarray(0, 49).every(Number.isNaN)).toBe(true);
  });

  test.each([
    [0.66, 0.33],
    [0.5, 0.5],
    [-0.1, 0.5],
    [0.5, 1.1],
    [NaN, 0.5],
  ])('refuses the limits %s and %s', (low, high) => {
    expect(() => volatilityRegime(measure, 10, low, high)).toThrow(RangeError);
  });
});
