import { firstDefined } from '../window/first-defined.js';
import { windowMean } from '../window/moments.js';
import { assertPeriod } from '../window/period.js';

/**
 * Average deviation: mean absolute distance of the last `period` values from their mean.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Work grows with `period`. Source: TA-Lib TA_AVGDEV.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function averageDeviation(values: Float64Array, period: number): Float64Array {
  assertPeriod('averageDeviation', period);
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  for (let i = first; i < n; i += 1) {
    const mean = windowMean(values, i, period);
    let spread = 0;
    for (let k = i - period + 1; k <= i; k += 1) spread += Math.abs((values[k] as number) - mean);
    out[i] = spread / period;
  }
  return out;
}
