import { UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import { isLaterDay, localDay } from '../window/local-day.js';
import { assertNumber } from '../window/period.js';

/**
 * Volume-weighted average price since the session began: Σ typical price × volume ÷ Σ volume of the bars
 * from the session's first to this one.
 *
 * A session begins `startMinute` minutes after midnight on the clock of `zone` and lasts a day. Unit: price.
 * First defined index: 0; NaN while the session has had no volume, and from a bar with NaN to the end of
 * its session. Source: S. Berkowitz, D. Logue and E. Noser 1988.
 * @throws RangeError when `startMinute` is not within 0 … 1439.
 */
export function vwap(bars: Bars, startMinute = 0, zone: ZoneOffsets = UTC_OFFSETS): Float64Array {
  assertNumber('vwap', 'startMinute', startMinute, 0, 1439);
  const { length, time, high, low, close, volume } = bars;
  const out = new Float64Array(length);
  let session = NaN;
  let [anchor, money, traded] = [0, 0, 0];
  for (let i = 0; i < length; i += 1) {
    const price = ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
    const day = localDay(zone, time[i] as number, startMinute);
    if (isLaterDay(day, session)) {
      session = day;
      // Measured from the session's first price, so that a flat session averages to exactly that price.
      [anchor, money, traded] = [price, 0, 0];
    }
    money += (price - anchor) * (volume[i] as number);
    traded += volume[i] as number;
    out[i] = traded === 0 ? NaN : anchor + money / traded;
  }
  return out;
}
