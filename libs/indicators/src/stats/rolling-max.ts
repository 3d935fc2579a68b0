import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Largest of the last `period` values, the current one included.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Constant work for each bar, whatever the period.
 * Source: TA-Lib TA_MAX; blocks after van Herk 1992 and Gil & Werman 1993.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rollingMax(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingMax', period);
  if (period === 1) return values.slice();
  const n = values.length;
  const out = new Float64Array(n);
  const start = firstDefined(values);
  const first = Math.min(start + period - 1, n);
  out.fill(NaN, 0, first);
  if (first >= n) return out;
  let largest = -Infinity;
  for (let i = start; i <= first; i += 1) largest = Math.max(largest, values[i] as number);
  out[first] = largest;
  for (let block = first + 1; block < n; block += period) {
    const end = Math.min(block + period, n);
    // Windows of this block reach back into the previous one: its maxima from the right are laid
    // where they are needed, then met by the maxima from the left.
    let tail = -Infinity;
    for (let i = block - 1; i > block - period; i -= 1) {
      tail = Math.max(tail, values[i] as number);
      if (i + period - 1 < n) out[i + period - 1] = tail;
    }
    if (block + period - 1 < n) out[block + period - 1] = -Infinity;
    let head = -Infinity;
    for (let i = block; i < end; i += 1) {
      head = Math.max(head, values[i] as number);
      out[i] = Math.max(out[i] as number, head);
    }
  }
  return out;
}
