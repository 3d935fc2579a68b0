import { firstDefined } from '../window/first-defined.js';
import { assertPeriod } from '../window/period.js';

/**
 * Sum of the last `period` values, the current one included.
 *
 * Unit: that of `values`. First defined index: `period − 1` after the first non-NaN value; NaN before
 * it and in every window that contains a NaN. Constant work for each bar; a window is the tail of one
 * block and the head of the next, so that nothing is subtracted, nothing drifts, and zeros sum to 0.
 * Source: TA-Lib TA_SUM.
 * @throws RangeError when `period` is not a whole number ≥ 1.
 */
export function rollingSum(values: Float64Array, period: number): Float64Array {
  assertPeriod('rollingSum', period);
  if (period === 1) return values.slice();
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  for (let block = first; block < n; block += period) {
    const end = Math.min(block + period, n);
    // Sums of the block before, from its right, are laid where the windows that need them end.
    let tail = 0;
    for (let i = block - 1; i > block - period; i -= 1) {
      tail += values[i] as number;
      if (i + period - 1 < n) out[i + period - 1] = tail;
    }
    if (block + period - 1 < n) out[block + period - 1] = 0;
    let head = 0;
    for (let i = block; i < end; i += 1) {
      head += values[i] as number;
      out[i] = (out[i] as number) + head;
    }
  }
  return out;
}
