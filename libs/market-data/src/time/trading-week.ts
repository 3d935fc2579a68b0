import { MS_PER_DAY, MS_PER_HOUR, offsetMinutesAt, type ZoneOffsets } from '@assay/core';
import { newYorkOffsets } from './new-york-offsets.js';

/**
 * When a market trades. `fx`: from Sunday 17:00 to Friday 17:00 New York time; `weekdays`: Monday to
 * Friday UTC; `always`: no closure. Holidays are not known here: they show as gaps, which warn.
 */
export type TradingCalendar = 'fx' | 'weekdays' | 'always';

const WEEK = 7 * MS_PER_DAY;
/** 1970-01-02T00:00:00Z, a Friday: weeks are counted from it, so that each holds one closure. */
const FIRST_FRIDAY = MS_PER_DAY;

/** The weekly closures of a calendar, and arithmetic on the open time between them. */
export class TradingWeek {
  readonly calendar: TradingCalendar;
  private readonly newYork: ZoneOffsets | undefined;
  private known = NaN;
  private closes = 0;
  private opens = 0;

  /** Covers bars from `fromMs` to `toMs`, ms UTC. */
  constructor(calendar: TradingCalendar, fromMs: number, toMs: number) {
    this.calendar = calendar;
    this.newYork = calendar === 'fx' ? newYorkOffsets(fromMs - WEEK, toMs + WEEK) : undefined;
  }

  /** Number of the week (from Friday 00:00 UTC) in which an instant lies. */
  weekOf(ms: number): number {
    return Math.floor((ms - FIRST_FRIDAY) / WEEK);
  }

  /** Start of the closure of a week, ms UTC; for `always` an empty closure. */
  closesAt(week: number): number {
    const friday = FIRST_FRIDAY + week * WEEK;
    if (this.calendar === 'always') return friday;
    return this.newYork ? localFive(this.newYork, friday) : friday + MS_PER_DAY;
  }

  /** End of the closure of a week, ms UTC: the weekly open. */
  opensAt(week: number): number {
    const friday = FIRST_FRIDAY + week * WEEK;
    if (this.calendar === 'always') return friday;
    return this.newYork
      ? localFive(this.newYork, friday + 2 * MS_PER_DAY)
      : friday + 3 * MS_PER_DAY;
  }

  /** Time of a week's closure within [fromMs, toMs]; negative when they do not meet. */
  private closedWithin(week: number, fromMs: number, toMs: number): number {
    if (week !== this.known) {
      // Bars of one week follow each other: its closure is worked out once.
      this.known = week;
      this.closes = this.closesAt(week);
      this.opens = this.opensAt(week);
    }
    return Math.min(toMs, this.opens) - Math.max(fromMs, this.closes);
  }

  /** Open time between two instants, ms; 0 when `toMs` ≤ `fromMs`. */
  openBetween(fromMs: number, toMs: number): number {
    if (toMs <= fromMs) return 0;
    let open = toMs - fromMs;
    const last = this.weekOf(toMs);
    for (let week = this.weekOf(fromMs); week <= last; week += 1) {
      const closed = this.closedWithin(week, fromMs, toMs);
      if (closed > 0) open -= closed;
    }
    return open;
  }
}

/** 17:00 New York time of the UTC day that starts at `midnight`. */
function localFive(newYork: ZoneOffsets, midnight: number): number {
  const standard = midnight + 22 * MS_PER_HOUR;
  return standard - (offsetMinutesAt(newYork, standard) + 300) * 60_000;
}
