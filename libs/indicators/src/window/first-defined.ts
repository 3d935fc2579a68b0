/**
 * Index of the first value at or after `from` that is not NaN; `values.length` when there is none.
 * Indicators start there, so that one indicator can be fed with another that is still warming up.
 * @throws TypeError when `values` is no typed array: bars given for one of their columns have a length as
 * well, and would come out as a column that is never ready.
 */
export function firstDefined(values: Float64Array, from = 0): number {
  if (!ArrayBuffer.isView(values)) {
    throw new TypeError('an indicator of values takes a column such as bars.close, not bars');
  }
  const n = values.length;
  let i = from;
  while (i < n && Number.isNaN(values[i])) i += 1;
  return i;
}
