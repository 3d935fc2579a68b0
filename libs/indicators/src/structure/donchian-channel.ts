import type { Bars } from '@assay/core';
import { highestHigh } from './highest-high.js';
import { lowestLow } from './lowest-low.js';
import { assertPeriod } from '../window/period.js';

/** The three lines of a Donchian channel; each of the length of the bars, price units. */
export interface DonchianChannel {
  readonly upper: Float64Array;
  readonly lower: Float64Array;
  readonly middle: Float64Array;
}

/**
 * Donchian channel: highest high and lowest low of `period` bars ending `shift` bars ago, and the
 * middle between them. With shift 0 the current bar is included.
 *
 * Unit: price. First defined index: `period − 1 + shift`; NaN before it. Source: R. Donchian.
 * @throws RangeError when `period` is not a whole number ≥ 1 or `shift` not a whole number ≥ 0.
 */
export function donchianChannel(bars: Bars, period: number, shift = 0): DonchianChannel {
  assertPeriod('donchianChannel', period);
  assertPeriod('donchianChannel', shift, 0, 'shift');
  const upper = highestHigh(bars, period, shift);
  const lower = lowestLow(bars, period, shift);
  const middle = new Float64Array(bars.length);
  for (let i = 0; i < middle.length; i += 1) {
    middle[i] = ((upper[i] as number) + (lower[i] as number)) / 2;
  }
  return { upper, lower, middle };
}
