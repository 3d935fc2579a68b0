import { movingAverage, type AverageKind } from '../trend/moving-average.js';
import { assertNumber, assertPeriod } from '../window/period.js';
import { rollingSquares } from '../window/rolling-variance.js';

/** The three lines of Bollinger bands, in the unit of the input. */
export interface BollingerBands {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Bollinger bands: a moving average ± population standard deviations of the last `period` values;
 * `deviations` above it and `deviationsBelow` (the same by default) below. The deviation is that about
 * the window's mean, whichever `average` the middle is.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value (later for
 * averages that need more); NaN before it and in every window that contains a NaN.
 * Source: J. Bollinger; TA-Lib TA_BBANDS.
 * @throws RangeError when `period` is not a whole number ≥ 1, a number of deviations is below 0, or there
 * is no such average.
 */
export function bollingerBands(
  values: Float64Array,
  period: number,
  deviations = 2,
  deviationsBelow = deviations,
  average: AverageKind = 'sma',
): BollingerBands {
  assertPeriod('bollingerBands', period);
  assertNumber('bollingerBands', 'deviations', deviations, 0);
  assertNumber('bollingerBands', 'deviationsBelow', deviationsBelow, 0);
  const middle = movingAverage(values, period, average);
  const upper = rollingSquares(values, period);
  const lower = new Float64Array(values.length);
  for (let i = 0; i < values.length; i += 1) {
    const mean = middle[i] as number;
    const deviation = Math.sqrt((upper[i] as number) / period);
    upper[i] = mean + deviations * deviation;
    lower[i] = mean - deviationsBelow * deviation;
  }
  return { upper, middle, lower };
}
