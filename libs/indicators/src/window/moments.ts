/** Arithmetic mean of the `period` values that end at `end`; exact for a flat window. */
export function windowMean(values: Float64Array, end: number, period: number): number {
  const anchor = values[end] as number;
  let sum = 0;
  for (let i = end - period + 1; i < end; i += 1) sum += (values[i] as number) - anchor;
  return anchor + sum / period;
}
