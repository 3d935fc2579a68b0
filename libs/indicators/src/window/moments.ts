/** Arithmetic mean of the `period` values that end at `end`; exact for a flat window. */
export function windowMean(values: Float64Array, end: number, period: number): number {
  const anchor = values[end] as number;
  let sum = 0;
  for (let i = end - period + 1; i < end; i += 1) sum += (values[i] as number) - anchor;
  return anchor + sum / period;
}

/** Population variance of the same window about a mean; in two passes, so that nothing cancels. */
export function windowVariance(
  values: Float64Array,
  end: number,
  period: number,
  mean: number,
): number {
  let sum = 0;
  for (let i = end - period + 1; i <= end; i += 1) {
    const deviation = (values[i] as number) - mean;
    sum += deviation * deviation;
  }
  return sum / period;
}
