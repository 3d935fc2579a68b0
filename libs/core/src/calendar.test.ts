import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  civilFromDays,
  daysFromCivil,
  MS_PER_DAY,
  MS_PER_MINUTE,
  offsetMinutesAt,
  parseDay,
  parseTimeOfDay,
  UTC_OFFSETS,
  weekday,
  type ZoneOffsets,
} from './calendar.js';

/** Days of the years 0001 to 9999. */
const days = fc.integer({ min: -719_162, max: 2_932_896 });

describe('days and civil dates', () => {
  property.prop([days])('agree with Date on every day', (day) => {
    const date = new Date(day * MS_PER_DAY);
    const civil = {
      year: date.getUTCFullYear(),
      month: date.getUTCMonth() + 1,
      day: date.getUTCDate(),
    };
    expect(civilFromDays(day)).toEqual(civil);
    expect(daysFromCivil(civil.year, civil.month, civil.day)).toBe(day);
  });

  test('agree with Date on each day of four centuries', () => {
    for (let day = -30_000; day < 116_097; day += 1) {
      const { year, month, day: dayOfMonth } = civilFromDays(day);
      if (Date.UTC(year, month - 1, dayOfMonth) !== day * MS_PER_DAY) {
        expect.fail(`day ${day} is not ${year}-${month}-${dayOfMonth}`);
      }
    }
  });

  property.prop([fc.integer({ min: -6e13, max: 2.5e14 })])(
    'know the weekday of an instant',
    (ms) => {
      expect(weekday(ms)).toBe(new Date(ms).getUTCDay());
    },
  );
});

describe('parseDay', () => {
  property.prop([days])('reads what Date writes', (day) => {
    expect(parseDay(new Date(day * MS_PER_DAY).toISOString().slice(0, 10))).toBe(day * MS_PER_DAY);
  });

  test.each([
    ['2024-02-29', Date.UTC(2024, 1, 29)],
    ['1970-01-01', 0],
    ['0001-01-01', -62_135_596_800_000],
    ['2023-02-29', undefined],
    ['1900-02-29', undefined],
    ['2000-02-30', undefined],
    ['2024-13-01', undefined],
    ['2024-00-10', undefined],
    ['2024-04-31', undefined],
    ['2024-01-00', undefined],
    ['0000-01-01', undefined],
    ['2024-1-1', undefined],
    [' 2024-01-01', undefined],
    ['2024-01-01T00:00', undefined],
    ['', undefined],
  ])('takes %j as %j', (text, expected) => {
    expect(parseDay(text)).toBe(expected);
  });
});

describe('parseTimeOfDay', () => {
  test('reads every minute of a day and nothing else of that form', () => {
    for (let hour = 0; hour < 100; hour += 1) {
      for (let minute = 0; minute < 100; minute += 1) {
        const text = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const exists = hour < 24 && minute < 60;
        expect(parseTimeOfDay(text)).toBe(exists ? hour * 60 + minute : undefined);
      }
    }
  });

  test.each(['9:00', '09:00:00', ' 09:00', '09.00', '', '0900', '09:00\n'])(
    'refuses %j',
    (text) => {
      expect(parseTimeOfDay(text)).toBeUndefined();
    },
  );
});

describe('offsetMinutesAt', () => {
  const zone: ZoneOffsets = {
    zone: 'X',
    startsMs: [0, 1000, 2000],
    offsetsMinutes: [60, 120, -30],
  };

  test.each([
    [-1, 60],
    [0, 60],
    [999, 60],
    [1000, 120],
    [1999, 120],
    [2000, -30],
    [1e15, -30],
  ])('at %d ms is %d minutes', (ms, expected) => {
    expect(offsetMinutesAt(zone, ms)).toBe(expected);
  });

  test('is zero in UTC at every instant', () => {
    expect([-1e12, 0, 1e12].map((ms) => offsetMinutesAt(UTC_OFFSETS, ms))).toEqual([0, 0, 0]);
  });

  property.prop([fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.integer()])(
    'finds the last start that is not later, as a linear search does',
    (starts, ms) => {
      const startsMs = starts.sort((a, b) => a - b);
      const offsetsMinutes = startsMs.map((_, i) => i);
      const linear = startsMs.filter((start) => start <= ms).length - 1;
      expect(offsetMinutesAt({ zone: 'X', startsMs, offsetsMinutes }, ms)).toBe(
        Math.max(0, linear),
      );
    },
  );
});

test('the units fit each other', () => {
  expect(MS_PER_DAY / MS_PER_MINUTE).toBe(24 * 60);
});
