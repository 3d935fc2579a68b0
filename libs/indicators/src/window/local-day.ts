import { MS_PER_DAY, MS_PER_MINUTE, offsetMinutesAt, type ZoneOffsets } from '@assay/core';

/** Days since 1970-01-01 of an instant on the calendar of a zone; the day begins `startMinute` after midnight. */
export function localDay(zone: ZoneOffsets, ms: number, startMinute = 0): number {
  return Math.floor((localMs(zone, ms) - startMinute * MS_PER_MINUTE) / MS_PER_DAY);
}

/**
 * Whether a day is another one than the day before it. A clock that is set back over midnight shows the
 * end of a day twice; that is no new day.
 */
export function isLaterDay(day: number, before: number): boolean {
  return !(day <= before);
}

/** Minutes after midnight of an instant on the clock of a zone, 0 … < 1440. */
export function localMinute(zone: ZoneOffsets, ms: number): number {
  const local = localMs(zone, ms);
  return (local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / MS_PER_MINUTE;
}

function localMs(zone: ZoneOffsets, ms: number): number {
  return ms + offsetMinutesAt(zone, ms) * MS_PER_MINUTE;
}
