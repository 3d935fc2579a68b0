import { undefinedColumn } from './runs.js';
import { assertPeriod } from './period.js';

/**
 * Bars since the largest (`sign` 1) or smallest (`sign` −1) of the last `period` values; of equal ones the
 * latest. NaN before the first full window and in every window that contains a NaN. A queue of
 * candidates makes it constant work for each bar, whatever the period.
 */
export function extremeAge(
  indicator: string,
  values: Float64Array,
  period: number,
  sign: 1 | -1,
): Float64Array {
  assertPeriod(indicator, period);
  const n = values.length;
  const out = undefinedColumn(n);
  if (period > n) return out;
  // Indices of values that may still become the extreme, the extreme first; a ring of `period` places.
  const queue = new Float64Array(period);
  let head = 0;
  let size = 0;
  let whole = 0;
  for (let i = 0; i < n; i += 1) {
    const now = sign * (values[i] as number);
    if (now !== now) {
      size = 0;
      whole = 0;
      continue;
    }
    whole += 1;
    if (size > 0 && (queue[head] as number) <= i - period) {
      head = head + 1 === period ? 0 : head + 1;
      size -= 1;
    }
    let end = head + size < period ? head + size : head + size - period;
    while (size > 0) {
      const last = end === 0 ? period - 1 : end - 1;
      if (sign * (values[queue[last] as number] as number) > now) break;
      end = last;
      size -= 1;
    }
    queue[end] = i;
    size += 1;
    if (whole >= period) out[i] = i - (queue[head] as number);
  }
  return out;
}
