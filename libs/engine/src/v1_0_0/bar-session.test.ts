import { MS_PER_HOUR, type ZoneOffsets } from '@assay/core';
import { describe, expect, it } from 'vitest';
import { BarSession } from './bar-session.js';
import { barsOf } from './testing/scenario.js';
import { ZoneTime } from './zone-time.js';

/** A zone whose clock goes forward at 02:00 local (00:00Z) on 2014-03-28, and back in autumn at 23:00Z. */
const SPRING = Date.UTC(2014, 2, 28);
const AUTUMN = Date.UTC(2014, 9, 25, 23);
const ZONE: ZoneOffsets = {
  zone: 'Test/Friday',
  startsMs: [0, SPRING, AUTUMN],
  offsetsMinutes: [120, 180, 120],
};

/** The session at each of `count` hourly bars from an instant on. */
function sessionsFrom(startMs: number, count: number) {
  const rows = Array.from({ length: count }, () => [1, 1, 1, 1] as const);
  const bars = barsOf(rows);
  for (let i = 0; i < count; i += 1) bars.time[i] = startMs + i * MS_PER_HOUR;
  let current = 0;
  const session = new BarSession(bars, MS_PER_HOUR, new ZoneTime(ZONE), () => current, {
    tradesOnDayOf: () => 0,
    lastDirectionOnDayOf: () => 0,
  });
  return Array.from({ length: count }, (_, bar) => {
    current = bar;
    return { at: session.minuteOfDay, end: session.endMinuteOfDay, reached: session.reaches(180) };
  });
}

describe('a day on which the clock changes', () => {
  it('in spring: the bar before the change ends an hour later by the clock, and reaches 03:00', () => {
    // 01:00 local, then 03:00 local: the bar that opens at 01:00 ends at 03:00.
    const [before, after] = sessionsFrom(SPRING - MS_PER_HOUR, 2);
    expect(before).toEqual({ at: 60, end: 180, reached: true });
    expect(after).toEqual({ at: 180, end: 240, reached: false });
  });

  it('in autumn: the repeated hour does not bring 03:00 nearer', () => {
    // 01:00 local twice: 22:00Z (+3) and 23:00Z (+2).
    const bars = sessionsFrom(AUTUMN - MS_PER_HOUR, 3);
    expect(bars.map(({ at, end }) => [at, end])).toEqual([
      [60, 60],
      [60, 120],
      [120, 180],
    ]);
    expect(bars[2]?.reached).toBe(true);
  });
});
