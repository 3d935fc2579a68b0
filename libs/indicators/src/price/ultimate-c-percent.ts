import { sma } from '../trend/sma.js';
import { assertNumber, assertPeriod } from '../window/period.js';
import { rangePlace } from '../window/range-place.js';
import { roc } from './roc.js';

/** The line and where it stands. */
export interface UltimateCPercent {
  /** 0–100. */
  readonly line: Float64Array;
  /** 1 at or above `overbought`, −1 at or below `oversold`, 0 between: a place, not a direction to trade. */
  readonly zone: Float64Array;
}

/**
 * Ultimate C%: where the rate of change over `rocPeriod` bars lies in its own range of `period`, `factor` ×
 * `period` and `factor`² × `period` bars, weighted 4 : 2 : 1, as a simple mean over `smooth` bars.
 *
 * Unit: 0–100. First defined index: `rocPeriod + factor² × period + smooth − 2` after the first non-NaN
 * value; NaN before it, in every window that contains a NaN, and where the rate of change has no range.
 * Source: the predecessor's ultimate_c_percent.
 * @throws RangeError when a count is not a whole number ≥ 1, or not
 * 0 ≤ oversold ≤ 50 ≤ overbought ≤ 100.
 */
export function ultimateCPercent(
  values: Float64Array,
  rocPeriod = 1,
  period = 5,
  factor = 2,
  smooth = 3,
  overbought = 75,
  oversold = 25,
): UltimateCPercent {
  assertPeriod('ultimateCPercent', rocPeriod, 1, 'rocPeriod');
  assertPeriod('ultimateCPercent', period);
  assertPeriod('ultimateCPercent', smooth, 1, 'smooth');
  assertPeriod('ultimateCPercent', factor, 1, 'factor');
  assertNumber('ultimateCPercent', 'overbought', overbought, 50, 100);
  assertNumber('ultimateCPercent', 'oversold', oversold, 0, 50);
  const rates = roc(values, rocPeriod);
  const place = rangePlace(rates, rates, rates, period);
  const wider = rangePlace(rates, rates, rates, period * factor);
  const widest = rangePlace(rates, rates, rates, period * factor * factor);
  for (let i = 0; i < place.length; i += 1) {
    place[i] = (4 * (place[i] as number) + 2 * (wider[i] as number) + (widest[i] as number)) / 7;
  }
  const line = sma(place, smooth);
  const zone = line.map((value) =>
    value === value ? Number(value >= overbought) - Number(value <= oversold) : NaN,
  );
  return { line, zone };
}
