import {
  MS_PER_DAY,
  UTC_OFFSETS,
  offsetMinutesAt,
  timeframeMs,
  type Timeframe,
  type ZoneOffsets,
} from '@assay/core';

/** When a trading day begins: a time of day of a zone. */
export interface DayStart {
  readonly zone: ZoneOffsets;
  /** Minutes after local midnight; from noon on, the day is that of the next date. */
  readonly minutes: number;
}

/** Days that begin at midnight UTC. */
const UTC_DAY: DayStart = { zone: UTC_OFFSETS, minutes: 0 };

/** 1970-01-05, a Monday: weeks are counted from it. */
const FIRST_MONDAY = 4 * MS_PER_DAY;

/**
 * The periods of a timeframe: days begin at the day's start, shorter periods follow each other from there
 * (the last one of a day on which the clock changes is an hour shorter or longer), weeks begin with the
 * day of Monday.
 */
export class PeriodGrid {
  private readonly periodMs: number;
  private readonly shiftMs: number;

  constructor(
    timeframe: Timeframe,
    private readonly day: DayStart = UTC_DAY,
  ) {
    this.periodMs = timeframeMs(timeframe);
    const startMs = day.minutes * 60_000;
    this.shiftMs = startMs >= MS_PER_DAY / 2 ? MS_PER_DAY - startMs : -startMs;
  }

  /** Start of the period in which an instant lies, ms UTC. */
  startOf(ms: number): number {
    const local = this.localOf(ms);
    return this.instantOf(this.localStart(local));
  }

  /** Start of the period after the one in which an instant lies, ms UTC. */
  endOf(ms: number): number {
    const start = this.localStart(this.localOf(ms));
    if (this.periodMs >= MS_PER_DAY) return this.instantOf(start + this.periodMs);
    const nextDay = (Math.floor(start / MS_PER_DAY) + 1) * MS_PER_DAY;
    return this.instantOf(Math.min(start + this.periodMs, nextDay));
  }

  /** Local time, moved so that the trading day begins at midnight of its date. */
  private localOf(ms: number): number {
    return ms + offsetMinutesAt(this.day.zone, ms) * 60_000 + this.shiftMs;
  }

  private localStart(local: number): number {
    if (this.periodMs === 7 * MS_PER_DAY) {
      return Math.floor((local - FIRST_MONDAY) / this.periodMs) * this.periodMs + FIRST_MONDAY;
    }
    const day = Math.floor(local / MS_PER_DAY) * MS_PER_DAY;
    return day + Math.floor((local - day) / this.periodMs) * this.periodMs;
  }

  /** The instant of a moved local time; of two, the first; one that is skipped is the jump. */
  private instantOf(local: number): number {
    const wall = local - this.shiftMs;
    const { zone } = this.day;
    const before = wall - offsetMinutesAt(zone, wall - MS_PER_DAY) * 60_000;
    const offset = offsetMinutesAt(zone, before) * 60_000;
    const after = wall - offset;
    return offsetMinutesAt(zone, after) * 60_000 === offset ? after : before;
  }
}
