import { sma } from '../trend/sma.js';
import { windowVariance } from '../window/moments.js';

/** The three lines of Bollinger bands, in the unit of the input. */
export interface BollingerBands {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Bollinger bands: simple moving average ± `deviations` population standard deviations of its window.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Source: J. Bollinger; TA-Lib TA_BBANDS with SMA.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function bollingerBands(
  values: Float64Array,
  period: number,
  deviations = 2,
): BollingerBands {
  const middle = sma(values, period);
  const upper = new Float64Array(values.length);
  const lower = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const mean = middle[i] as number;
    const width =
      mean === mean ? deviations * Math.sqrt(windowVariance(values, i, period, mean)) : NaN;
    upper[i] = mean + width;
    lower[i] = mean - width;
  }
  return { upper, middle, lower };
}
