import { MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE, offsetMinutesAt, type Bars } from '@assay/core';
import { fc, test } from '@fast-check/vitest';
import { expect } from 'vitest';
import { BarSession } from './bar-session.js';
import { barsOf } from './testing/scenario.js';
import { ZoneTime } from './zone-time.js';

const START = Date.UTC(2024, 2, 28);
/** Forward on the second day, back on the sixth. */
const ZONE = {
  zone: 'Test/Zone',
  startsMs: [0, START + 30 * MS_PER_HOUR, START + 130 * MS_PER_HOUR],
  offsetsMinutes: [-60, 0, -60],
};

/** Bars of 20 minutes with pauses, highs and lows of a few values. */
const marketArbitrary = fc
  .array(
    fc.record({
      pause: fc.constantFrom(1, 1, 1, 2, 9, 70),
      high: fc.integer({ min: 5, max: 9 }),
      low: fc.integer({ min: 1, max: 5 }),
    }),
    { minLength: 1, maxLength: 400 },
  )
  .map((rows) => {
    let ms = START;
    const times = rows.map(({ pause }) => (ms += pause * 20 * MS_PER_MINUTE));
    return barsOf(
      rows.map(({ high, low }) => [low, high, low, high]),
      times,
    );
  });

const local = (ms: number): number => ms + offsetMinutesAt(ZONE, ms) * MS_PER_MINUTE;
const dayOf = (ms: number): number => Math.floor(local(ms) / MS_PER_DAY);
const minuteOf = (ms: number): number =>
  Math.floor((local(ms) - dayOf(ms) * MS_PER_DAY) / MS_PER_MINUTE);

/** The range as its definition says, bar by bar. */
function rangeByDefinition(bars: Bars, bar: number, from: number, to: number, withEnd: boolean) {
  const day = dayOf(bars.time[bar] as number);
  const inside = [...bars.time.subarray(0, bar + 1)].flatMap((ms, i) => {
    const minute = minuteOf(ms);
    const counts = minute >= from && (minute < to || (withEnd && minute === to));
    return dayOf(ms) === day && counts ? [i] : [];
  });
  if (inside.length === 0) return null;
  return {
    high: Math.max(...inside.map((i) => bars.high[i] as number)),
    low: Math.min(...inside.map((i) => bars.low[i] as number)),
  };
}

const timeArbitrary = fc.integer({ min: 0, max: 72 }).map((n) => n * 20);

test.prop([
  marketArbitrary,
  fc.array(
    fc.record({ at: fc.nat(), from: timeArbitrary, to: timeArbitrary, withEnd: fc.boolean() }),
    {
      minLength: 1,
      maxLength: 40,
    },
  ),
])(
  'ranges and times are those of the definition, in whatever order bars are asked for',
  (bars, asks) => {
    let current = 0;
    const zone = new ZoneTime(ZONE);
    const trades = { tradesOnDayOf: () => 0, lastDirectionOnDayOf: () => 0 as const };
    const session = new BarSession(bars, 20 * MS_PER_MINUTE, zone, () => current, trades);
    for (const { at, from, to, withEnd } of asks) {
      current = at % bars.length;
      const ms = bars.time[current] as number;
      expect(session.range(from, to, withEnd)).toEqual(
        rangeByDefinition(bars, current, from, to, withEnd),
      );
      expect([session.day, session.minuteOfDay]).toEqual([dayOf(ms), minuteOf(ms)]);
      const end = ms + 20 * MS_PER_MINUTE;
      expect(session.endMinuteOfDay).toBe(dayOf(end) === dayOf(ms) ? minuteOf(end) : 1440);
      expect(session.instantOf(to)).toBe(new ZoneTime(ZONE).instantOf(dayOf(ms), to));
      expect(session.instantOf(from, -1)).toBe(new ZoneTime(ZONE).instantOf(dayOf(ms) - 1, from));
    }
  },
);
