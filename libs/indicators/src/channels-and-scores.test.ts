import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  adx,
  atr,
  bollingerBandWidth,
  bollingerBands,
  candleState,
  cci,
  ema,
  emaRegime,
  emaSlope,
  hullMovingAverage,
  keltnerChannel,
  linregRegime,
  linregSlope,
  macd,
  rollingZscore,
  sma,
  standardDeviation,
  stochastic,
  typicalPrice,
  williamsR,
  wma,
} from './index.js';
import { arbitraryBars, arbitrarySeries, barsOf } from './testing/random-bars.js';

const series = (...values: number[]): Float64Array => Float64Array.from(values);
const period = fc.integer({ min: 2, max: 25 });
const flat = barsOf(Array.from({ length: 60 }, () => [110, 110, 110]));

function eachDefined(line: Float64Array, check: (value: number, i: number) => void): void {
  line.forEach((value, i) => {
    if (!Number.isNaN(value)) check(value, i);
  });
}

describe('standard deviation and z-score', () => {
  test('are those of the population', () => {
    expect([...standardDeviation(series(2, 4, 4, 4, 5, 5, 7, 9), 8)].at(-1)).toBe(2);
    expect([...rollingZscore(series(1, 3), 2)]).toEqual([NaN, 1]);
  });

  test('of a flat window are exactly 0 and undefined', () => {
    expect(
      standardDeviation(flat.close, 7)
        .subarray(6)
        .every((value) => value === 0),
    ).toBe(true);
    expect(rollingZscore(flat.close, 7).every(Number.isNaN)).toBe(true);
  });

  test('a NaN undoes exactly the windows that contain it', () => {
    expect([...standardDeviation(series(1, 3, NaN, 1, 3), 2)]).toEqual([NaN, 1, NaN, NaN, 1]);
    expect([...rollingZscore(series(1, 3, NaN, 3, 1), 2)]).toEqual([NaN, 1, NaN, NaN, -1]);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'the z-score is free of scale and level',
    (values, window) => {
      const moved = rollingZscore(
        values.map((value) => value * 4 + 8),
        window,
      );
      eachDefined(rollingZscore(values, window), (value, i) =>
        expect(moved[i]).toBeCloseTo(value, 6),
      );
    },
  );
});

describe('channels', () => {
  propertyTest.prop([arbitrarySeries, period, fc.integer({ min: 1, max: 4 })])(
    'Bollinger bands lie symmetrically about the mean, as many deviations away as asked for',
    (values, window, deviations) => {
      const { upper, middle, lower } = bollingerBands(values, window, deviations);
      const deviation = standardDeviation(values, window);
      const width = bollingerBandWidth(values, window, deviations);
      expect(middle).toEqual(sma(values, window));
      eachDefined(middle, (mean, i) => {
        expect((upper[i] as number) - mean).toBeCloseTo(deviations * (deviation[i] as number), 12);
        expect(mean - (lower[i] as number)).toBeCloseTo(deviations * (deviation[i] as number), 12);
        expect(width[i]).toBeCloseTo((2 * deviations * (deviation[i] as number)) / mean, 12);
      });
    },
  );

  propertyTest.prop([arbitraryBars, period])(
    'a Keltner channel is average ± true ranges',
    (bars, window) => {
      const { upper, middle, lower } = keltnerChannel(bars, window, 3);
      const [average, range] = [ema(bars.close, window), atr(bars, window)];
      expect(middle).toEqual(average);
      upper.forEach((value, i) => {
        expect(value).toBe((average[i] as number) + 3 * (range[i] as number));
        expect(lower[i]).toBe((average[i] as number) - 3 * (range[i] as number));
      });
    },
  );
});

describe('places within the range', () => {
  propertyTest.prop([arbitraryBars, period])(
    'the unsmoothed stochastic and Williams %R say the same, and stay in bounds',
    (bars, window) => {
      const { k } = stochastic(bars, window, 1, 1);
      const below = williamsR(bars, window);
      eachDefined(k, (value, i) => {
        expect(value - 100).toBeCloseTo(below[i] as number, 8);
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100);
      });
    },
  );

  test('a close at the very top is at 100 to the last bit, whatever the range', () => {
    const close = Float64Array.of(1.06814, 1.31114);
    const bars = {
      ...barsOf([
        [1, 1, 1],
        [1, 1, 1],
      ]),
      high: close,
      low: close,
      close,
    };
    expect(stochastic(bars, 2, 1, 1).k[1]).toBe(100);
  });

  test('are undefined without a range', () => {
    expect(stochastic(flat, 5).d.every(Number.isNaN)).toBe(true);
    expect(williamsR(flat, 5).every(Number.isNaN)).toBe(true);
  });

  test('the commodity channel index of a flat market is 0', () => {
    expect(
      cci(flat, 5)
        .subarray(4)
        .every((value) => value === 0),
    ).toBe(true);
  });

  test('the typical price is the mean of high, low and close', () => {
    expect(typicalPrice(barsOf([[300_000, 100_000, 200_000]]))[0]).toBe(2);
  });
});

describe('averages of averages', () => {
  test('the MACD of exchanged periods is the same', () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => 1 + Math.sin(i / 9));
    expect(macd(values, 26, 12, 9)).toEqual(macd(values, 12, 26, 9));
  });

  test('the MACD of a flat market is exactly 0', () => {
    const { macd: line, signal, histogram } = macd(flat.close);
    expect([line[40], signal[40], histogram[40]]).toEqual([0, 0, 0]);
  });

  propertyTest.prop([arbitrarySeries, period])(
    'the Hull average equals its definition',
    (values, window) => {
      const [slow, quick] = [wma(values, window), wma(values, Math.floor(window / 2))];
      const raw = slow.map((value, i) => 2 * (quick[i] as number) - value);
      expect(hullMovingAverage(values, window)).toEqual(wma(raw, Math.floor(Math.sqrt(window))));
    },
  );

  propertyTest.prop([arbitrarySeries, period, fc.integer({ min: 1, max: 5 })])(
    'the slope of the EMA is its change over the lag, and its regime the sign',
    (values, window, lag) => {
      const average = ema(values, window);
      emaSlope(values, window, lag).forEach((value, i) => {
        expect(value).toBe(i < lag ? NaN : (average[i] as number) - (average[i - lag] as number));
      });
      expect(emaRegime(values, window)).toEqual(emaSlope(values, window).map(Math.sign));
    },
  );

  test('regimes of a flat market are 0, not falling', () => {
    expect([...linregRegime(flat.close, 10).subarray(9)].every((value) => value === 0)).toBe(true);
    expect([...emaRegime(flat.close, 10).subarray(10)].every((value) => value === 0)).toBe(true);
    expect(linregRegime(series(1, 2, 3, 1), 2)).toEqual(
      linregSlope(series(1, 2, 3, 1), 2).map(Math.sign),
    );
  });

  test.each([0, 1.5, NaN])('a lag of %s is refused', (lag) => {
    expect(() => emaSlope(flat.close, 5, lag)).toThrow(RangeError);
  });
});

describe('the directional system', () => {
  const steps = (direction: number) =>
    barsOf(
      Array.from({ length: 80 }, (_, i) => [
        1000 + direction * i * 10,
        990 + direction * i * 10,
        995 + direction * i * 10,
      ]),
    );

  test('sees a steady rise as all plus and a steady fall as all minus, both as a full trend', () => {
    const [up, down] = [adx(steps(1), 14), adx(steps(-1), 14)];
    expect([up.minusDi[60], down.plusDi[60]]).toEqual([0, 0]);
    expect([up.adx[60], down.adx[60]].map((value) => Math.round(value as number))).toEqual([
      100, 100,
    ]);
    expect(up.plusDi[60]).toBeCloseTo(down.minusDi[60] as number, 9);
  });

  test('sees no direction where nothing moves', () => {
    const { adx: line, plusDi, minusDi } = adx(flat, 14);
    expect([line[40], plusDi[40], minusDi[40]]).toEqual([0, 0, 0]);
  });

  propertyTest.prop([arbitraryBars, period])('lies within 0 and 100', (bars, window) => {
    for (const line of Object.values(adx(bars, window))) {
      eachDefined(line as Float64Array, (value) => {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(100 + 1e-9);
      });
    }
  });
});

describe('the state of candles', () => {
  test('counts streaks; a bar that closes where it opened is neither and ends both', () => {
    const close = [2, 3, 3, 2, 1, 5];
    const open = [1, 2, 3, 3, 2, NaN];
    const bars = {
      ...barsOf(close.map((c) => [c, c, c])),
      open: Float64Array.from(open),
      close: Float64Array.from(close),
    };
    expect(candleState(bars)).toEqual({
      isGreen: series(1, 1, 0, 0, 0, NaN),
      isRed: series(0, 0, 0, 1, 1, NaN),
      greenStreak: series(1, 2, 0, 0, 0, NaN),
      redStreak: series(0, 0, 0, 1, 2, NaN),
    });
  });
});
