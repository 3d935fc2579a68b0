import { MS_PER_DAY, MS_PER_MINUTE, offsetMinutesAt } from '@assay/core';
import type { ZoneOffsets } from '@assay/core';
import type { ChartColumns } from './chart-bars.js';

/** The window of each local day whose extremes a strategy trades. */
export interface SessionWindow {
  /** Minutes after local midnight; a window that starts later than it ends began the evening before. */
  readonly startMinute: number;
  readonly endMinute: number;
  /** The bar that opens at the end counts as well. */
  readonly includesEndBar: boolean;
  readonly zone: ZoneOffsets;
}

/** Extremes of the bars of one window. */
export interface SessionRange {
  /** Opens of its first and last bar, ms UTC. */
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly low: number;
}

/** The ranges of all windows that have bars, oldest first. */
export function measureSessionRanges(
  { time, high, low }: Pick<ChartColumns, 'time' | 'high' | 'low'>,
  window: SessionWindow,
): readonly SessionRange[] {
  const ranges: SessionRange[] = [];
  let current: { day: number; from: number; to: number; high: number; low: number } | undefined;
  for (let i = 0; i < time.length; i++) {
    const ms = time[i] as number;
    const day = windowDay(ms, window);
    if (day === null) continue;
    if (current?.day !== day) {
      if (current) ranges.push(rangeOf(current));
      current = { day, from: ms, to: ms, high: high[i] as number, low: low[i] as number };
      continue;
    }
    current.to = ms;
    current.high = Math.max(current.high, high[i] as number);
    current.low = Math.min(current.low, low[i] as number);
  }
  if (current) ranges.push(rangeOf(current));
  return ranges;
}

function rangeOf({ from, to, high, low }: SessionRange): SessionRange {
  return { from, to, high, low };
}

/** The local day on which the window of an instant ends; null outside of every window. */
function windowDay(ms: number, window: SessionWindow): number | null {
  const { startMinute, endMinute, includesEndBar, zone } = window;
  const local = ms + offsetMinutesAt(zone, ms) * MS_PER_MINUTE;
  const day = Math.floor(local / MS_PER_DAY);
  const minute = (local - day * MS_PER_DAY) / MS_PER_MINUTE;
  const isBeforeEnd = minute < endMinute || (includesEndBar && minute === endMinute);
  if (startMinute < endMinute) return minute >= startMinute && isBeforeEnd ? day : null;
  if (isBeforeEnd) return day;
  return minute >= startMinute ? day + 1 : null;
}
