/**
 * A statistic over each window of `window` periods, the first ending at period `window`; empty when
 * the series is shorter. Series are of one length.
 */
export function rolling<T>(
  columns: readonly Float64Array[],
  window: number,
  statistic: (...part: readonly Float64Array[]) => T,
): readonly T[] {
  const length = columns.reduce((least, column) => Math.min(least, column.length), Infinity);
  const results: T[] = [];
  for (let end = window; end <= length && Number.isFinite(length); end++) {
    results.push(statistic(...columns.map((column) => column.subarray(end - window, end))));
  }
  return results;
}
