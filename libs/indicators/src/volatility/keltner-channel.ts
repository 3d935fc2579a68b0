import type { Bars } from '@assay/core';
import { ema } from '../trend/ema.js';
import { assertNumber, assertPeriod } from '../window/period.js';
import { atr } from './atr.js';

/** The three lines of a Keltner channel, price units. */
export interface KeltnerChannel {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Keltner channel: exponential moving average of the close ± `multiple` average true ranges (Wilder) of
 * the same period.
 *
 * Unit: price. First defined index: `period` for upper and lower, `period − 1` for the middle; NaN
 * before it. Recursive: behind a bar with NaN it begins anew. Source: L. Raschke's form of the
 * channel; the predecessor's keltner_channel.
 * @throws RangeError when `period` is not a whole number ≥ 1, or `multiple` is below 0.
 */
export function keltnerChannel(bars: Bars, period: number, multiple = 2): KeltnerChannel {
  assertPeriod('keltnerChannel', period);
  assertNumber('keltnerChannel', 'multiple', multiple, 0);
  const middle = ema(bars.close, period);
  const upper = atr(bars, period);
  const lower = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    const width = multiple * (upper[i] as number);
    upper[i] = (middle[i] as number) + width;
    lower[i] = (middle[i] as number) - width;
  }
  return { upper, middle, lower };
}
