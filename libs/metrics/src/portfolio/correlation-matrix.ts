import { correlation } from '../moments.js';

/** Pairwise correlations in the order of `labels`; the diagonal is 1, an undefined pair null. */
export interface CorrelationMatrix {
  readonly labels: readonly string[];
  readonly rows: readonly (readonly (number | null)[])[];
}

/** Correlates return series of one length; null columns (no returns) give null pairs. */
export function correlationMatrix(
  labels: readonly string[],
  columns: readonly (Float64Array | null)[],
): CorrelationMatrix {
  const rows: (number | null)[][] = labels.map(() => labels.map(() => null));
  for (let a = 0; a < labels.length; a++) {
    (rows[a] as (number | null)[])[a] = 1;
    for (let b = a + 1; b < labels.length; b++) {
      const left = columns[a];
      const right = columns[b];
      const value = left && right ? correlation(left, right) : null;
      (rows[a] as (number | null)[])[b] = value;
      (rows[b] as (number | null)[])[a] = value;
    }
  }
  return { labels, rows };
}

/** The defined values above the diagonal. */
export function pairwise(matrix: CorrelationMatrix): number[] {
  return matrix.rows.flatMap((row, a) => row.slice(a + 1).filter((value) => value !== null));
}
