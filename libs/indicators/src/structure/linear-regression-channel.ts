import { rollingSquares } from '../window/rolling-variance.js';
import { linregSlope } from '../trend/linreg-slope.js';
import { sma } from '../trend/sma.js';
import { assertNumber, assertPeriod } from '../window/period.js';

/** The three lines of a regression channel, in the unit of the input. */
export interface RegressionChannel {
  readonly upper: Float64Array;
  readonly middle: Float64Array;
  readonly lower: Float64Array;
}

/**
 * Linear regression channel: the end of the least-squares line of the last `period` values ± `deviations`
 * standard deviations of the values from that line, so that a steady trend has a narrow channel.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before it
 * and in every window that contains a NaN. Source: G. Raff; the predecessor's linear_regression_channel.
 * @throws RangeError when `period` is not a whole number ≥ 2, or `deviations` is below 0.
 */
export function linearRegressionChannel(
  values: Float64Array,
  period: number,
  deviations = 2,
): RegressionChannel {
  assertPeriod('linearRegressionChannel', period, 2);
  assertNumber('linearRegressionChannel', 'deviations', deviations, 0);
  const lower = linregSlope(values, period);
  const middle = sma(values, period);
  const upper = rollingSquares(values, period);
  const spread = (period * (period * period - 1)) / 12;
  for (let i = 0; i < upper.length; i += 1) {
    const slope = lower[i] as number;
    const squares = upper[i] as number;
    const beside = squares - slope * slope * spread;
    // Of values on a line only rounding is left, and that is no width.
    const width = beside < squares * 1e-12 ? 0 : deviations * Math.sqrt(beside / period);
    const end = (middle[i] as number) + (slope * (period - 1)) / 2;
    middle[i] = end;
    upper[i] = end + width;
    lower[i] = end - width;
  }
  return { upper, middle, lower };
}
