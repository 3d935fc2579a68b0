/**
 * Civil-date arithmetic on the proleptic Gregorian calendar, in UTC. Our own, because results must
 * not depend on a `Date` object (strategies run where it does not exist) and must not allocate.
 * Source of the day algorithms: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
export const MS_PER_MINUTE = 60_000;
export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

export interface CivilDate {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  /** 1–31. */
  readonly day: number;
}

/** Days since 1970-01-01 of a civil date. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The civil date of a number of days since 1970-01-01. */
export function civilFromDays(days: number): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp + (mp < 10 ? 3 : -9);
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return { year, month, day };
}

/** Day of the week of an instant, 0 = Sunday … 6 = Saturday. */
export function weekday(ms: number): number {
  // Before 1970 the first remainder is negative, or −0 on a Sunday; the second is neither.
  return (((Math.floor(ms / MS_PER_DAY) + 4) % 7) + 7) % 7;
}

/** Parses `YYYY-MM-DD`; undefined when the text is not an existing day of years 0001–9999. */
export function parseDay(text: string): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const days = daysFromCivil(year, month, day);
  const back = civilFromDays(days);
  if (year < 1 || back.year !== year || back.month !== month || back.day !== day) return undefined;
  return days * MS_PER_DAY;
}

/** Parses `HH:MM` (24 hours) into minutes after midnight; undefined when it is not a time of day. */
export function parseTimeOfDay(text: string): number | undefined {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2]) : undefined;
}

/**
 * The offsets of a time zone over a span: piecewise constant, so that local time needs no `Intl`
 * where strategies run. `startsMs` ascending; the first entry holds for all earlier instants too.
 */
export interface ZoneOffsets {
  readonly zone: string;
  readonly startsMs: readonly number[];
  /** Minutes to add to UTC to get local time, one for each start. */
  readonly offsetsMinutes: readonly number[];
}

/** UTC as a zone: one entry, offset zero. */
export const UTC_OFFSETS: ZoneOffsets = { zone: 'UTC', startsMs: [0], offsetsMinutes: [0] };

/** The offset in force at an instant, minutes east of UTC. */
export function offsetMinutesAt(zone: ZoneOffsets, ms: number): number {
  let low = 0;
  let high = zone.startsMs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((zone.startsMs[middle] as number) <= ms) low = middle;
    else high = middle - 1;
  }
  return zone.offsetsMinutes[low] ?? 0;
}
