import { columnOfRuns } from '../window/runs.js';
import { assertPeriod } from '../window/period.js';

/**
 * Exponential moving average with weight 2 ÷ (period + 1), seeded with the simple mean of the first
 * `period` values.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it. Recursive: behind a NaN it begins anew, as at the start of the data.
 * Source: TA-Lib TA_EMA, default compatibility.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function ema(values: Float64Array, period: number): Float64Array {
  assertPeriod('ema', period);
  return columnOfRuns(values, period - 1, (out, from, to) =>
    fillRun(values, period, out, from, to),
  );
}

function fillRun(
  values: Float64Array,
  period: number,
  out: Float64Array,
  from: number,
  to: number,
): void {
  const first = from + period - 1;
  const anchor = values[from] as number;
  let sum = 0;
  for (let i = from; i <= first; i += 1) sum += (values[i] as number) - anchor;
  const weight = 2 / (period + 1);
  // The seed is measured from the first value, so that a flat start is exactly flat.
  let average = anchor + sum / period;
  out[first] = average;
  for (let i = first + 1; i < to; i += 1) {
    average += ((values[i] as number) - average) * weight;
    out[i] = average;
  }
}
