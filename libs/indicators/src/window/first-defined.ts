/**
 * Index of the first value that is not NaN; `values.length` when there is none. Indicators start
 * there, so that one indicator can be fed with another that is still warming up.
 */
export function firstDefined(values: Float64Array): number {
  const n = values.length;
  let i = 0;
  while (i < n && Number.isNaN(values[i])) i += 1;
  return i;
}
