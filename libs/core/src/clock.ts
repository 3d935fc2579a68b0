import { civilFromDays, daysFromCivil, MS_PER_DAY } from './calendar.js';

/** The only way to ask for the time; injected, so that tests and replays decide it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** A clock that stands still; for tests and replays. */
export function fixedClock(nowMs: number): Clock {
  return { now: () => nowMs };
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/**
 * Formats an instant as UTC RFC 3339 with milliseconds and `Z`: `2026-01-31T09:08:07.006Z`. Whole
 * milliseconds of the years 0000 to 9999; RFC 3339 has no others.
 */
export function formatInstant(ms: number): string {
  const days = Math.floor(ms / MS_PER_DAY);
  const { year, month, day } = civilFromDays(days);
  const rest = ms - days * MS_PER_DAY;
  const hours = Math.floor(rest / 3_600_000);
  const minutes = Math.floor(rest / 60_000) % 60;
  const seconds = Math.floor(rest / 1000) % 60;
  return (
    `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T` +
    `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(Math.floor(rest) % 1000, 3)}Z`
  );
}

/** Formats an instant for file names: `20260131T090807006Z`, no colons, sorts by time. */
export function formatStamp(ms: number): string {
  return formatInstant(ms).replace(/[-:.]/g, '');
}

const STAMP = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z$/;

/** Milliseconds since 1970 of a stamp as `formatStamp` writes it; undefined for any other text. */
export function parseStamp(stamp: string): number | undefined {
  const parts = STAMP.exec(stamp)?.slice(1).map(Number);
  if (!parts) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0, millis = 0] = parts;
  const ms =
    daysFromCivil(year, month, day) * MS_PER_DAY +
    ((hours * 60 + minutes) * 60 + seconds) * 1000 +
    millis;
  return formatStamp(ms) === stamp ? ms : undefined;
}

/** Formats the day of an instant: `2026-01-31` (UTC). */
export function formatDay(ms: number): string {
  return formatInstant(ms).slice(0, 10);
}
