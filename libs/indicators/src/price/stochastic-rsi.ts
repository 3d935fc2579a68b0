import { sma } from '../trend/sma.js';
import { rangePlace } from '../window/range-place.js';
import { rsi } from './rsi.js';
import type { Stochastic } from './stochastic.js';
import { assertPeriod } from '../window/period.js';

/**
 * Stochastic RSI: where the relative strength index of `period` lies between its lowest and highest of
 * `window` bars (k), and the simple mean of that over `signalPeriod` bars (d).
 *
 * Unit: 0–100. First defined index: `period + window − 1` after the first non-NaN value for k,
 * `signalPeriod − 1` later for d; NaN before it, and for windows in which the index does not move (TA-Lib:
 * 0). Recursive: behind a NaN it begins anew. Source: T. Chande and S. Kroll 1994; TA-Lib TA_STOCHRSI.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function stochasticRsi(
  values: Float64Array,
  period: number,
  window = 14,
  signalPeriod = 3,
): Stochastic {
  assertPeriod('stochasticRsi', period);
  assertPeriod('stochasticRsi', window, 1, 'window');
  assertPeriod('stochasticRsi', signalPeriod, 1, 'signalPeriod');
  const strength = rsi(values, period);
  const k = rangePlace(strength, strength, strength, window);
  return { k, d: sma(k, signalPeriod) };
}
