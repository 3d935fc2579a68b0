import type { PlacedTrade } from './portfolio-facts.js';
import type { PositionStep } from './position-walk.js';

/** How capital is shared between runs, and how large a trade becomes. */
export type CapitalModelName = 'fixed_per_run' | 'compounding' | 'fixed_risk';

/** Money at risk under the fixed-risk model. */
export interface FixedRisk {
  /** Share of the starting capital that each trade risks between entry and stop. */
  readonly riskFraction: number;
  /** Share of the starting capital that all open trades together may risk. */
  readonly maxOpenRiskFraction: number;
}

/** What a model makes of a portfolio's trades. */
export interface Allocation {
  /** Places of the trades taken, in order of exit. */
  readonly taken: readonly number[];
  /** Net result of each of them at the model's size. */
  readonly net: Float64Array;
  /** Trades that the model did not take, by reason. */
  readonly skipped: Readonly<Record<string, number>>;
}

/** Decides the size of each trade at its entry; `at` knows only what had happened by then. */
interface Sizing {
  /** Factor on the trade's own size, or why it is not taken. */
  enter(trade: PlacedTrade): number | string;
  leave(trade: PlacedTrade, factor: number): void;
}

/** Trades with their entries and exits by time, walked by every model. */
export interface WalkedTrades {
  readonly trades: readonly PlacedTrade[];
  readonly steps: readonly PositionStep[];
}

function allocate({ trades, steps }: WalkedTrades, sizing: Sizing): Allocation {
  const factors = new Float64Array(trades.length);
  const skipped: Record<string, number> = {};
  const taken: number[] = [];
  const nets: number[] = [];
  for (const { isEntry, trade: place } of steps) {
    const trade = trades[place] as PlacedTrade;
    if (isEntry) {
      const sized = sizing.enter(trade);
      if (typeof sized === 'number') factors[place] = sized;
      else skipped[sized] = (skipped[sized] ?? 0) + 1;
      continue;
    }
    const factor = factors[place] as number;
    if (factor === 0) continue;
    sizing.leave(trade, factor);
    taken.push(place);
    nets.push(trade.net * factor);
  }
  return { taken, net: Float64Array.from(nets), skipped };
}

/**
 * One account for all runs: every trade is as much larger than in its run as the account's settled equity
 * at its entry is larger than the starting capital. Linear: lots are not rounded again.
 */
export function compound(walked: WalkedTrades, capital: number): Allocation {
  let equity = capital;
  return allocate(walked, {
    enter: () => (equity > 0 ? equity / capital : 'account_empty'),
    leave: (trade, factor) => {
      equity += trade.net * factor;
    },
  });
}

/**
 * Every trade risks one amount, by its own initial stop, while the open risk stays below its cap; trades
 * without a stop cannot be sized and are not taken. Nothing of a trade's later course is used.
 */
export function fixRisk(
  walked: WalkedTrades,
  capital: number,
  { riskFraction, maxOpenRiskFraction }: FixedRisk,
): Allocation {
  const amount = capital * riskFraction;
  const most = Math.floor(maxOpenRiskFraction / riskFraction + 1e-9);
  let open = 0;
  return allocate(walked, {
    enter: ({ riskAccount }) => {
      if (riskAccount === null || !(riskAccount > 0)) return 'no_stop';
      if (open >= most) return 'open_risk_cap';
      open++;
      return amount / riskAccount;
    },
    leave: () => {
      open--;
    },
  });
}

/** The first `limit` trades that may be open together; others, in order of entry, are not taken. */
export function throttle(walked: WalkedTrades, limit: number): Allocation {
  let open = 0;
  return allocate(walked, {
    enter: () => {
      if (open >= limit) return 'concurrency';
      open++;
      return 1;
    },
    leave: () => {
      open--;
    },
  });
}
