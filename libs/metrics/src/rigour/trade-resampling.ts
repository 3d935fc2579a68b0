import { WORD_TO_UNIT } from './seeded-words.js';
import type { SeededWords } from './seeded-words.js';

/** What drawing trades with replacement gave: one entry for each resample. */
export interface TradeResamples {
  /** Mean net result. */
  readonly expectancy: Float64Array;
  /** Infinity for a resample without a loss, NaN for one without a gain or a loss. */
  readonly profitFactor: Float64Array;
  /** Smallest settled equity on the way, the starting capital included. */
  readonly lowest: Float64Array;
}

/** What the same trades in other orders gave: one entry for each order. */
export interface TradeOrders {
  /** Largest distance of settled equity from its peak, money. */
  readonly drawdown: Float64Array;
  /** Largest such distance as a share of its peak. */
  readonly drawdownFraction: Float64Array;
}

/**
 * Draws as many trades as there are, with replacement, again and again. Trades count as independent:
 * what hangs together between them is lost. Source: Efron 1979.
 */
export function resampleTrades(
  nets: Float64Array,
  capital: number,
  resamples: number,
  stream: SeededWords,
): TradeResamples {
  const n = nets.length;
  const out = {
    expectancy: new Float64Array(resamples),
    profitFactor: new Float64Array(resamples),
    lowest: new Float64Array(resamples),
  };
  const perWord = WORD_TO_UNIT * n;
  const words = new Uint32Array(n);
  for (let k = 0; k < resamples; k++) {
    stream.fill(words);
    let sizes = 0;
    let total = 0;
    let lowest = 0;
    for (let i = 0; i < n; i++) {
      const net = nets[((words[i] as number) * perWord) | 0] as number;
      total += net;
      sizes += Math.abs(net);
      if (total < lowest) lowest = total;
    }
    // Twice the gains and twice the losses, without a branch on each trade's sign, which no processor
    // foretells. Without a loss both sums are of the same numbers: their difference is exactly zero.
    const won = sizes + total;
    const lost = sizes - total;
    out.expectancy[k] = total / n;
    out.profitFactor[k] = lost === 0 ? (won === 0 ? NaN : Infinity) : won / lost;
    out.lowest[k] = capital + lowest;
  }
  return out;
}

/** Shuffles the trades again and again (Fisher and Yates) and measures how far equity fell each time. */
export function shuffleTrades(
  nets: Float64Array,
  capital: number,
  orders: number,
  stream: SeededWords,
): TradeOrders {
  const order = nets.slice();
  const out = { drawdown: new Float64Array(orders), drawdownFraction: new Float64Array(orders) };
  const words = new Uint32Array(order.length);
  for (let k = 0; k < orders; k++) {
    stream.fill(words);
    let equity = capital;
    let peak = capital;
    let worst = 0;
    let fraction = 0;
    for (let left = order.length; left > 0; left--) {
      const at = ((words[left - 1] as number) * WORD_TO_UNIT * left) | 0;
      const net = order[at] as number;
      order[at] = order[left - 1] as number;
      order[left - 1] = net;
      equity += net;
      peak = Math.max(peak, equity);
      const fall = peak - equity;
      worst = Math.max(worst, fall);
      if (fall > fraction * peak) fraction = fall / peak;
    }
    out.drawdown[k] = worst;
    out.drawdownFraction[k] = fraction;
  }
  return out;
}

/** Drawdown of the trades in the order given, as the shuffled ones are measured. */
export function settledDrawdown(nets: Float64Array, capital: number): number {
  let equity = capital;
  let peak = capital;
  let worst = 0;
  for (const net of nets) {
    equity += net;
    if (equity > peak) peak = equity;
    else if (peak - equity > worst) worst = peak - equity;
  }
  return worst;
}
