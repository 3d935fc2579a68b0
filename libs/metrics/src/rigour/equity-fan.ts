import { quantile } from '../moments.js';
import { SeededWords, WORD_TO_UNIT } from './seeded-words.js';

/** Settled equity of other luck with the same trades. */
export interface EquityFan {
  /** Sequences drawn. */
  readonly resamples: number;
  /** Numbers of trades after which equity is told, ascending; the first is 0, the last is all. */
  readonly trades: Float64Array;
  /** Settled equity of the trades in the order in which they left. */
  readonly actual: Float64Array;
  /** One band for each share of `FAN_SHARES`. */
  readonly bands: readonly { readonly share: number; readonly equity: Float64Array }[];
}

/** Shares of sequences that end at or below a band. */
export const FAN_SHARES = [0.025, 0.25, 0.5, 0.75, 0.975] as const;
const STEPS_MAX = 100;
const RESAMPLES = 1000;
const RESAMPLES_MIN = 200;
const DRAWS_MAX = 1_000_000;
/** Purpose of the stream: days, trades and orders have the first three. */
const FAN = 3;

/**
 * Draws as many trades as there are, with replacement, again and again, and tells where settled equity
 * lay on the way. Each band is a percentile (type 7) at one moment, not a path. Trades count as
 * independent. Null below two trades.
 * @param seed - SHA-256 that the draws come from, lower-case hex.
 * @param nets - Net results in order of exit.
 * Source: Efron 1979; bands as in Davey, Building Winning Algorithmic Trading Systems.
 */
export function equityFan(seed: string, capital: number, nets: Float64Array): EquityFan | null {
  const n = nets.length;
  if (n < 2) return null;
  const resamples = Math.max(RESAMPLES_MIN, Math.min(RESAMPLES, Math.floor(DRAWS_MAX / n)));
  const count = Math.min(n, STEPS_MAX);
  const trades = Float64Array.from({ length: count + 1 }, (_, i) => Math.round((i * n) / count));
  const stream = new SeededWords(seed, FAN);
  const words = new Uint32Array(n);
  const marks = Array.from({ length: count + 1 }, () => new Float64Array(resamples));
  for (let k = 0; k < resamples; k++) {
    stream.fill(words);
    let equity = capital;
    let done = 0;
    for (let step = 0; step <= count; step++) {
      for (const to = trades[step] as number; done < to; done++) {
        equity += nets[((words[done] as number) * WORD_TO_UNIT * n) | 0] as number;
      }
      (marks[step] as Float64Array)[k] = equity;
    }
  }
  return {
    resamples,
    trades,
    actual: settledAt(nets, capital, trades),
    bands: FAN_SHARES.map((share) => ({
      share,
      equity: Float64Array.from(marks, (sample) => quantile(sample, share) ?? NaN),
    })),
  };
}

function settledAt(nets: Float64Array, capital: number, trades: Float64Array): Float64Array {
  let equity = capital;
  let done = 0;
  return trades.map((to) => {
    for (; done < to; done++) equity += nets[done] as number;
    return equity;
  });
}
