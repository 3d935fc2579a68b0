/**
 * Index of the first value at or after `from` that is not NaN; `values.length` when there is none.
 * Indicators start there, so that one indicator can be fed with another that is still warming up.
 */
export function firstDefined(values: Float64Array, from = 0): number {
  const n = values.length;
  let i = from;
  while (i < n && Number.isNaN(values[i])) i += 1;
  return i;
}
