import { MS_PER_DAY, MS_PER_HOUR, civilFromDays, offsetMinutesAt } from '@assay/core';
import { newYorkOffsets } from '../time/new-york-offsets.js';
import { TradingWeek } from '../time/trading-week.js';

/** The open times of bars, and what the market is doing then; columns of one length. */
export interface SyntheticTimes {
  readonly length: number;
  /** ms UTC. */
  readonly time: Float64Array;
  /** Hour of the New York day at the middle of the bar, 00–23; −1 for bars longer than an hour. */
  readonly hour: Int8Array;
  /** Share of the bar in which the market is open, 0.5–1. */
  readonly share: Float64Array;
  /** 1 when the market was closed before the bar. */
  readonly afterClosure: Uint8Array;
}

/**
 * The bars of a currency market in [startMs, endMs): from Sunday 17:00 to Friday 17:00 New York time, not
 * on 25 December and 1 January. A bar is there when the market is open for at least half of it.
 */
export function syntheticTimes(startMs: number, endMs: number, barMs: number): SyntheticTimes {
  const week = new TradingWeek('fx', startMs, endMs);
  const newYork = newYorkOffsets(startMs, endMs);
  // Weeks start on Monday; 1970-01-05 was one.
  const grid = barMs === 7 * MS_PER_DAY ? 4 * MS_PER_DAY : 0;
  const first = Math.ceil((startMs - grid) / barMs) * barMs + grid;
  const capacity = Math.max(0, Math.ceil((endMs - first) / barMs));
  const times = {
    time: new Float64Array(capacity),
    hour: new Int8Array(capacity),
    share: new Float64Array(capacity),
    afterClosure: new Uint8Array(capacity),
  };
  let length = 0;
  let closed = true;
  for (let at = first; at < endMs; at += barMs) {
    const share =
      barMs < MS_PER_DAY && isHoliday(at) ? 0 : week.openBetween(at, at + barMs) / barMs;
    if (share < 0.5) {
      closed = true;
      continue;
    }
    const local = at + barMs / 2 + offsetMinutesAt(newYork, at) * 60_000;
    times.time[length] = at;
    times.hour[length] = barMs > MS_PER_HOUR ? -1 : Math.floor(local / MS_PER_HOUR) % 24;
    times.share[length] = share;
    times.afterClosure[length] = closed ? 1 : 0;
    closed = false;
    length += 1;
  }
  return { length, ...times };
}

function isHoliday(ms: number): boolean {
  const { month, day } = civilFromDays(Math.floor(ms / MS_PER_DAY));
  return (month === 12 && day === 25) || (month === 1 && day === 1);
}
