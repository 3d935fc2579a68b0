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

  /** Open time between two instants, ms; 0 when `toMs` ≤ `fromMs`. */
  openBetween(fromMs: number, toMs: number): number {
    if (toMs <= fromMs) return 0;
    let open = toMs - fromMs;
    for (let week = this.weekOf(fromMs); week <= this.weekOf(toMs); week += 1) {
      const closed = Math.min(toMs, this.opensAt(week)) - Math.max(fromMs, this.closesAt(week));
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
