import { UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import { isLaterDay, localDay } from '../window/local-day.js';
import { assertPeriod } from '../window/period.js';
import { linregRegime } from './linreg-regime.js';

/**
 * Regime by regression of daily closes: the sign of the slope of the last `period` completed days, the
 * same for all bars of a day. The day of the bar itself is never part of it; a day is complete when
 * a bar of a later one is there.
 *
 * `zone` is the calendar that days are counted on. Unit: −1, 0 (flat) or 1. First defined index: the first
 * bar after `period` days with a close; NaN before it. Bars whose close is NaN have no part in their day.
 * Source: the predecessor's linreg_regime_htf.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function linregRegimeHtf(
  bars: Bars,
  period = 50,
  zone: ZoneOffsets = UTC_OFFSETS,
): Float64Array {
  assertPeriod('linregRegimeHtf', period, 2);
  const { length, time, close } = bars;
  const out = new Float64Array(length);
  // First the number of completed days at each bar, and their closes; then the regime in its place.
  const closes = new Float64Array(length);
  let days = 0;
  let today = NaN;
  let latest = NaN;
  for (let i = 0; i < length; i += 1) {
    const day = localDay(zone, time[i] as number);
    if (isLaterDay(day, today)) {
      today = day;
      if (latest === latest) {
        closes[days] = latest;
        days += 1;
      }
      latest = NaN;
    }
    const now = close[i] as number;
    if (now === now) latest = now;
    out[i] = days;
  }
  const regimes = linregRegime(closes.subarray(0, days), period);
  for (let i = 0; i < length; i += 1) out[i] = regimes[(out[i] as number) - 1] ?? NaN;
  return out;
}
