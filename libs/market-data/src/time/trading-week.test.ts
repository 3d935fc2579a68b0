import { MS_PER_HOUR } from '@assay/core';
import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { TradingWeek, type TradingCalendar } from './trading-week.js';

const FROM = Date.UTC(2012, 0, 1);
const TO = Date.UTC(2016, 0, 1);
const hours = fc.integer({ min: 0, max: 24 * 365 * 4 }).map((hour) => FROM + hour * MS_PER_HOUR);

describe('the trading week', () => {
  const fx = new TradingWeek('fx', FROM, TO);

  test.each([
    ['2013-01-11', '2013-01-11T22:00:00.000Z', '2013-01-13T22:00:00.000Z', 'winter'],
    ['2013-07-12', '2013-07-12T21:00:00.000Z', '2013-07-14T21:00:00.000Z', 'summer'],
    [
      '2013-03-08',
      '2013-03-08T22:00:00.000Z',
      '2013-03-10T21:00:00.000Z',
      'the weekend the clock goes forward',
    ],
    [
      '2013-11-01',
      '2013-11-01T21:00:00.000Z',
      '2013-11-03T22:00:00.000Z',
      'the weekend the clock goes back',
    ],
  ])('of currencies that ends on %s closes at %s and opens at %s (%s)', (day, closes, opens) => {
    const week = fx.weekOf(Date.parse(day));
    expect(new Date(fx.closesAt(week)).toISOString()).toBe(closes);
    expect(new Date(fx.opensAt(week)).toISOString()).toBe(opens);
  });

  propertyTest.prop([
    hours,
    hours,
    hours,
    fc.constantFrom<TradingCalendar>('fx', 'weekdays', 'always'),
  ])('open time adds up, whatever the calendar', (a, b, c, calendar) => {
    const [from, middle, to] = [a, b, c].toSorted((x, y) => x - y) as [number, number, number];
    const week = new TradingWeek(calendar, FROM, TO);
    const whole = week.openBetween(from, to);
    expect(whole).toBe(week.openBetween(from, middle) + week.openBetween(middle, to));
    expect(whole).toBeGreaterThanOrEqual(0);
    expect(whole).toBeLessThanOrEqual(to - from);
  });

  test('nothing is open backwards', () => {
    expect(fx.openBetween(TO, FROM)).toBe(0);
  });
});
