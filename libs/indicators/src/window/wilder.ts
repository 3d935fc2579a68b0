import { eachRun } from './runs.js';

/**
 * Replaces a column by its average after Wilder, in place: the plain mean of the first `period` values,
 * then weight 1 ÷ period. NaN before the first average; behind a NaN it begins anew.
 */
export function wilderInPlace(column: Float64Array, period: number): Float64Array {
  if (period > 1) eachRun(column, (from, to) => smoothRun(column, period, from, to));
  return column;
}

function smoothRun(column: Float64Array, period: number, from: number, to: number): void {
  const first = from + period - 1;
  let sum = 0;
  for (let i = from; i <= first && i < to; i += 1) sum += column[i] as number;
  column.fill(NaN, from, Math.min(first, to));
  if (first >= to) return;
  let average = sum / period;
  column[first] = average;
  const weight = 1 / period;
  for (let i = first + 1; i < to; i += 1) {
    average += ((column[i] as number) - average) * weight;
    column[i] = average;
  }
}
