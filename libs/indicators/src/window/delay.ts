/**
 * Moves a column `shift` bars later, in place, NaN before it; index i then shows what was known at
 * i − shift.
 * @throws RangeError when `shift` is not a whole number ≥ 0.
 */
export function delay(column: Float64Array, shift: number): Float64Array {
  if (!Number.isInteger(shift) || shift < 0) {
    throw new RangeError(`shift must be a whole number ≥ 0, got ${shift}`);
  }
  if (shift === 0) return column;
  column.copyWithin(shift, 0, Math.max(0, column.length - shift));
  return column.fill(NaN, 0, Math.min(shift, column.length));
}
