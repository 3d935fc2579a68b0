import { wma } from '../trend/wma.js';
import { assertPeriod } from '../window/period.js';

/**
 * Hull moving average: WMA over √period of 2 × WMA(period ÷ 2) − WMA(period); both lengths rounded down.
 *
 * Unit: that of `values`. First defined index: `period + ⌊√period⌋ − 2` after the first non-NaN value;
 * NaN before it and in every window that contains a NaN. Source: A. Hull 2005.
 * @throws RangeError when `period` is not a whole number ≥ 2.
 */
export function hullMovingAverage(values: Float64Array, period: number): Float64Array {
  assertPeriod('hullMovingAverage', period, 2);
  const slow = wma(values, period);
  const quick = wma(values, Math.floor(period / 2));
  for (let i = 0; i < slow.length; i += 1) slow[i] = 2 * (quick[i] as number) - (slow[i] as number);
  return wma(slow, Math.floor(Math.sqrt(period)));
}
