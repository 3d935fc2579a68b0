import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Percentile rank: the share of the last `period` values, the current one included, that are ≤ the
 * current one.
 *
 * Unit: share, 1 ÷ period … 1. First defined index: `period − 1` after the first non-NaN value; NaN
 * before it and in every window that contains a NaN. Work grows with `period`: about half a
 * nanosecond for each value of each window. Source: the predecessor's rolling_percentile ÷ 100.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function percentileRank(values: Float64Array, period: number): Float64Array {
  assertPeriod('percentileRank', period);
  const n = values.length;
  const out = new Float64Array(n);
  let wholeSince = firstDefined(values);
  out.fill(NaN, 0, wholeSince);
  for (let i = wholeSince; i < n; i += 1) {
    const now = values[i] as number;
    if (now !== now) wholeSince = i + 1;
    out[i] =
      i - wholeSince + 1 < period ? NaN : countAtMost(values, i - period + 1, i, now) / period;
  }
  return out;
}

/**
 * How many of the values from `first` to `last` are ≤ `limit`. Four counters and arithmetic on the
 * comparisons, because a branch here is a coin toss: 2–4 × faster than counting with `if`.
 */
function countAtMost(values: Float64Array, first: number, last: number, limit: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let i = first;
  for (; i + 3 <= last; i += 4) {
    a += Number((values[i] as number) <= limit);
    b += Number((values[i + 1] as number) <= limit);
    c += Number((values[i + 2] as number) <= limit);
    d += Number((values[i + 3] as number) <= limit);
  }
  for (; i <= last; i += 1) a += Number((values[i] as number) <= limit);
  return a + b + c + d;
}
