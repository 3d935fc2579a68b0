import { firstDefined } from './first-defined.js';

/** Index of the first NaN at or after `from`; `values.length` when there is none. */
function runEnd(values: Float64Array, from: number): number {
  const n = values.length;
  let i = from;
  while (i < n && !Number.isNaN(values[i])) i += 1;
  return i;
}

/**
 * Calls `fill(from, to)` for every stretch of values without NaN. What a recursive indicator knew is
 * lost with a NaN: behind it, it begins anew, as at the start of the data, rather than staying undefined.
 */
export function eachRun(values: Float64Array, fill: (from: number, to: number) => void): void {
  for (let from = firstDefined(values); from < values.length;) {
    const to = runEnd(values, from);
    fill(from, to);
    from = firstDefined(values, to);
  }
}

/**
 * A column filled stretch by stretch; NaN between them, and for the first `warmUp` values of each. Nothing
 * is written twice, which would be a quarter of the work of a simple average.
 */
export function columnOfRuns(
  values: Float64Array,
  warmUp: number,
  fill: (out: Float64Array, from: number, to: number) => void,
): Float64Array {
  const out = new Float64Array(values.length);
  let filled = 0;
  eachRun(values, (from, to) => {
    out.fill(NaN, filled, Math.min(from + warmUp, to));
    if (from + warmUp < to) fill(out, from, to);
    filled = to;
  });
  return out.fill(NaN, filled);
}

/** The same for several columns of one length: a stretch ends where any of them is NaN. */
export function eachCommonRun(
  columns: readonly Float64Array[],
  fill: (from: number, to: number) => void,
): void {
  const n = columns[0]?.length ?? 0;
  let from = 0;
  for (let i = 0; i <= n; i += 1) {
    if (i < n && !hasNaN(columns, i)) continue;
    if (i > from) fill(from, i);
    from = i + 1;
  }
}

function hasNaN(columns: readonly Float64Array[], i: number): boolean {
  for (const column of columns) if (Number.isNaN(column[i])) return true;
  return false;
}

/** A column of NaN: what a line is before it is filled. */
export function undefinedColumn(length: number): Float64Array {
  return new Float64Array(length).fill(NaN);
}
