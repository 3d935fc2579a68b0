import type { Bars } from '@assay/core';
import type { Direction, Session, SessionRange } from '@assay/strategy/sdk';
import type { ZoneTime } from './zone-time.js';

const MINUTES_PER_DAY = 1440;

/** What is known of the trades of the local day in which a bar opens. */
export interface DayTrades {
  tradesOnDayOf(bar: number): number;
  lastDirectionOnDayOf(bar: number): Direction | 0;
}

/** Times of day of the current bar; nothing is computed before it is asked for. */
export class BarSession implements Session {
  constructor(
    private readonly bars: Bars,
    private readonly barMs: number,
    private readonly zone: ZoneTime,
    private readonly currentBar: () => number,
    private readonly dayTrades: DayTrades,
  ) {}

  private get time(): number {
    return this.bars.time[this.currentBar()] as number;
  }

  get minuteOfDay(): number {
    return this.zone.minuteOf(this.time);
  }

  get endMinuteOfDay(): number {
    return this.endMinute(this.time);
  }

  get day(): number {
    return this.zone.dayOf(this.time);
  }

  get trades(): number {
    return this.dayTrades.tradesOnDayOf(this.currentBar());
  }

  get lastDirection(): Direction | 0 {
    return this.dayTrades.lastDirectionOnDayOf(this.currentBar());
  }

  reaches(minute: number): boolean {
    const { time } = this;
    if (this.endMinute(time) < minute) return false;
    const previous = this.bars.time[this.currentBar() - 1];
    if (previous === undefined || this.zone.dayOf(previous) !== this.zone.dayOf(time)) return true;
    return this.endMinute(previous) < minute;
  }

  range(fromMinute: number, toMinute: number, includeEnd = false): SessionRange | null {
    const { time, high: highs, low: lows } = this.bars;
    const { day } = this;
    let high = -Infinity;
    let low = Infinity;
    for (let bar = this.currentBar(); bar >= 0; bar -= 1) {
      const at = time[bar] as number;
      if (this.zone.dayOf(at) !== day) break;
      const minute = this.zone.minuteOf(at);
      if (minute < fromMinute || minute > toMinute) continue;
      if (minute === toMinute && !includeEnd) continue;
      high = Math.max(high, highs[bar] as number);
      low = Math.min(low, lows[bar] as number);
    }
    return high >= low ? { high, low } : null;
  }

  instantOf(minute: number, daysAhead = 0): number {
    return this.zone.instantOf(this.day + daysAhead, minute);
  }

  /**
   * Minutes after local midnight at which a bar ends; midnight is 1440. The end is asked for by itself:
   * when the clock changes within the bar it is not its opening plus its length.
   */
  private endMinute(time: number): number {
    const end = time + this.barMs;
    if (this.zone.dayOf(end) !== this.zone.dayOf(time)) return MINUTES_PER_DAY;
    return this.zone.minuteOf(end);
  }
}
