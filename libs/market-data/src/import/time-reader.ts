import { MS_PER_DAY, civilFromDays, daysFromCivil } from '@assay/core';
import type { ByteCursor } from '../csv/byte-cursor.js';
import { readDecimal } from '../csv/decimal.js';
import type { EpochUnit, TimeLayout } from './date-layout.js';

/**
 * Reads cells that hold times, as ms of the clock that they are of (as if it were UTC). `offsetMinutes`
 * is what the last cell said about its distance from UTC, NaN when it said nothing.
 */
export class TimeReader {
  offsetMinutes = NaN;
  private at = 0;
  private dayKey = -1;
  private midnight = 0;

  constructor(private readonly layout: TimeLayout) {}

  /** Reads a time; sets the cursor's `failed` when the cell is none of the layout. */
  read(cursor: ByteCursor): number {
    const { layout } = this;
    if (layout.kind === 'epoch') return readEpoch(cursor, layout.unit);
    if (layout.kind === 'day-ms') return this.readDayMs(cursor, layout.midnightMs);
    return this.readDate(cursor, layout.order, layout.separator);
  }

  /** Reads a time of day that has a cell of its own, `HH:mm[:ss[.SSS]]` or `HHmm[ss]`, as ms. */
  readTimeOfDay(cursor: ByteCursor): number {
    this.at = cursor.at;
    const ms = this.timeOfDay(cursor);
    if (!(ms >= 0) || !cursor.endsCell(this.at)) return fail(cursor);
    cursor.at = this.at;
    return ms;
  }

  private readDate(cursor: ByteCursor, order: string, separator: string): number {
    this.at = cursor.at;
    const midnight =
      separator === '' ? this.compactDay(cursor) : this.day(cursor, order, separator);
    if (midnight !== midnight) return fail(cursor);
    this.offsetMinutes = NaN;
    let ms = 0;
    if (!cursor.endsCell(this.at)) {
      const between = cursor.bytes[this.at];
      if (between !== 32 && between !== 84) return fail(cursor);
      this.at += 1;
      ms = this.timeOfDay(cursor);
      if (!(ms >= 0) || !this.zone(cursor) || !cursor.endsCell(this.at)) return fail(cursor);
    }
    cursor.at = this.at;
    return midnight + ms;
  }

  /** Year, month and day with a separator between; NaN when they are no date. */
  private day(cursor: ByteCursor, order: string, separator: string): number {
    const between = separator.charCodeAt(0);
    const first = this.number(cursor, 4);
    if (cursor.bytes[this.at] !== between) return NaN;
    this.at += 1;
    const second = this.number(cursor, 2);
    if (cursor.bytes[this.at] !== between) return NaN;
    this.at += 1;
    const third = this.number(cursor, 4);
    if (order === 'ymd') return this.civil(first, second, third);
    return order === 'dmy' ? this.civil(third, second, first) : this.civil(third, first, second);
  }

  private compactDay(cursor: ByteCursor): number {
    const from = this.at;
    const day = this.number(cursor, 8);
    if (this.at - from !== 8) return NaN;
    return this.civil(Math.floor(day / 10_000), Math.floor(day / 100) % 100, day % 100);
  }

  /** Midnight of a date; rows of one day follow each other, so the last one is kept. */
  private civil(year: number, month: number, day: number): number {
    const key = (year * 16 + month) * 32 + day;
    if (key === this.dayKey) return this.midnight;
    if (!(year >= 1000 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN;
    const days = daysFromCivil(year, month, day);
    if (civilFromDays(days).day !== day) return NaN;
    this.dayKey = key;
    this.midnight = days * MS_PER_DAY;
    return this.midnight;
  }

  /** Milliseconds since midnight; −1 when it is no time of day. */
  private timeOfDay(cursor: ByteCursor): number {
    const { bytes } = cursor;
    const from = this.at;
    let hour = this.number(cursor, 6);
    const digits = this.at - from;
    let minute: number;
    let second = 0;
    if (digits === 6 || digits === 4) {
      const clock = digits === 6 ? hour : hour * 100;
      hour = Math.floor(clock / 10_000);
      minute = Math.floor(clock / 100) % 100;
      second = clock % 100;
    } else {
      if (digits < 1 || digits > 2 || bytes[this.at] !== 58) return -1;
      this.at += 1;
      minute = this.number(cursor, 2);
      if (bytes[this.at] === 58) {
        this.at += 1;
        second = this.number(cursor, 2);
      }
    }
    if (!(hour <= 23 && minute <= 59 && second <= 59)) return -1;
    return hour * 3_600_000 + minute * 60_000 + second * 1000 + this.fraction(cursor);
  }

  /** Milliseconds of a fraction of a second; finer digits are cut. */
  private fraction(cursor: ByteCursor): number {
    if (cursor.bytes[this.at] !== 46) return 0;
    this.at += 1;
    const from = this.at;
    const digits = this.number(cursor, 3);
    const known = this.at - from;
    this.number(cursor, 12);
    return known === 0 ? NaN : digits * (known === 1 ? 100 : known === 2 ? 10 : 1);
  }

  /** A distance from UTC behind the time: `Z`, `UTC`, `GMT+0200`, `+02:00`, ` -0500`; false when garbled. */
  private zone(cursor: ByteCursor): boolean {
    if (cursor.endsCell(this.at)) return true;
    if (cursor.bytes[this.at] === 90 && cursor.endsCell(this.at + 1)) {
      this.offsetMinutes = 0;
      this.at += 1;
      return true;
    }
    const start = this.at;
    let stop = start;
    while (!cursor.endsCell(stop)) stop += 1;
    const text = Buffer.from(
      cursor.bytes.buffer,
      cursor.bytes.byteOffset + start,
      stop - start,
    ).toString('latin1');
    const match = /^ ?(?:Z|(?:UTC|GMT)?(?:([+-])(\d\d):?(\d\d)?)?)$/i.exec(text);
    if (!match || text === ' ') return false;
    const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
    this.offsetMinutes = match[1] === '-' ? -minutes : minutes;
    this.at = stop;
    return true;
  }

  /** A whole number of at most `most` digits, NaN for none. */
  private number(cursor: ByteCursor, most: number): number {
    const { bytes, end } = cursor;
    const stop = Math.min(end, this.at + most);
    let value = 0;
    let at = this.at;
    for (; at < stop; at += 1) {
      const digit = (bytes[at] as number) - 48;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    if (at === this.at) return NaN;
    this.at = at;
    return value;
  }

  private readDayMs(cursor: ByteCursor, midnightMs: number): number {
    const ms = readDecimal(cursor);
    if (!(ms >= 0 && ms < MS_PER_DAY)) return fail(cursor);
    return midnightMs + ms;
  }
}

function fail(cursor: ByteCursor): number {
  cursor.failed = true;
  return NaN;
}

/** Nanoseconds have more digits than a double holds: the last six are cut as text. */
function readEpoch(cursor: ByteCursor, unit: EpochUnit): number {
  if (unit === 'ns') {
    const text = cursor.cellText(cursor.at);
    cursor.at += text.length;
    return /^\d{7,}$/.test(text) ? Number(text.slice(0, -6)) : fail(cursor);
  }
  const value = readDecimal(cursor);
  if (!Number.isFinite(value)) return fail(cursor);
  if (unit === 's') return Math.round(value * 1000);
  return unit === 'ms' ? value : Math.floor(value / 1000);
}
