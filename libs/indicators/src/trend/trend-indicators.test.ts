import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitrarySeries } from '../testing/random-bars.js';
import { efficiencyRatio } from './efficiency-ratio.js';
import { ema } from './ema.js';
import { linregSlope } from './linreg-slope.js';
import { trendPersistence } from './trend-persistence.js';
import { wma } from './wma.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
const period = fc.integer({ min: 2, max: 25 });

describe('the exponential moving average', () => {
  test('is seeded with the simple mean and moves by 2 ÷ (period + 1)', () => {
    expect([...ema(series(1, 2, 6, 4, 8), 3)]).toEqual([NaN, NaN, 3, 3.5, 5.75]);
  });

  test('of period 1 is the series itself', () => {
    expect(ema(series(1.1, 1.3, 1.2), 1)).toEqual(series(1.1, 1.3, 1.2));
  });

  test('begins anew behind a NaN, because its past is lost', () => {
    expect([...ema(series(1, 1, NaN, 1, 1), 2)]).toEqual([NaN, 1, NaN, NaN, 1]);
  });

  test('of a flat series is exactly flat', () => {
    expect(
      ema(new Float64Array(500).fill(1.12345), 7)
        .subarray(6)
        .every((v) => v === 1.12345),
    ).toBe(true);
  });
});

describe('the weighted moving average', () => {
  test('weighs the current bar most', () => {
    expect([...wma(series(1, 2, 3, 7), 3)]).toEqual([NaN, NaN, 14 / 6, 29 / 6]);
  });

  propertyTest.prop([arbitrarySeries, period])('equals the definition', (values, window) => {
    wma(values, window).forEach((value, i) => {
      if (i < window - 1) return;
      let sum = 0;
      for (let k = 0; k < window; k += 1) sum += (window - k) * (values[i - k] as number);
      expect(value).toBeCloseTo(sum / ((window * (window + 1)) / 2), 12);
    });
  });

  test('a NaN undoes exactly the windows that contain it', () => {
    expect([...wma(series(3, 3, NaN, 3, 3, 3), 2)]).toEqual([NaN, 3, NaN, NaN, 3, 3]);
  });
});

describe('the regression slope', () => {
  test('of a straight line is its rise for each bar', () => {
    const line = Float64Array.from({ length: 900 }, (_, i) => 5 + i / 4);
    expect([...linregSlope(line, 20).subarray(19)].every((slope) => slope === 0.25)).toBe(true);
  });

  test('of a flat window after movement is exactly zero, so that its sign means something', () => {
    const values = Float64Array.from({ length: 800 }, (_, i) =>
      i < 600 ? 1.1 + ((i * 37) % 97) * 1e-5 : 1.1,
    );
    expect([...linregSlope(values, 50).subarray(650)].every((slope) => slope === 0)).toBe(true);
  });

  propertyTest.prop([arbitrarySeries, period])('equals the textbook quotient', (values, window) => {
    linregSlope(values, window).forEach((slope, i) => {
      if (i < window - 1) return;
      let above = 0;
      let below = 0;
      for (let k = 0; k < window; k += 1) {
        const x = k - (window - 1) / 2;
        above += x * ((values[i - window + 1 + k] as number) - 1);
        below += x * x;
      }
      expect(slope).toBeCloseTo(above / below, 12);
    });
  });

  test('a NaN undoes exactly the windows that contain it', () => {
    const slopes = linregSlope(series(1, 2, NaN, 4, 5, 6), 2);
    expect([...slopes]).toEqual([NaN, 1, NaN, NaN, 1, 1]);
  });

  test('needs two bars', () => {
    expect(() => linregSlope(series(1, 2), 1)).toThrow(
      'linregSlope: period must be a whole number ≥ 2, got 1',
    );
  });
});

describe('trend persistence', () => {
  test('counts rising against falling bars; equal bars count for neither', () => {
    expect([...trendPersistence(series(1, 2, 3, 3, 2, 1, 0), 3)]).toEqual([
      NaN,
      NaN,
      NaN,
      2 / 3,
      0,
      -2 / 3,
      -1,
    ]);
  });

  test('is undefined in every window with a NaN', () => {
    expect([...trendPersistence(series(1, 2, NaN, 3, 4, 5), 2)]).toEqual([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
      1,
    ]);
  });
});

describe('the efficiency ratio', () => {
  test('tells a steady fall from a steady rise', () => {
    expect([...efficiencyRatio(series(1, 2, 3, 2, 1), 2)]).toEqual([NaN, NaN, 1, 0, -1]);
  });

  test('is zero when nothing moved', () => {
    expect([...efficiencyRatio(series(5, 5, 5), 2)]).toEqual([NaN, NaN, 0]);
  });

  test('is undefined in every window with a NaN', () => {
    expect([...efficiencyRatio(series(1, NaN, 3, 4, 5), 2)]).toEqual([NaN, NaN, NaN, NaN, 1]);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'lies within −1 and 1, equals the definition and turns its sign when the series is mirrored',
    (values, window) => {
      const mirrored = efficiencyRatio(
        values.map((value) => 2 - value),
        window,
      );
      efficiencyRatio(values, window).forEach((value, i) => {
        if (i < window) return;
        let way = 0;
        for (let k = i - window + 1; k <= i; k += 1) {
          way += Math.abs((values[k] as number) - (values[k - 1] as number));
        }
        const net = (values[i] as number) - (values[i - window] as number);
        expect(Math.abs(value)).toBeLessThanOrEqual(1);
        expect(value).toBeCloseTo(way === 0 ? 0 : net / way, 9);
        expect(mirrored[i]).toBeCloseTo(-value, 9);
      });
    },
  );
});
