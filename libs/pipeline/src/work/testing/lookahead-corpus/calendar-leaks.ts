import type { Bars } from '@assay/core';
import { at, each, leakyColumn, type Leak } from './sample.js';

const HOUR = 3_600_000;

/** A value of each group of bars, from all bars of the group, known at each of them. */
function broadcast(
  bars: Bars,
  groupOf: (time: number) => number,
  fold: (value: number, i: number) => number,
  start: number,
): Float64Array {
  const values = new Map<number, number>();
  bars.time.forEach((time, i) => {
    const group = groupOf(time);
    values.set(group, fold(values.get(group) ?? start, i));
  });
  return each(bars, (i) => values.get(groupOf(at(bars.time, i))) ?? NaN);
}

const dayOf = (time: number): number => Math.floor(time / (24 * HOUR));
const weekOf = (time: number): number => Math.floor((time / (24 * HOUR) + 3) / 7);
const hourOf = (time: number): number => Math.floor(time / HOUR) % 24;
const fourHoursOf = (time: number): number => Math.floor(time / (4 * HOUR));

/** True when bar i is the highest of k bars to each side. */
const isPivot = (b: Bars, i: number, k: number): boolean =>
  i >= k &&
  i + k < b.length &&
  Array.from({ length: k }, (_, j) => j + 1).every(
    (j) => at(b.high, i) > at(b.high, i - j) && at(b.high, i) > at(b.high, i + j),
  );

/** Turning points of a zigzag; the last leg is still moving. */
function zigzag(bars: Bars, share: number): Float64Array {
  const points = new Float64Array(bars.length).fill(NaN);
  let from = 0;
  let direction = 1;
  let extreme = 0;
  for (let i = 1; i < bars.length; i += 1) {
    const move = direction * (at(bars.close, i) - at(bars.close, extreme));
    if (move > 0) extreme = i;
    else if (-move > share * at(bars.close, extreme)) {
      points.fill(at(bars.close, extreme), from, extreme + 1);
      from = extreme + 1;
      extreme = i;
      direction = -direction;
    }
  }
  return points;
}

/** Aggregates that are known before they are over, and marks that are painted later. */
export const CALENDAR_LEAKS: readonly Leak[] = [
  leakyColumn('the high of the day, known in the morning', (b) =>
    broadcast(b, dayOf, (high, i) => Math.max(high, at(b.high, i)), -Infinity),
  ),
  leakyColumn('the low of the day, known in the morning', (b) =>
    broadcast(b, dayOf, (low, i) => Math.min(low, at(b.low, i)), Infinity),
  ),
  leakyColumn('the close of the day, known in the morning', (b) =>
    broadcast(b, dayOf, (_, i) => at(b.close, i), NaN),
  ),
  leakyColumn('the volume of the day, known in the morning', (b) =>
    broadcast(b, dayOf, (sum, i) => sum + at(b.volume, i), 0),
  ),
  leakyColumn('the pivot point of the same day', (b) => {
    const high = broadcast(b, dayOf, (value, i) => Math.max(value, at(b.high, i)), -Infinity);
    const low = broadcast(b, dayOf, (value, i) => Math.min(value, at(b.low, i)), Infinity);
    return each(b, (i) => (at(high, i) + at(low, i)) / 2);
  }),
  leakyColumn('the high of the week, known on Monday', (b) =>
    broadcast(b, weekOf, (high, i) => Math.max(high, at(b.high, i)), -Infinity),
  ),
  leakyColumn('the close of the month, known on the first', (b) =>
    broadcast(
      b,
      (time) => Math.floor(time / (30 * 24 * HOUR)),
      (_, i) => at(b.close, i),
      NaN,
    ),
  ),
  leakyColumn('the range of a session, known before its window ends', (b) =>
    broadcast(
      b,
      dayOf,
      (high, i) => (hourOf(at(b.time, i)) < 7 ? Math.max(high, at(b.high, i)) : high),
      -Infinity,
    ),
  ),
  leakyColumn('the close of the higher timeframe at its first bar', (b) =>
    broadcast(b, fourHoursOf, (_, i) => at(b.close, i), NaN),
  ),
  leakyColumn('a resampled close that is labelled with the end of its window', (b) =>
    each(b, (i) => at(b.close, Math.ceil((i + 1) / 4) * 4 - 1)),
  ),
  leakyColumn('the higher timeframe joined by the nearest bar', (b) =>
    each(b, (i) => at(b.close, Math.round(i / 6) * 6)),
  ),
  leakyColumn('the day of the week that closes best in all data', (b) => {
    const sums = [0, 0, 0, 0, 0, 0, 0];
    b.time.forEach((time, i) => {
      const day = (dayOf(time) + 4) % 7;
      sums[day] = at(sums, day) + at(b.close, i) - at(b.open, i);
    });
    const best = sums.indexOf(Math.max(...sums));
    return each(b, (i) => ((dayOf(at(b.time, i)) + 4) % 7 === best ? at(sums, best) : 0));
  }),
  leakyColumn('the average of each hour of the day over all days', (b) => {
    const sums = broadcast(b, hourOf, (sum, i) => sum + at(b.high, i) - at(b.low, i), 0);
    const counts = broadcast(b, hourOf, (count) => count + 1, 0);
    return each(b, (i) => at(sums, i) / at(counts, i));
  }),
  leakyColumn('a pivot at its own bar, without waiting for its confirmation', (b) =>
    each(b, (i) => (isPivot(b, i, 5) ? at(b.high, i) : NaN)),
  ),
  leakyColumn('a fractal that repaints two bars back', (b) => {
    const fractal = new Float64Array(b.length).fill(NaN);
    for (let i = 4; i < b.length; i += 1) {
      if (isPivot(b, i - 2, 2)) fractal[i - 2] = at(b.high, i - 2);
    }
    return fractal;
  }),
  leakyColumn('a zigzag', (b) => zigzag(b, 0.004)),
  leakyColumn('support at the last pivot, one bar before it is confirmed', (b) => {
    let level = NaN;
    return each(b, (i) => {
      if (isPivot(b, i - 2, 3)) level = at(b.high, i - 2);
      return level;
    });
  }),
  leakyColumn('a profile of volume at prices of all bars', (b) => {
    const profile = new Map<number, number>();
    const shelf = (i: number): number => Math.round(at(b.close, i) * 500);
    b.volume.forEach((volume, i) => profile.set(shelf(i), (profile.get(shelf(i)) ?? 0) + volume));
    return each(b, (i) => profile.get(shelf(i)) ?? 0);
  }),
];
