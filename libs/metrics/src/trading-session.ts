import { MS_PER_MINUTE, offsetMinutesAt } from '@assay/core';
import type { ZoneOffsets } from '@assay/core';

/** The three sessions that divide a trading day, in the order of the clock. */
export const TRADING_SESSIONS = ['asia', 'london', 'ny'] as const;
export type TradingSession = (typeof TRADING_SESSIONS)[number];

/** Offsets of the two zones that bound the sessions, over the span of the trades. */
export interface SessionZones {
  /** Europe/London. */
  readonly london: ZoneOffsets;
  /** America/New_York. */
  readonly newYork: ZoneOffsets;
}

const LONDON_OPENS = 8 * 60;
const LONDON_CLOSES = 16 * 60;
const NEW_YORK_CLOSES = 19 * 60;
const MINUTES_PER_DAY = 1440;

function minuteOfDay(zone: ZoneOffsets, ms: number): number {
  const minutes = Math.floor(ms / MS_PER_MINUTE) + offsetMinutesAt(zone, ms);
  const minute = minutes % MINUTES_PER_DAY;
  return minute < 0 ? minute + MINUTES_PER_DAY : minute;
}

/**
 * The session an instant falls in, by local time and therefore right on both sides of a clock
 * change: `london` 08:00–16:00 in London, `ny` from then to 19:00 in New York, `asia` the rest. In
 * winter these are 08–16, 16–24 and 00–08 UTC. The three leave no gap and do not overlap.
 */
export function tradingSessionAt(ms: number, zones: SessionZones): TradingSession {
  const london = minuteOfDay(zones.london, ms);
  if (london >= LONDON_OPENS && london < LONDON_CLOSES) return 'london';
  if (london < LONDON_OPENS) return 'asia';
  return minuteOfDay(zones.newYork, ms) < NEW_YORK_CLOSES ? 'ny' : 'asia';
}
