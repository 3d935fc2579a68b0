import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Smallest of the last `period` values, the current one included.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Constant work for each bar, whatever the period.
 * Source: TA-Lib TA_MIN; blocks after van Herk 1992 and Gil & Werman 1993.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rollingMin(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingMin', period);
  if (period === 1) return values.slice();
  const n = values.length;
  const out = new Float64Array(n);
  const start = firstDefined(values);
  const first = Math.min(start + period - 1, n);
  out.fill(NaN, 0, first);
  if (first >= n) return out;
  let smallest = Infinity;
  for (let i = start; i <= first; i += 1) smallest = Math.min(smallest, values[i] as number);
  out[first] = smallest;
  for (let block = first + 1; block < n; block += period) {
    const end = Math.min(block + period, n);
    // Windows of this block reach back into the previous one: its minima from the right are laid
    // where they are needed, then met by the minima from the left.
    let tail = Infinity;
    for (let i = block - 1; i > block - period; i -= 1) {
      tail = Math.min(tail, values[i] as number);
      if (i + period - 1 < n) out[i + period - 1] = tail;
    }
    if (block + period - 1 < n) out[block + period - 1] = Infinity;
    let head = Infinity;
    for (let i = block; i < end; i += 1) {
      head = Math.min(head, values[i] as number);
      out[i] = Math.min(out[i] as number, head);
    }
  }
  return out;
}
