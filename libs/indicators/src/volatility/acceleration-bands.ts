import type { Bars } from '@assay/core';
import { sma } from '../trend/sma.js';
import { assertPeriod } from '../window/period.js';

/** The three lines of acceleration bands; price units. */
export interface AccelerationBands {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Acceleration bands: simple averages of high × (1 + w) and low × (1 − w), with w = 4 × (high − low) ÷
 * (high + low), and of the close between them.
 *
 * Unit: price. First defined index: `period − 1`; NaN before it and in every window that contains a NaN.
 * Source: P. Headley 2002; TA-Lib TA_ACCBANDS.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function accelerationBands(bars: Bars, period = 20): AccelerationBands {
  assertPeriod('accelerationBands', period);
  const above = new Float64Array(bars.length);
  const below = new Float64Array(bars.length);
  for (let i = 0; i < bars.length; i += 1) {
    const [high, low] = [bars.high[i] as number, bars.low[i] as number];
    const width = high + low === 0 ? 0 : (4 * (high - low)) / (high + low);
    above[i] = high * (1 + width);
    below[i] = low * (1 - width);
  }
  return {
    upper: sma(above, period),
    middle: sma(bars.close, period),
    lower: sma(below, period),
  };
}
