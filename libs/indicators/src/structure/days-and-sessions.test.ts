import { UTC_OFFSETS, copyBars, type Bars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { dailyClosesOf } from '../testing/call-indicator.js';
import { barsOf, waveBars } from '../testing/random-bars.js';
import { usdStressIndex } from '../price/usd-stress-index.js';
import { vwap } from '../volume/vwap.js';
import { dailyPivotPoints } from './daily-pivot-points.js';
import { rangeBreakoutSession } from './range-breakout-session.js';

const HOUR = 3_600_000;
const NEW_YORK = { ...UTC_OFFSETS, zone: 'test', offsetsMinutes: [-300] };
const bars = waveBars(24 * 10);
const near = (value: number | undefined): number => Math.round((value as number) * 1e5);

/** Hourly bars from midnight on with given highs and lows, in points; the close is the low. */
function hours(rows: readonly (readonly [number, number])[]): Bars {
  return barsOf(rows.map(([high, low]) => [high, low, low]));
}

/** Changes everything from bar `from` on. */
function changedFrom(source: Bars, from: number): Bars {
  const changed = copyBars(source, 0, source.length);
  for (const column of [changed.open, changed.high, changed.low, changed.close, changed.volume]) {
    for (let i = from; i < source.length; i += 1) column[i] = 7 + (i % 5);
  }
  return changed;
}

describe('daily pivot points', () => {
  test('come from the high, low and close of the day before, on intraday bars too', () => {
    const day = { high: -Infinity, low: Infinity };
    for (let i = 24; i < 48; i += 1) {
      day.high = Math.max(day.high, bars.high[i] as number);
      day.low = Math.min(day.low, bars.low[i] as number);
    }
    const pivot = (day.high + day.low + (bars.close[47] as number)) / 3;
    const lines = dailyPivotPoints(bars);
    for (let i = 48; i < 72; i += 1) {
      expect(lines.pivot[i]).toBeCloseTo(pivot, 12);
      expect(lines.r1[i]).toBeCloseTo(2 * pivot - day.low, 12);
      expect(lines.s1[i]).toBeCloseTo(2 * pivot - day.high, 12);
      expect(lines.r2[i]).toBeCloseTo(pivot + day.high - day.low, 12);
      expect(lines.s2[i]).toBeCloseTo(pivot - day.high + day.low, 12);
      expect(lines.r3[i]).toBeCloseTo(day.high + 2 * (pivot - day.low), 12);
      expect(lines.s3[i]).toBeCloseTo(day.low - 2 * (day.high - pivot), 12);
    }
  });

  test('do not see the day they stand on', () => {
    expect(dailyPivotPoints(changedFrom(bars, 72)).pivot.slice(0, 96)).toEqual(
      dailyPivotPoints(bars).pivot.slice(0, 96),
    );
  });

  test('see one day where the clock is set back over midnight', () => {
    // At 24:00 of the second day the clock shows 23:00 once more.
    const back = { zone: 'test', startsMs: [0, 48 * HOUR], offsetsMinutes: [0, -60] };
    const { pivot } = dailyPivotPoints(bars, back);
    const plain = dailyPivotPoints({
      ...bars,
      time: bars.time.map((ms, i) => (i < 49 ? Math.min(ms, 47 * HOUR) : ms - HOUR)),
    });
    expect(pivot).toEqual(plain.pivot);
    const late = { zone: 'test', startsMs: [0, 49 * HOUR], offsetsMinutes: [0, -120] };
    expect(new Set(dailyPivotPoints(bars, late).pivot.subarray(48, 74)).size).toBe(1);
    expect(vwap(bars, 0, late).subarray(48, 72)).toEqual(vwap(bars).subarray(48, 72));
  });

  test('count days on the calendar of the zone, and skip days without bars', () => {
    const { pivot } = dailyPivotPoints(bars, NEW_YORK);
    expect(pivot.findIndex((value) => !Number.isNaN(value))).toBe(5);
    const weekend = { ...bars, time: bars.time.map((ms, i) => (i < 24 ? ms : ms + 48 * HOUR)) };
    expect(dailyPivotPoints(weekend).pivot).toEqual(dailyPivotPoints(bars).pivot);
  });
});

describe('the range of a session', () => {
  const quiet: readonly [number, number] = [120, 110];
  const day = (
    marks: Readonly<Record<number, readonly [number, number]>>,
  ): (readonly [number, number])[] => Array.from({ length: 24 }, (_, hour) => marks[hour] ?? quiet);
  const { high, low, range, rangeShare, breakout, hasBroken } = rangeBreakoutSession(
    hours([
      ...day({ 3: [130, 115], 5: [125, 100], 6: [129, 101], 8: [131, 120], 9: [140, 90] }),
      ...day({ 1: [150, 110], 4: [160, 110] }),
    ]),
  );

  test('is unknown before the session has ended, and in the next one', () => {
    expect([0, 3, 5, 27, 28, 29].map((i) => high[i])).toEqual([NaN, NaN, NaN, NaN, NaN, NaN]);
  });

  test('is that of the bars which open in it: the end is not part of it', () => {
    expect([near(high[6]), near(low[6]), near(range[6])]).toEqual([130, 100, 30]);
    expect(rangeShare[6]).toBeCloseTo(30 / 100, 12);
    expect([near(high[30]), near(low[30])]).toEqual([160, 110]);
  });

  test('is broken by the bar that exceeds it, up or down; one that does both has no direction', () => {
    expect([6, 7, 8, 9, 10].map((i) => breakout[i])).toEqual([0, 0, 1, 0, 0]);
    expect([6, 7, 8, 9, 10].map((i) => hasBroken[i])).toEqual([0, 0, 1, 1, 1]);
  });

  test('stands until the next session begins, over midnight', () => {
    expect(near(high[26])).toBe(130);
    expect(breakout[25]).toBe(1);
    expect(hasBroken[30]).toBe(0);
  });

  test('does not see what comes: bars from the session on change nothing before them', () => {
    for (const cut of [26, 28, 30, 40]) {
      const before = rangeBreakoutSession(bars);
      const after = rangeBreakoutSession(changedFrom(bars, cut));
      expect(after.high.slice(0, cut)).toEqual(before.high.slice(0, cut));
      expect(after.breakout.slice(0, cut)).toEqual(before.breakout.slice(0, cut));
    }
  });

  test('may lie over midnight, and on the clock of a zone', () => {
    const rows = hours([...day({ 22: [140, 110], 23: [150, 110] }), ...day({ 0: [160, 110] })]);
    const overnight = rangeBreakoutSession(rows, 22 * 60, 60);
    expect(near(overnight.high[25])).toBe(160);
    expect(overnight.high[24]).toBeNaN();
    const local = rangeBreakoutSession(rows, 17 * 60, 20 * 60, NEW_YORK);
    expect(near(local.high[25])).toBe(160);
  });

  test.each([
    [-1, 60],
    [0, 1440],
    [60, 60],
    [0.5, 60],
  ])('refuses %s to %s', (start, end) => {
    expect(() => rangeBreakoutSession(bars, start, end)).toThrow(RangeError);
  });
});

describe('the volume-weighted average price', () => {
  test('weighs the typical prices since the session began', () => {
    const line = vwap({ ...bars, volume: bars.volume.map((_, i) => 1 + (i % 7)) });
    let [money, volume] = [0, 0];
    for (let i = 48; i < 72; i += 1) {
      const price =
        ((bars.high[i] as number) + (bars.low[i] as number) + (bars.close[i] as number)) / 3;
      money += price * (1 + (i % 7));
      volume += 1 + (i % 7);
      expect(line[i]).toBeCloseTo(money / volume, 12);
    }
  });

  test('begins anew at the start of the session on the clock of the zone', () => {
    const typical = (i: number): number =>
      ((bars.high[i] as number) + (bars.low[i] as number) + (bars.close[i] as number)) / 3;
    expect(vwap(bars)[24]).toBeCloseTo(typical(24), 12);
    expect(vwap(bars, 120)[26]).toBeCloseTo(typical(26), 12);
    expect(vwap(bars, 0, NEW_YORK)[29]).toBeCloseTo(typical(29), 12);
  });

  test('is undefined without volume, and behind a NaN until the session is over', () => {
    expect(vwap({ ...bars, volume: new Float64Array(bars.length) }).every(Number.isNaN)).toBe(true);
    const holed = copyBars(bars, 0, 72);
    holed.high[30] = NaN;
    const undefinedAt = [...vwap(holed)].flatMap((value, i) => (Number.isNaN(value) ? [i] : []));
    expect(undefinedAt).toEqual(Array.from({ length: 18 }, (_, i) => 30 + i));
  });
});

describe('the stress of the dollar', () => {
  test('at a bar is that of the last day that had ended when the bar opened', () => {
    const daily = dailyClosesOf(bars);
    const { dailyReturn, rank } = usdStressIndex(bars, daily, 3);
    const change = (day: number): number =>
      (daily.close[day] as number) / (daily.close[day - 1] as number) - 1;
    for (const hour of [0, 1, 23]) {
      expect(dailyReturn[24 * 5 + hour]).toBeCloseTo(change(4), 12);
      const ranked = [change(2), change(3), change(4)].filter((value) => value <= change(4));
      expect(rank[24 * 5 + hour]).toBe(ranked.length / 3);
    }
  });

  test('does not see the day that a bar lies in, nor later ones', () => {
    const daily = dailyClosesOf(bars);
    const later = { ...daily, close: daily.close.map((close, day) => (day >= 5 ? 99 : close)) };
    const [plain, changed] = [usdStressIndex(bars, daily, 3), usdStressIndex(bars, later, 3)];
    expect(changed.dailyReturn.slice(0, 24 * 6)).toEqual(plain.dailyReturn.slice(0, 24 * 6));
    expect(changed.dailyReturn[24 * 6]).not.toBe(plain.dailyReturn[24 * 6]);
  });

  test('needs no bar at midnight, and refuses columns that do not belong together', () => {
    const late = { ...bars, time: bars.time.map((ms) => ms + HOUR / 2) };
    const daily = dailyClosesOf(bars);
    expect(usdStressIndex(late, daily, 3).rank[24 * 5]).toBe(
      usdStressIndex(bars, daily, 3).rank[24 * 5],
    );
    const short = { ...daily, close: daily.close.slice(1) };
    expect(() => usdStressIndex(bars, short)).toThrow(RangeError);
  });
});
