import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { arbitrarySeries } from '../testing/random-bars.js';
import { dema } from './dema.js';
import { emaFromFirst } from './ema-from-first.js';
import { ema } from './ema.js';
import { hilbertPeriod } from './hilbert-period.js';
import { hilbertTrendMode } from './hilbert-trend-mode.js';
import { hilbertTrendline } from './hilbert-trendline.js';
import { kama } from './kama.js';
import { linregAngle } from './linreg-angle.js';
import { linregIntercept } from './linreg-intercept.js';
import { linregSlope } from './linreg-slope.js';
import { linreg } from './linreg.js';
import { mama } from './mama.js';
import { movingAverage, type AverageKind } from './moving-average.js';
import { t3 } from './t3.js';
import { tema } from './tema.js';
import { timeSeriesForecast } from './time-series-forecast.js';
import { trima } from './trima.js';

const KINDS = [
  'sma',
  'ema',
  'ema-from-first',
  'wma',
  'dema',
  'tema',
  'trima',
  'kama',
  't3',
] as const;
const period = fc.integer({ min: 2, max: 20 });
const line = (at: (i: number) => number): Float64Array =>
  Float64Array.from({ length: 200 }, (_, i) => at(i));
const defined = (values: Float64Array): Float64Array => values.filter((v) => !Number.isNaN(v));

describe.each(KINDS)('the average %s', (kind) => {
  test('of a flat market is exactly the flat price', () => {
    const found = defined(movingAverage(new Float64Array(200).fill(1.12345), 9, kind));
    expect(found.length).toBeGreaterThan(100);
    // T3 adds four averages with weights whose sum is one but for rounding.
    for (const value of found) expect(Math.abs(value - 1.12345)).toBeLessThan(1e-14);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'of values moved by a constant is moved by it',
    (values, window) => {
      const moved = movingAverage(
        values.map((value) => value + 8),
        window,
        kind,
      );
      movingAverage(values, window, kind).forEach((value, i) => {
        if (Number.isNaN(value)) expect(moved[i]).toBeNaN();
        else expect(moved[i]).toBeCloseTo(value + 8, 6);
      });
    },
  );
});

describe('averages by name', () => {
  test('one that does not exist is refused with those that do', () => {
    const call = (): unknown => movingAverage(new Float64Array(9), 3, 'vidya' as AverageKind);
    expect(call).toThrow(RangeError);
    expect(call).toThrow(/sma, ema, ema-from-first.*vidya/);
    expect(() => dema(new Float64Array(9), 3, 'sma' as 'ema')).toThrow(RangeError);
  });
});

describe('exponential averages', () => {
  test('forget how they began', () => {
    const values = line((i) => 1 + Math.sin(i / 7));
    const [seeded, plain] = [ema(values, 5), emaFromFirst(values, 5)];
    expect(seeded[4]).not.toBeCloseTo(plain[4] as number, 6);
    expect(seeded[199]).toBeCloseTo(plain[199] as number, 12);
  });

  test('of second and third order do not lag behind a line', () => {
    const values = line((i) => 10 + 0.5 * i);
    expect(dema(values, 9)[199]).toBeCloseTo(values[199] as number, 6);
    expect(tema(values, 9)[199]).toBeCloseTo(values[199] as number, 6);
    expect(ema(values, 9)[199]).toBeCloseTo((values[199] as number) - 2, 6);
  });

  test('T3 with volume factor 0 is a triple exponential average', () => {
    const values = line((i) => Math.sin(i / 5));
    expect(t3(values, 4, 0)[199]).toBeCloseTo(ema(ema(ema(values, 4), 4), 4)[199] as number, 12);
  });

  test('the adaptive average follows a straight move fast and noise slowly', () => {
    const straight = kama(
      line((i) => i),
      10,
    );
    expect(199 - (straight[199] as number)).toBeLessThan(2);
    const noise = kama(
      line((i) => i % 2),
      10,
    );
    expect(Math.abs((noise[199] as number) - (noise[198] as number))).toBeLessThan(0.01);
  });
});

describe('the triangular average', () => {
  test.each([
    [5, [1, 2, 3, 2, 1]],
    [6, [1, 2, 3, 3, 2, 1]],
  ])('of %s values weighs them %s', (window, weights) => {
    const values = Float64Array.from(weights, (_, i) => (i * i * 7) % 11);
    const sum = weights.reduce((a, b) => a + b);
    const expected = weights.reduce((total, w, i) => total + w * (values[i] as number), 0) / sum;
    expect(trima(values, window).at(-1)).toBeCloseTo(expected, 12);
  });
});

describe('regression lines', () => {
  const values = line((i) => 3 + 0.25 * i);

  test('of values on a line lie on it, begin on it and continue it', () => {
    for (const i of [9, 50, 199]) {
      expect(linreg(values, 10)[i]).toBeCloseTo(values[i] as number, 10);
      expect(linregIntercept(values, 10)[i]).toBeCloseTo(values[i - 9] as number, 10);
      expect(timeSeriesForecast(values, 10)[i]).toBeCloseTo((values[i] as number) + 0.25, 10);
    }
  });

  test('rise by 45 degrees with slope 1', () => {
    expect(
      linregAngle(
        line((i) => i),
        10,
      )[199],
    ).toBeCloseTo(45, 10);
    expect(
      linregAngle(
        line((i) => -i),
        10,
      )[199],
    ).toBeCloseTo(-45, 10);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'the end lies as many slopes above the beginning as there are steps',
    (series, window) => {
      const slope = linregSlope(series, window);
      const begin = linregIntercept(series, window);
      linreg(series, window).forEach((end, i) => {
        if (Number.isNaN(end)) return;
        expect(end - (begin[i] as number)).toBeCloseTo((slope[i] as number) * (window - 1), 9);
      });
    },
  );
});

describe('the dominant cycle', () => {
  const cycle = (length: number): Float64Array =>
    line((i) => 100 + Math.sin((2 * Math.PI * i) / length));

  test.each([12, 16, 20, 26])('of a sine of %s bars has that length', (length) => {
    expect(hilbertPeriod(cycle(length))[199]).toBeCloseTo(length, -0.5);
  });

  test('cancels in the trendline', () => {
    expect(Math.abs((hilbertTrendline(cycle(20))[199] as number) - 100)).toBeLessThan(0.1);
  });

  test('is no trend, and a steep rise is one', () => {
    expect(hilbertTrendMode(cycle(20))[199]).toBe(0);
    expect(hilbertTrendMode(line((i) => 100 + i))[199]).toBe(1);
  });

  test('makes an average that both lines of it reach in the end', () => {
    const { mama: quick, fama } = mama(new Float64Array(2000).fill(5));
    expect([quick[1999], fama[1999]].map((v) => Math.round((v as number) * 1e6))).toEqual([
      5e6, 5e6,
    ]);
    expect(() => mama(new Float64Array(9), 0.1, 0.2)).toThrow(RangeError);
  });
});
