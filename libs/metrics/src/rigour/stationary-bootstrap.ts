import { momentsOf } from '../moments.js';
import { WORD_TO_UNIT } from './seeded-words.js';
import type { SeededWords } from './seeded-words.js';

/** What resampling a series of returns gave: one entry for each resample. */
export interface ReturnResamples {
  readonly mean: Float64Array;
  /** Mean ÷ sample deviation, per period; NaN for a resample without variation. */
  readonly sharpe: Float64Array;
  /** Expected length of a block, periods. */
  readonly meanBlock: number;
}

/** Below this share of the series' own variance a resample counts as constant: rounding remains. */
const CONSTANT = 1e-12;
/** Even: a block takes two. */
const WORDS_AT_ONCE = 4096;

/** Expected block length for n periods: the cube root, the order that minimises the error. */
export function meanBlockLength(periods: number): number {
  return Math.max(1, Math.round(Math.cbrt(periods)));
}

/**
 * Resamples a series in blocks of random length that wrap around its end, so that what hangs together
 * in time stays together. Blocks are added up through prefix sums: a resample costs its blocks, not its
 * periods. Null below two periods or without variation.
 * Source: Politis and Romano 1994, "The Stationary Bootstrap"; block length n^⅓, Hall and others 1995.
 */
export function stationaryBootstrap(
  returns: Float64Array,
  resamples: number,
  stream: SeededWords,
): ReturnResamples | null {
  const n = returns.length;
  const { mean, squares } = momentsOf(returns);
  if (n < 2 || squares === 0) return null;
  const meanBlock = meanBlockLength(n);
  const sums = new Float64Array(n + 1);
  const products = new Float64Array(n + 1);
  for (let i = 0; i < n; i++) {
    // Taken from the mean, so that sums over blocks keep their digits.
    const value = (returns[i] as number) - mean;
    sums[i + 1] = (sums[i] as number) + value;
    products[i + 1] = (products[i] as number) + value * value;
  }
  const goesOn = meanBlock === 1 ? -Infinity : Math.log(1 - 1 / meanBlock);
  const out = { mean: new Float64Array(resamples), sharpe: new Float64Array(resamples), meanBlock };
  const words = new Uint32Array(WORDS_AT_ONCE);
  let used = WORDS_AT_ONCE;
  for (let k = 0; k < resamples; k++) {
    let sum = 0;
    let square = 0;
    for (let left = n; left > 0;) {
      if (used === WORDS_AT_ONCE) {
        stream.fill(words);
        used = 0;
      }
      const start = Math.floor((words[used++] as number) * WORD_TO_UNIT * n);
      // 1 − u is never 0; a block of an impossible length 0 / −∞ is one period.
      const unit = (words[used++] as number) * WORD_TO_UNIT;
      const drawn = 1 + Math.floor(Math.log(1 - unit) / goesOn);
      const length = drawn < left ? drawn : left;
      const end = start + length;
      const wrapped = end > n ? end - n : 0;
      const stop = end > n ? n : end;
      sum += (sums[stop] as number) - (sums[start] as number) + (sums[wrapped] as number);
      square +=
        (products[stop] as number) - (products[start] as number) + (products[wrapped] as number);
      left -= length;
    }
    const shift = sum / n;
    const variance = (square - sum * shift) / (n - 1);
    out.mean[k] = mean + shift;
    out.sharpe[k] =
      variance * (n - 1) > squares * CONSTANT ? (mean + shift) / Math.sqrt(variance) : NaN;
  }
  return out;
}
