import { MS_PER_DAY, MS_PER_HOUR, UTC_OFFSETS } from '@assay/core';
import { expect, test } from 'vitest';
import { measureSessionRanges } from './session-ranges.js';

/** Hourly bars from 2024-03-09T00:00Z; each bar's extremes name its hour. */
const START = Date.UTC(2024, 2, 9);
const HOURS = 72;
const time = Float64Array.from({ length: HOURS }, (_, i) => START + i * MS_PER_HOUR);
const bars = {
  time,
  high: Float64Array.from(time, (_, i) => 100 + i),
  low: Float64Array.from(time, (_, i) => 50 - i),
};
const hour = (h: number) => START + h * MS_PER_HOUR;

test('a window spans the bars that open in it, and with it the bar at its end if told', () => {
  const window = { startMinute: 180, endMinute: 360, includesEndBar: false, zone: UTC_OFFSETS };
  const ranges = measureSessionRanges(bars, window);
  expect(ranges).toHaveLength(3);
  expect(ranges[0]).toEqual({ from: hour(3), to: hour(5), high: 105, low: 45 });
  const with6 = measureSessionRanges(bars, { ...window, includesEndBar: true });
  expect(with6[1]).toEqual({ from: hour(27), to: hour(30), high: 130, low: 20 });
});

test('a window over midnight belongs to the day on which it ends', () => {
  const window = { startMinute: 1380, endMinute: 120, includesEndBar: false, zone: UTC_OFFSETS };
  expect(measureSessionRanges(bars, window).map(({ from, to }) => [from, to])).toEqual([
    [hour(0), hour(1)],
    [hour(23), hour(25)],
    [hour(47), hour(49)],
    [hour(71), hour(71)],
  ]);
});

test('the clock is that of the session, so a window moves with daylight saving', () => {
  // New York went from −5 to −4 hours on 2024-03-10 at 07:00 UTC.
  const zone = { zone: 'America/New_York', startsMs: [0, hour(31)], offsetsMinutes: [-300, -240] };
  const window = { startMinute: 480, endMinute: 540, includesEndBar: false, zone };
  expect(
    measureSessionRanges(bars, window).map(({ from }) => (from - START) / MS_PER_HOUR),
  ).toEqual([13, 36, 60]);
});

test('a window without bars has no range', () => {
  const window = { startMinute: 30, endMinute: 45, includesEndBar: false, zone: UTC_OFFSETS };
  expect(measureSessionRanges(bars, window)).toEqual([]);
  expect(START % MS_PER_DAY).toBe(0);
});
