import type { ZoneTime } from './zone-time.js';

export const MINUTES_PER_DAY = 1440;
/** Bars that are looked at together: neighbours share the segment of constant offset. */
const BLOCK = 1024;

/**
 * Local times of bars, each computed once: strategies ask for the same bars again and again, and the
 * look-ahead proof asks for all of them many times.
 */
export class LocalTimes {
  /** Local minutes since 1970-01-01 of the opens. */
  private readonly opens: Int32Array;
  /** Minutes after local midnight at which the bars end. */
  private readonly ends: Int16Array;
  private filled = 0;

  constructor(
    private readonly time: Float64Array,
    private readonly barMs: number,
    private readonly zone: ZoneTime,
  ) {
    this.opens = new Int32Array(time.length);
    this.ends = new Int16Array(time.length);
  }

  /** Local days since 1970-01-01 of a bar's open. */
  dayOf(bar: number): number {
    if (bar >= this.filled) this.fillUntil(bar);
    return Math.floor((this.opens[bar] as number) / MINUTES_PER_DAY);
  }

  /** Minutes after local midnight at which a bar opens, 0–1439. */
  minuteOf(bar: number): number {
    if (bar >= this.filled) this.fillUntil(bar);
    const open = this.opens[bar] as number;
    return open - Math.floor(open / MINUTES_PER_DAY) * MINUTES_PER_DAY;
  }

  /**
   * Minutes after local midnight at which a bar ends; midnight is 1440. The end is asked for by itself:
   * when the clock changes within the bar it is not its opening plus its length.
   */
  endMinuteOf(bar: number): number {
    if (bar >= this.filled) this.fillUntil(bar);
    return this.ends[bar] as number;
  }

  private fillUntil(bar: number): void {
    const until = Math.min(this.time.length, bar + BLOCK);
    const { time, opens, ends, barMs, zone } = this;
    for (let at = this.filled; at < until; at += 1) {
      const open = time[at] as number;
      const end = open + barMs;
      const day = zone.dayOf(open);
      opens[at] = day * MINUTES_PER_DAY + zone.minuteOf(open);
      ends[at] = zone.dayOf(end) === day ? zone.minuteOf(end) : MINUTES_PER_DAY;
    }
    this.filled = until;
  }
}
