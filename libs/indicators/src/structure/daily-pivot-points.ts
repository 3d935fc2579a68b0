import { UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import { isLaterDay, localDay } from '../window/local-day.js';
import { undefinedColumn } from '../window/runs.js';

/** Levels of a day, from the day before; price units. */
export interface PivotPoints {
  readonly pivot: Float64Array;
  readonly r1: Float64Array;
  readonly s1: Float64Array;
  readonly r2: Float64Array;
  readonly s2: Float64Array;
  readonly r3: Float64Array;
  readonly s3: Float64Array;
}

/**
 * Classic pivot points from the high, low and close of the previous day, whatever the timeframe of the
 * bars: pivot = (high + low + close) ÷ 3, r1 = 2 × pivot − low, s1 = 2 × pivot − high, r2 and s2 = pivot ±
 * (high − low), r3 = high + 2 × (pivot − low), s3 = low − 2 × (high − pivot). The previous day is the last
 * one before with a bar.
 *
 * `zone` is the calendar that days are counted on. Unit: price. First defined index: the first bar of the
 * second day; NaN before it. Bars with NaN have no part in their day.
 * Source: floor traders' pivots; the predecessor's daily_pivot_points.
 */
export function dailyPivotPoints(bars: Bars, zone: ZoneOffsets = UTC_OFFSETS): PivotPoints {
  const { length, time, high, low, close } = bars;
  const line = (): Float64Array => undefinedColumn(length);
  const lines = {
    pivot: line(),
    r1: line(),
    s1: line(),
    r2: line(),
    s2: line(),
    r3: line(),
    s3: line(),
  };
  let today = NaN;
  let [dayHigh, dayLow, dayClose] = [NaN, NaN, NaN];
  let [top, bottom, last] = [NaN, NaN, NaN];
  for (let i = 0; i < length; i += 1) {
    const day = localDay(zone, time[i] as number);
    if (isLaterDay(day, today)) {
      today = day;
      // A day without a whole bar is no previous day.
      if (dayClose === dayClose) [top, bottom, last] = [dayHigh, dayLow, dayClose];
      [dayHigh, dayLow, dayClose] = [NaN, NaN, NaN];
    }
    writeLevels(lines, i, top, bottom, last);
    const [barHigh, barLow, barClose] = [high[i] as number, low[i] as number, close[i] as number];
    if (!(barHigh - barLow + barClose === barHigh - barLow + barClose)) continue;
    dayHigh = dayHigh >= barHigh ? dayHigh : barHigh;
    dayLow = dayLow <= barLow ? dayLow : barLow;
    dayClose = barClose;
  }
  return lines;
}

function writeLevels(
  lines: PivotPoints,
  i: number,
  high: number,
  low: number,
  close: number,
): void {
  const pivot = (high + low + close) / 3;
  lines.pivot[i] = pivot;
  lines.r1[i] = 2 * pivot - low;
  lines.s1[i] = 2 * pivot - high;
  lines.r2[i] = pivot + (high - low);
  lines.s2[i] = pivot - (high - low);
  lines.r3[i] = high + 2 * (pivot - low);
  lines.s3[i] = low - 2 * (high - pivot);
}
