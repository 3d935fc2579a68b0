import type { Bars } from '@assay/core';
import type { Direction, Session, SessionRange } from '@assay/strategy/sdk';
import { LocalTimes, MINUTES_PER_DAY } from './local-times.js';
import type { ZoneTime } from './zone-time.js';

/** Windows whose range is remembered; a strategy that asks for more computes some of them again. */
const WINDOWS_MAX = 8;
/** More than the minutes of a day. */
const MINUTES_KEPT = 2048;

/** What is known of the trades of the local day in which a bar opens. */
export interface DayTrades {
  tradesOnDayOf(bar: number): number;
  lastDirectionOnDayOf(bar: number): Direction | 0;
}

/** The range of a window in the day of a bar, up to that bar. */
interface WindowRange {
  readonly from: number;
  /** First minute that does not count. */
  readonly until: number;
  day: number;
  bar: number;
  high: number;
  low: number;
}

/** Times of day of the current bar; nothing is computed before it is asked for. */
export class BarSession implements Session {
  private times: LocalTimes | undefined;
  private readonly windows: WindowRange[] = [];
  /** Instants by day and minute: the same few times of each day are asked for again and again. */
  private readonly instants = new Map<number, number>();

  constructor(
    private readonly bars: Bars,
    private readonly barMs: number,
    private readonly zone: ZoneTime,
    private readonly currentBar: () => number,
    private readonly dayTrades: DayTrades,
  ) {}

  get minuteOfDay(): number {
    return this.local.minuteOf(this.currentBar());
  }

  get endMinuteOfDay(): number {
    return this.local.endMinuteOf(this.currentBar());
  }

  get day(): number {
    return this.local.dayOf(this.currentBar());
  }

  get trades(): number {
    return this.dayTrades.tradesOnDayOf(this.currentBar());
  }

  get lastDirection(): Direction | 0 {
    return this.dayTrades.lastDirectionOnDayOf(this.currentBar());
  }

  reaches(minute: number): boolean {
    const { local } = this;
    const bar = this.currentBar();
    if (local.endMinuteOf(bar) < minute) return false;
    if (bar === 0 || local.dayOf(bar - 1) !== local.dayOf(bar)) return true;
    return local.endMinuteOf(bar - 1) < minute;
  }

  range(fromMinute: number, toMinute: number, includeEnd = false): SessionRange | null {
    const bar = this.currentBar();
    const window = this.windowOf(fromMinute, includeEnd ? Math.floor(toMinute) + 1 : toMinute);
    const day = this.local.dayOf(bar);
    // What is remembered of an earlier bar of the day is carried on, all else begins anew.
    if (window.day !== day || window.bar > bar) {
      window.day = day;
      window.bar = this.barBefore(day, bar);
      window.high = -Infinity;
      window.low = Infinity;
    }
    this.extend(window, bar);
    const { high, low } = window;
    return high >= low ? { high, low } : null;
  }

  instantOf(minute: number, daysAhead = 0): number {
    const day = this.day + daysAhead;
    if (!(minute >= 0 && minute <= MINUTES_PER_DAY)) return this.zone.instantOf(day, minute);
    const key = day * MINUTES_KEPT + minute;
    let instant = this.instants.get(key);
    if (instant === undefined) {
      instant = this.zone.instantOf(day, minute);
      this.instants.set(key, instant);
    }
    return instant;
  }

  private get local(): LocalTimes {
    this.times ??= new LocalTimes(this.bars.time, this.barMs, this.zone);
    return this.times;
  }

  private windowOf(from: number, until: number): WindowRange {
    const { windows } = this;
    for (const window of windows) {
      if (window.from === from && window.until === until) return window;
    }
    const made = { from, until, day: NaN, bar: -1, high: -Infinity, low: Infinity };
    if (windows.push(made) > WINDOWS_MAX) windows.shift();
    return made;
  }

  /** The last bar before a day, searched backwards from one of its bars; −1 when there is none. */
  private barBefore(day: number, bar: number): number {
    let at = bar - 1;
    while (at >= 0 && this.local.dayOf(at) === day) at -= 1;
    return at;
  }

  private extend(window: WindowRange, bar: number): void {
    const { high, low } = this.bars;
    const { local } = this;
    for (let at = window.bar + 1; at <= bar; at += 1) {
      const minute = local.minuteOf(at);
      if (minute < window.from || minute >= window.until) continue;
      window.high = Math.max(window.high, high[at] as number);
      window.low = Math.min(window.low, low[at] as number);
    }
    window.bar = bar;
  }
}
