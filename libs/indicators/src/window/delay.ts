/**
 * Moves a column `shift` bars later, in place, NaN before it; index i then shows what was known at
 * i − shift. `shift` is a whole number ≥ 0.
 */
export function delay(column: Float64Array, shift: number): Float64Array {
  if (shift === 0) return column;
  column.copyWithin(shift, 0, Math.max(0, column.length - shift));
  return column.fill(NaN, 0, Math.min(shift, column.length));
}
