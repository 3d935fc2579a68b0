import {
  MS_PER_DAY,
  MS_PER_HOUR,
  civilFromDays,
  daysFromCivil,
  weekday,
  type ZoneOffsets,
} from '@assay/core';

/**
 * New York's offsets by the rules of United States law since 1967, without `Intl`: the trading week of
 * currencies ends and begins by this clock, and neither a quality report nor a synthetic sample may
 * depend on the time zone data of a Node build. Rules: from 2007 second Sunday of March to first of
 * November; 1987–2006 first Sunday of April to last of October; before, last of April. (1974 and 1975,
 * when the clock was moved in winter, are not covered.) Changes happen at 02:00 local time.
 */
export function newYorkOffsets(fromMs: number, toMs: number): ZoneOffsets {
  const first = civilFromDays(Math.floor(fromMs / MS_PER_DAY)).year - 1;
  const last = civilFromDays(Math.floor(toMs / MS_PER_DAY)).year + 1;
  const startsMs: number[] = [daysFromCivil(first, 1, 1) * MS_PER_DAY];
  const offsetsMinutes: number[] = [-300];
  for (let year = first; year <= last; year += 1) {
    startsMs.push(summerStart(year), summerEnd(year));
    offsetsMinutes.push(-240, -300);
  }
  return { zone: 'America/New_York', startsMs, offsetsMinutes };
}

function summerStart(year: number): number {
  const local = 7 * MS_PER_HOUR;
  if (year >= 2007) return sundayOnOrAfter(year, 3, 8) + local;
  if (year >= 1987) return sundayOnOrAfter(year, 4, 1) + local;
  return sundayOnOrAfter(year, 4, 24) + local;
}

function summerEnd(year: number): number {
  const local = 6 * MS_PER_HOUR;
  return (year >= 2007 ? sundayOnOrAfter(year, 11, 1) : sundayOnOrAfter(year, 10, 25)) + local;
}

function sundayOnOrAfter(year: number, month: number, day: number): number {
  const start = daysFromCivil(year, month, day) * MS_PER_DAY;
  return start + ((7 - weekday(start)) % 7) * MS_PER_DAY;
}
