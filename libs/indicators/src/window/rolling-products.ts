import { firstDefined } from './first-defined.js';

/** Sums about the means over each window of two series. */
export interface RollingProducts {
  /** Σ (x − mean x)². */
  readonly xx: Float64Array;
  /** Σ (y − mean y)². */
  readonly yy: Float64Array;
  /** Σ (x − mean x)(y − mean y). */
  readonly xy: Float64Array;
}

/** Sums of a stretch: x, y, x², y², xy, all as deviations from the anchors. */
const TERMS = 5;

/**
 * Second moments of every window of `period` pairs; NaN before the first full window and in every window
 * that contains a NaN. Constant work for each bar; summed by blocks, see `rollingSquares`.
 */
export function rollingProducts(x: Float64Array, y: Float64Array, period: number): RollingProducts {
  const n = Math.min(x.length, y.length);
  const lines = { xx: new Float64Array(n), yy: new Float64Array(n), xy: new Float64Array(n) };
  const first = Math.min(Math.max(firstDefined(x), firstDefined(y)) + period - 1, n);
  for (const line of Object.values(lines)) line.fill(NaN, 0, first);
  if (first >= n) return lines;
  const tails = new Float64Array(TERMS * period);
  const head = new Float64Array(TERMS);
  for (let block = first; block < n; block += period) {
    head.fill(0);
    tails.fill(0, TERMS * (period - 1));
    for (let k = period - 2; k >= 0; k -= 1) {
      addPair(head, x, y, block + k - period + 1, block);
      for (let t = 0; t < TERMS; t += 1) tails[TERMS * k + t] = head[t] as number;
    }
    head.fill(0);
    for (let i = block; i < Math.min(block + period, n); i += 1) {
      addPair(head, x, y, i, block);
      writeMoments(lines, i, head, tails, TERMS * (i - block), period);
    }
  }
  return lines;
}

function addPair(
  sums: Float64Array,
  x: Float64Array,
  y: Float64Array,
  i: number,
  at: number,
): void {
  const dx = (x[i] as number) - (x[at] as number);
  const dy = (y[i] as number) - (y[at] as number);
  sums[0] = (sums[0] as number) + dx;
  sums[1] = (sums[1] as number) + dy;
  sums[2] = (sums[2] as number) + dx * dx;
  sums[3] = (sums[3] as number) + dy * dy;
  sums[4] = (sums[4] as number) + dx * dy;
}

function writeMoments(
  lines: RollingProducts,
  i: number,
  head: Float64Array,
  tails: Float64Array,
  at: number,
  period: number,
): void {
  const term = (t: number): number => (head[t] as number) + (tails[at + t] as number);
  const [sumX, sumY] = [term(0), term(1)];
  const xx = term(2) - (sumX * sumX) / period;
  const yy = term(3) - (sumY * sumY) / period;
  lines.xx[i] = xx < 0 ? 0 : xx;
  lines.yy[i] = yy < 0 ? 0 : yy;
  lines.xy[i] = term(4) - (sumX * sumY) / period;
}
