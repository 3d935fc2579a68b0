import { formatDay, formatInstant, parseDay } from '@assay/core';

/** `YYYY-MM-DD HH:MM:SS`, UTC: the form of a trade list. */
export function tradeTimestamp(ms: number): string {
  return formatInstant(ms).slice(0, 19).replace('T', ' ');
}

/** Reads `tradeTimestamp` back; undefined for any other text. */
export function parseTradeTimestamp(text: string): number | undefined {
  const match = /^(\d{4}-\d{2}-\d{2}) ([01]\d|2[0-3]):([0-5]\d):([0-5]\d)$/.exec(text);
  const day = match ? parseDay(match[1] ?? '') : undefined;
  if (!match || day === undefined) return undefined;
  return day + ((Number(match[2]) * 60 + Number(match[3])) * 60 + Number(match[4])) * 1000;
}

/** Day of an instant, or null for none. */
export function dayOrNull(ms: number | null): string | null {
  return ms === null ? null : formatDay(ms);
}

/** RFC 3339 of an instant, or null for none. */
export function instantOrNull(ms: number | null): string | null {
  return ms === null ? null : formatInstant(ms);
}
