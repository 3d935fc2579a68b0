import { MS_PER_HOUR, formatInstant, type Bars } from '@assay/core';
import { TradingWeek, type TradingCalendar } from '../time/trading-week.js';
import type { FindingCounter } from './finding-counter.js';

/** Looks at times against the calendar; returns the number of bars that are missing. */
export function checkCalendar(
  bars: Bars,
  barMs: number,
  calendar: TradingCalendar,
  counter: FindingCounter,
): number {
  const { time } = bars;
  const week = new TradingWeek(calendar, minimum(time), maximum(time));
  checkSpacing(bars, barMs, counter);
  if (calendar !== 'always') checkClosures(bars, barMs, week, counter);
  if (calendar === 'fx' && barMs <= MS_PER_HOUR) checkClock(bars, week, counter);
  return checkGaps(bars, barMs, week, counter);
}

/** Open time without bars, told by the calendar; only steps longer than a bar need the calendar. */
function checkGaps(bars: Bars, barMs: number, week: TradingWeek, counter: FindingCounter): number {
  const { length, time } = bars;
  let gaps = 0;
  let missing = 0;
  let first = 0;
  let largest = 0;
  let largestAfter = 0;
  for (let i = 1; i < length; i += 1) {
    const expected = (time[i - 1] as number) + barMs;
    if ((time[i] as number) <= expected) continue;
    const absent = Math.floor(week.openBetween(expected, time[i] as number) / barMs);
    if (absent < 1) continue;
    if (gaps === 0) first = i;
    gaps += 1;
    missing += absent;
    if (absent > largest) {
      largest = absent;
      largestAfter = time[i - 1] as number;
    }
  }
  const where = `most, ${largest}, after ${formatInstant(largestAfter).replace('.000Z', 'Z')}`;
  counter.set(
    'gap',
    gaps,
    first,
    `${missing} ${missing === 1 ? 'bar is' : 'bars are'} missing; ${where}`,
  );
  return missing;
}

function minimum(time: Float64Array): number {
  return time.reduce((a, b) => Math.min(a, b), Infinity);
}

function maximum(time: Float64Array): number {
  return time.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** Bars off the grid (up to an hour; longer ones start where the vendor's day does), and their spacing. */
function checkSpacing(bars: Bars, barMs: number, counter: FindingCounter): void {
  const { length, time } = bars;
  const grid = Math.min(barMs, MS_PER_HOUR);
  let apart = 0;
  for (let i = 0; i < length; i += 1) {
    const now = time[i] as number;
    if (now % grid !== 0) counter.add('off_grid', i, () => `it opens at ${formatInstant(now)}`);
    if (i > 0 && now - (time[i - 1] as number) === barMs) apart += 1;
  }
  if (length >= 10 && apart < (length - 1) / 2) {
    const share = Math.round((100 * apart) / (length - 1));
    counter.set(
      'other_timeframe',
      length - 1 - apart,
      1,
      `only ${share} % of the bars follow at once`,
    );
  }
}

function checkClosures(
  bars: Bars,
  barMs: number,
  week: TradingWeek,
  counter: FindingCounter,
): void {
  let known = NaN;
  let closes = 0;
  let opens = 0;
  for (let i = 0; i < bars.length; i += 1) {
    const now = bars.time[i] as number;
    const number = week.weekOf(now);
    if (number !== known) {
      known = number;
      closes = week.closesAt(number);
      opens = week.opensAt(number);
    }
    if (now >= closes && now + barMs <= opens) {
      counter.add(
        'weekend_bar',
        i,
        () => `the market opens at ${formatInstant(opens).replace('.000Z', 'Z')}`,
      );
    }
  }
}

/** Weeks that must be seen before the weekly open says anything, and how many of them must disagree. */
const WEEKS_MIN = 12;
const STRAY_WEEKS_MIN = 4;
const STRAY_SHARE_MIN = 0.05;

/**
 * The first bar after each weekend, as hours after the weekly open in New York: always the same when
 * times are UTC, moving by an hour for part of the year when the vendor's clock follows other rules.
 */
function checkClock(bars: Bars, week: TradingWeek, counter: FindingCounter): void {
  const hours: number[] = [];
  const firsts: number[] = [];
  for (let i = 1; i < bars.length; i += 1) {
    const now = bars.time[i] as number;
    if (now - (bars.time[i - 1] as number) < 24 * MS_PER_HOUR) continue;
    // The open that is nearest: bars that come an hour early belong to the open they precede.
    const opens = week.opensAt(week.weekOf(now + 6 * MS_PER_HOUR));
    hours.push(Math.round((now - opens) / MS_PER_HOUR));
    firsts.push(i);
  }
  if (hours.length < WEEKS_MIN) return;
  const usual = mostFrequent(hours);
  const stray = firsts.filter((_, k) => Math.abs((hours[k] as number) - usual) === 1);
  if (stray.length < STRAY_WEEKS_MIN || stray.length < STRAY_SHARE_MIN * hours.length) return;
  const detail = `usually ${usual} h after Sunday 17:00 New York, in ${stray.length} of ${hours.length} weeks an hour off`;
  counter.set('clock', stray.length, stray[0] as number, detail);
}

/** The value that occurs most often; the smallest of several. */
function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a - b)[0]?.[0] ?? 0;
}
