import { UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import { isLaterDay, localDay, localMinute } from '../window/local-day.js';
import { undefinedColumn } from '../window/runs.js';

const MINUTES_PER_DAY = 1440;

/** What a session's range is, from the bar at which it is known. */
export interface SessionRange {
  /** Highest high of the session; price units. */
  readonly high: Float64Array;
  /** Lowest low of the session; price units. */
  readonly low: Float64Array;
  /** high − low; price units. */
  readonly range: Float64Array;
  /** range ÷ close of the session's last bar. */
  readonly rangeShare: Float64Array;
  /** 1 when this bar exceeds the high alone, −1 when it falls below the low alone, otherwise 0. */
  readonly breakout: Float64Array;
  /** 1 from the first bar that exceeds the high or falls below the low, until then 0. */
  readonly hasBroken: Float64Array;
}

/**
 * Range of a session of each day, and whether it was broken. The session is [`startMinute`, `endMinute`)
 * on the clock of `zone`, over midnight when the end is not after the start; a bar belongs to it when it
 * opens in it. The range is known from the first bar at or after the end, and until the next session
 * begins: in the session itself, and before the first one, every line is NaN. Bars that break it are those
 * behind the session only.
 *
 * Unit: price, a share, −1 … 1. First defined index: the first bar behind the first session; NaN in every
 * session. Bars with NaN are NaN and have no part in the range. Source: the predecessor's
 * session_range_structure.
 * @throws RangeError when a minute is not a whole number within 0 … 1439, or both are the same.
 */
export function rangeBreakoutSession(
  bars: Bars,
  startMinute = 180,
  endMinute = 360,
  zone: ZoneOffsets = UTC_OFFSETS,
): SessionRange {
  assertMinute('startMinute', startMinute);
  assertMinute('endMinute', endMinute);
  if (startMinute === endMinute) {
    throw new RangeError(
      `rangeBreakoutSession: endMinute must not be startMinute, got ${endMinute}`,
    );
  }
  const line = (): Float64Array => undefinedColumn(bars.length);
  const lines = {
    high: line(),
    low: line(),
    range: line(),
    rangeShare: line(),
    breakout: line(),
    hasBroken: line(),
  };
  fillLines(bars, startMinute, endMinute, zone, lines);
  return lines;
}

function assertMinute(parameter: string, minute: number): void {
  if (Number.isInteger(minute) && minute >= 0 && minute < MINUTES_PER_DAY) return;
  throw new RangeError(
    `rangeBreakoutSession: ${parameter} must be a whole number within 0 … 1439, got ${minute}`,
  );
}

function fillLines(
  bars: Bars,
  startMinute: number,
  endMinute: number,
  zone: ZoneOffsets,
  lines: SessionRange,
): void {
  const duration = (endMinute - startMinute + MINUTES_PER_DAY) % MINUTES_PER_DAY;
  let session = NaN;
  let [high, low, close] = [NaN, NaN, NaN];
  let hasBroken = 0;
  for (let i = 0; i < bars.length; i += 1) {
    const time = bars.time[i] as number;
    const day = localDay(zone, time, startMinute);
    if (isLaterDay(day, session)) {
      session = day;
      [high, low, close] = [NaN, NaN, NaN];
      hasBroken = 0;
    }
    const [barHigh, barLow] = [bars.high[i] as number, bars.low[i] as number];
    const into = localMinute(zone, time) - startMinute;
    if (!(barHigh === barHigh && barLow === barLow)) continue;
    if ((into < 0 ? into + MINUTES_PER_DAY : into) < duration) {
      high = high >= barHigh ? high : barHigh;
      low = low <= barLow ? low : barLow;
      close = bars.close[i] as number;
      continue;
    }
    if (high !== high) continue;
    const breakout = Number(barHigh > high) - Number(barLow < low);
    if (barHigh > high || barLow < low) hasBroken = 1;
    lines.high[i] = high;
    lines.low[i] = low;
    lines.range[i] = high - low;
    lines.rangeShare[i] = (high - low) / close;
    lines.breakout[i] = breakout;
    lines.hasBroken[i] = hasBroken;
  }
}
