import { firstDefined } from './first-defined.js';

/**
 * Sum of squared deviations from the mean over every window of `period` values, into a new column; NaN
 * before the first full window and in every window that contains a NaN. Constant work for each bar.
 *
 * Nothing is ever subtracted from a running sum: a window is the tail of one block and the head of the
 * next, and both are summed from the value where the blocks meet, which lies in the window. A flat window
 * is exactly 0, and neither the length of the series nor an absurd price outside the window leaves a trace.
 */
export function rollingSquares(values: Float64Array, period: number): Float64Array {
  const n = values.length;
  const out = new Float64Array(n);
  const first = Math.min(firstDefined(values) + period - 1, n);
  out.fill(NaN, 0, first);
  if (first >= n) return out;
  const sums = new Float64Array(period);
  const squares = new Float64Array(period);
  for (let block = first; block < n; block += period) {
    const anchor = values[block] as number;
    sumTail(values, block, period, sums, squares);
    const end = Math.min(block + period, n);
    let sum = 0;
    let square = 0;
    for (let i = block; i < end; i += 1) {
      const deviation = (values[i] as number) - anchor;
      sum += deviation;
      square += deviation * deviation;
      const total = sum + (sums[i - block] as number);
      const found = square + (squares[i - block] as number) - (total * total) / period;
      // Rounding may leave a trace below zero; NaN is kept.
      out[i] = found < 0 ? 0 : found;
    }
  }
  return out;
}

/** Entry k: the sums over what the window that ends at `block + k` holds of the block before. */
function sumTail(
  values: Float64Array,
  block: number,
  period: number,
  sums: Float64Array,
  squares: Float64Array,
): void {
  const anchor = values[block] as number;
  let sum = 0;
  let square = 0;
  sums[period - 1] = 0;
  squares[period - 1] = 0;
  for (let k = period - 2; k >= 0; k -= 1) {
    const deviation = (values[block + k - period + 1] as number) - anchor;
    sum += deviation;
    square += deviation * deviation;
    sums[k] = sum;
    squares[k] = square;
  }
}
