import {
  AssayError,
  MS_PER_DAY as DAY,
  MS_PER_HOUR,
  copyBars,
  parseDay,
  timeframeMs,
  type Bars,
  type Timeframe,
} from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { resampleBars } from './resample-bars.js';
import { TradingWeek } from '../time/trading-week.js';
import { zoneOffsets } from '../time/zone-offsets.js';
import { MONDAY, barsOf } from '../testing/sample-bars.js';

const walk = fc
  .array(
    fc.record({
      skip: fc.nat(5),
      prices: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 4, maxLength: 4 }),
    }),
    { maxLength: 200 },
  )
  .map((steps) => {
    let hour = 0;
    return barsOf(
      steps.map(({ skip, prices }) => {
        hour += 1 + skip;
        const [open, a, b, close] = prices as [number, number, number, number];
        return [hour, open, Math.max(open, close, a), Math.min(open, close, b), close] as const;
      }),
    );
  });

const rows = (bars: Bars): number[][] =>
  [...bars.time.keys()].map((i) => [
    ((bars.time[i] as number) - MONDAY) / MS_PER_HOUR,
    ...[bars.open, bars.high, bars.low, bars.close, bars.volume].map(
      (column) => column[i] as number,
    ),
  ]);

describe('resampled bars', () => {
  test('take first open, highest high, lowest low, last close and the sum of volumes', () => {
    const hourly = barsOf([
      [2, 10, 12, 9, 11],
      [3, 11, 15, 10, 14],
      [4, 14, 14, 7, 8],
      [9, 8, 9, 8, 9],
    ]);
    expect(rows(resampleBars(hourly, { from: '1h', to: '4h' }).bars)).toEqual([
      [0, 10, 15, 9, 14, 200],
      [4, 14, 14, 7, 8, 100],
      [8, 8, 9, 8, 9, 100],
    ]);
  });

  test('weeks start on Monday', () => {
    const hourly = barsOf([
      [-1, 1, 2, 1, 2],
      [0, 2, 3, 2, 3],
      [167, 3, 4, 3, 4],
      [168, 4, 5, 4, 5],
    ]);
    expect(rows(resampleBars(hourly, { from: '1h', to: '1w' }).bars).map(([hour]) => hour)).toEqual(
      [-168, 0, 168],
    );
  });

  test('carry the last spread, and none when there is none', () => {
    const hourly = barsOf(
      [
        [0, 1, 2, 1, 2],
        [1, 2, 3, 2, 3],
      ],
      [0.1, 0.2],
    );
    expect(resampleBars(hourly, { from: '1h', to: '4h' }).bars.spread).toEqual(
      Float64Array.of(0.2),
    );
    expect(
      resampleBars(barsOf([[0, 1, 2, 1, 2]]), { from: '1h', to: '4h' }).bars,
    ).not.toHaveProperty('spread');
  });

  propertyTest.prop([walk])('by way of a middle timeframe are the same', (hourly) => {
    const direct = resampleBars(hourly, { from: '1h', to: '1d' }).bars;
    const four = resampleBars(hourly, { from: '1h', to: '4h' }).bars;
    const byFour = resampleBars(four, { from: '4h', to: '1d' }).bars;
    expect(rows(byFour)).toEqual(rows(direct));
  });

  propertyTest.prop([walk, fc.constantFrom<Timeframe>('4h', '1d', '1w')])(
    'enclose their bars and lose no volume',
    (hourly, to) => {
      const long = resampleBars(hourly, { from: '1h', to }).bars;
      const sum = (column: Float64Array): number => column.reduce((a, b) => a + b, 0);
      expect(sum(long.volume)).toBe(sum(hourly.volume));
      hourly.time.forEach((time, i) => {
        const k = long.time.findLastIndex((start) => start <= time);
        expect(time - (long.time[k] as number)).toBeLessThan(timeframeMs(to));
        expect(long.high[k]).toBeGreaterThanOrEqual(hourly.high[i] as number);
        expect(long.low[k]).toBeLessThanOrEqual(hourly.low[i] as number);
      });
    },
  );

  test.each<[Timeframe, Timeframe]>([
    ['1h', '1h'],
    ['4h', '1h'],
    ['1d', '15m'],
  ])('%s to %s is refused', (from, to) => {
    expect(() => resampleBars(barsOf([]), { from, to })).toThrow(AssayError);
  });
});

describe('periods of a trading day', () => {
  const newYork = zoneOffsets('America/New_York', MONDAY - 300 * DAY, MONDAY + 300 * DAY);
  const day = { zone: newYork, minutes: 17 * 60 };
  /** Hourly bars around the change of the clock on 2013-03-10, closed from Friday to Sunday. */
  const start = parseDay('2013-03-03') as number;
  const hours = Array.from({ length: 14 * 24 }, (_, hour) => start + hour * MS_PER_HOUR);
  const week = new TradingWeek('fx', start, start + 14 * DAY);
  const open = hours.filter((ms) => week.openBetween(ms, ms + MS_PER_HOUR) > 0);
  const hourly = barsOf(open.map((ms) => [(ms - MONDAY) / MS_PER_HOUR, 1, 2, 0.5, 1.5] as const));
  const starts = (to: Timeframe): readonly string[] => {
    const request = { from: '1h', to, day, wholePeriodsOf: 'fx' } as const;
    return [...resampleBars(hourly, request).bars.time].map((ms) => new Date(ms).toISOString());
  };

  test('days begin at five in New York, in winter and in summer, Sunday evening is Monday', () => {
    expect(starts('1d').map((text) => text.slice(5, 16))).toEqual([
      '03-03T22:00',
      '03-04T22:00',
      '03-05T22:00',
      '03-06T22:00',
      '03-07T22:00',
      '03-10T21:00',
      '03-11T21:00',
      '03-12T21:00',
      '03-13T21:00',
      '03-14T21:00',
    ]);
  });

  test('weeks begin with the Sunday evening of their Monday', () => {
    expect(starts('1w').map((text) => text.slice(5, 16))).toEqual(['03-03T22:00', '03-10T21:00']);
  });

  test('four-hour bars follow each other from the start of the day', () => {
    expect(
      starts('4h')
        .slice(0, 3)
        .map((text) => text.slice(5, 16)),
    ).toEqual(['03-03T22:00', '03-04T02:00', '03-04T06:00']);
  });

  test('a first and a last period that are not whole are left out, and named', () => {
    const cut = copyBars(hourly, 3, hourly.length - 5);
    const request = { from: '1h', to: '1d', day } as const;
    const whole = resampleBars(cut, { ...request, wholePeriodsOf: 'fx' });
    expect(whole.leftOut.map((ms) => new Date(ms).toISOString())).toEqual([
      '2013-03-03T22:00:00.000Z',
      '2013-03-14T21:00:00.000Z',
    ]);
    expect(whole.bars.length).toBe(8);
    expect(resampleBars(cut, request).bars.length).toBe(10);
  });

  test('a bar that belongs to two periods is refused', () => {
    const daily = barsOf([
      [-1, 1, 2, 1, 2],
      [23, 1, 2, 1, 2],
    ]);
    expect(() => resampleBars(daily, { from: '1d', to: '1w' })).toThrow(/reaches over the end/);
  });
});
