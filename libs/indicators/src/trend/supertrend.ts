import type { Bars } from '@assay/core';
import { assertNumber, assertPeriod } from '../window/period.js';
import { eachCommonRun, undefinedColumn } from '../window/runs.js';
import { atr } from '../volatility/atr.js';

/** The two lines of Supertrend. */
export interface Supertrend {
  /** The band that follows the trend: below the price when it rises; price units. */
  readonly level: Float64Array;
  /** 1 rising, −1 falling. */
  readonly direction: Float64Array;
}

/**
 * Supertrend: bands at median price ± `multiple` average true ranges that may only move towards the price;
 * a close beyond the band of the other side turns the trend. The first trend is up when the close lies at
 * or above the median price.
 *
 * Unit: price; direction −1 or 1. First defined index: `period` (1 for period 1); NaN before it. Recursive:
 * behind a bar with NaN it begins anew. Source: O. Seban.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `multiple` is below 0.
 */
export function supertrend(bars: Bars, period = 10, multiple = 3): Supertrend {
  assertPeriod('supertrend', period);
  assertNumber('supertrend', 'multiple', multiple, 0);
  const ranges = atr(bars, period);
  const lines = {
    level: undefinedColumn(bars.length),
    direction: undefinedColumn(bars.length),
  };
  eachCommonRun([ranges, bars.high, bars.low, bars.close], (from, to) =>
    follow(bars, ranges, multiple, lines, from, to),
  );
  return lines;
}

function follow(
  bars: Bars,
  ranges: Float64Array,
  multiple: number,
  lines: Supertrend,
  from: number,
  to: number,
): void {
  let upper = Infinity;
  let lower = -Infinity;
  let before = NaN;
  let side = 0;
  for (let i = from; i < to; i += 1) {
    const close = bars.close[i] as number;
    const middle = ((bars.high[i] as number) + (bars.low[i] as number)) / 2;
    const width = multiple * (ranges[i] as number);
    if (!(before <= upper) || middle + width < upper) upper = middle + width;
    if (!(before >= lower) || middle - width > lower) lower = middle - width;
    if (side === 0) side = close >= middle ? 1 : -1;
    else if (side > 0 && close < lower) side = -1;
    else if (side < 0 && close > upper) side = 1;
    lines.level[i] = side > 0 ? lower : upper;
    lines.direction[i] = side;
    before = close;
  }
}
