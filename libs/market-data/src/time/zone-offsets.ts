import { AssayError, MS_PER_DAY, UTC_OFFSETS, formatDay, type ZoneOffsets } from '@assay/core';

/** Steps of the search; two changes of one zone have never been closer since 1970. */
const STEP_MS = 7 * MS_PER_DAY;
const PARTS = /^(\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/;

/** True when the name is a time zone that this Node knows, such as `Europe/London`. */
export function isKnownZone(zone: string): boolean {
  return formatterOf(zone) !== undefined;
}

/**
 * Offsets of an IANA time zone over [fromMs, toMs], from the time zone data of Node. The first entry
 * starts at `fromMs`; each further one at the exact instant (to the millisecond) of a change.
 * @throws AssayError VALUE_NOT_ALLOWED for a name that is no time zone, or a span that is none.
 */
export function zoneOffsets(zone: string, fromMs: number, toMs: number): ZoneOffsets {
  if (!(fromMs <= toMs)) {
    throw new AssayError('VALUE_NOT_ALLOWED', 'the span of a time zone ends before it starts', {
      found: `${fromMs} to ${toMs}`,
      expected: 'fromMs ≤ toMs',
    });
  }
  if (zone === 'UTC') return UTC_OFFSETS;
  const formatter = formatterOf(zone);
  if (!formatter) {
    throw new AssayError('VALUE_NOT_ALLOWED', 'the time zone is not known', {
      found: JSON.stringify(zone),
      expected: 'an IANA time zone such as Europe/London, America/New_York or UTC',
    });
  }
  const startsMs = [fromMs];
  const offsetsMinutes = [offsetAt(formatter, fromMs)];
  let offset = offsetsMinutes[0] as number;
  for (let at = fromMs; at < toMs;) {
    const next = Math.min(at + STEP_MS, toMs);
    const later = offsetAt(formatter, next);
    if (later === offset) {
      at = next;
      continue;
    }
    at = changeBetween(formatter, at, next, offset);
    offset = offsetAt(formatter, at);
    startsMs.push(at);
    offsetsMinutes.push(offset);
  }
  return { zone, startsMs, offsetsMinutes };
}

/** The first instant in (low, high] at which the offset is no longer `offset`. */
function changeBetween(
  formatter: Intl.DateTimeFormat,
  low: number,
  high: number,
  offset: number,
): number {
  let before = low;
  let after = high;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(formatter, middle) === offset) before = middle;
    else after = middle;
  }
  return after;
}

/** Minutes east of UTC at an instant. */
function offsetAt(formatter: Intl.DateTimeFormat, ms: number): number {
  const second = Math.floor(ms / 1000) * 1000;
  const match = PARTS.exec(formatter.format(second));
  if (!match)
    throw new Error(`a date was formatted as ${formatter.format(second)}, on ${formatDay(ms)}`);
  const [month, day, year, hour, minute, seconds] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return Math.round((Date.UTC(year, month - 1, day, hour, minute, seconds) - second) / 60_000);
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times what using it does, so each zone has one. */
function formatterOf(zone: string): Intl.DateTimeFormat | undefined {
  const known = formatters.get(zone);
  if (known) return known;
  // Newer versions of Node take offsets for zones; a directive must mean the same on all of them.
  if (!/^[A-Za-z]/.test(zone)) return undefined;
  try {
    const formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formatters.set(zone, formatter);
    return formatter;
  } catch {
    return undefined;
  }
}
