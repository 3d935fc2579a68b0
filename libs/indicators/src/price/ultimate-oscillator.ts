import type { Bars } from '@assay/core';
import { rollingSum } from '../stats/rolling-sum.js';
import { trueRange } from '../volatility/true-range.js';
import { assertPeriod } from '../window/period.js';
import { undefinedColumn } from '../window/runs.js';

/**
 * Ultimate oscillator: the share of buying pressure (close − the lower of low and previous close) in the
 * true range, over three periods, weighted 4 : 2 : 1.
 *
 * Unit: 0–100. First defined index: the longest period; NaN before it, in every window that contains a NaN,
 * and without any true range. Source: L. Williams 1976; TA-Lib TA_ULTOSC.
 * @throws RangeError when a period is not a whole number ≥ 1.
 */
export function ultimateOscillator(bars: Bars, short = 7, middle = 14, long = 28): Float64Array {
  assertPeriod('ultimateOscillator', short, 1, 'short');
  assertPeriod('ultimateOscillator', middle, 1, 'middle');
  assertPeriod('ultimateOscillator', long, 1, 'long');
  const { length, low, close } = bars;
  const pressure = undefinedColumn(length);
  for (let i = 1; i < length; i += 1) {
    const bottom = Math.min(low[i] as number, close[i - 1] as number);
    pressure[i] = (close[i] as number) - bottom;
  }
  const ranges = trueRange(bars);
  const out = new Float64Array(length);
  for (const [period, weight] of [
    [short, 400],
    [middle, 200],
    [long, 100],
  ] as const) {
    addShare(out, rollingSum(pressure, period), rollingSum(ranges, period), weight / 7);
  }
  return out;
}

function addShare(
  out: Float64Array,
  bought: Float64Array,
  width: Float64Array,
  weight: number,
): void {
  for (let i = 0; i < out.length; i += 1) {
    const range = width[i] as number;
    out[i] = range === 0 ? NaN : (out[i] as number) + (weight * (bought[i] as number)) / range;
  }
}
