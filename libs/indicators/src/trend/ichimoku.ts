import type { Bars } from '@assay/core';
import { donchianChannel } from '../structure/donchian-channel.js';
import { delay } from '../window/delay.js';
import { assertPeriod } from '../window/period.js';

/** The lines of Ichimoku as they are known at each bar; price units. */
export interface Ichimoku {
  /** Tenkan-sen. */
  readonly conversion: Float64Array;
  /** Kijun-sen. */
  readonly base: Float64Array;
  /** Senkou span A as drawn at this bar, computed `displacement` bars ago. */
  readonly spanA: Float64Array;
  /** Senkou span B as drawn at this bar, computed `displacement` bars ago. */
  readonly spanB: Float64Array;
}

/**
 * Ichimoku: middles of the highest high and lowest low over three periods; the two spans of the cloud are
 * the values of `displacement` bars ago. There is no lagging span: drawn back in time it would show a
 * close before it happened; compare the close with that of `displacement` bars ago instead.
 *
 * Unit: price. First defined index: `conversion − 1`, `base − 1`, and `displacement` after the longer of
 * them for span A, after `span − 1` for span B; NaN before it and in every window that contains a NaN.
 * Source: G. Hosoda 1969.
 * @throws RangeError when a period is not a whole number ≥ 1, or `displacement` not a whole number ≥ 0.
 */
export function ichimoku(
  bars: Bars,
  conversion = 9,
  base = 26,
  span = 52,
  displacement = 26,
): Ichimoku {
  assertPeriod('ichimoku', conversion, 1, 'conversion');
  assertPeriod('ichimoku', base, 1, 'base');
  assertPeriod('ichimoku', span, 1, 'span');
  assertPeriod('ichimoku', displacement, 0, 'displacement');
  const fast = donchianChannel(bars, conversion).middle;
  const slow = donchianChannel(bars, base).middle;
  const spanA = fast.map((value, i) => (value + (slow[i] as number)) / 2);
  const spanB = donchianChannel(bars, span).middle;
  return {
    conversion: fast,
    base: slow,
    spanA: delay(spanA, displacement),
    spanB: delay(spanB, displacement),
  };
}
