import type { PlacedTrade } from './portfolio-input.js';
import type { PositionStep } from './position-walk.js';

/** Money at risk under the fixed-risk model. */
export interface FixedRisk {
  /** Share of the starting capital that each position risks between entry and stop. */
  readonly riskFraction: number;
  /** Share of the starting capital that all open positions together may risk. */
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

/** Decides the size of each position at its entry; it knows only what had happened by then. */
interface Sizing {
  /** Factor on the position's own size, or why it is not taken; `parts` are the trades it leaves in. */
  enter(parts: readonly PlacedTrade[]): number | string;
  /** A part of a position that was taken has left, with this result at the model's size. */
  leave(net: number, isLast: boolean): void;
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
  for (const step of steps) {
    if (step.isEntry) {
      const places = step.trades;
      const sized = sizing.enter(places.map((place) => trades[place] as PlacedTrade));
      if (typeof sized === 'number') for (const place of places) factors[place] = sized;
      else skipped[sized] = (skipped[sized] ?? 0) + places.length;
      continue;
    }
    const factor = factors[step.trade] as number;
    if (factor === 0) continue;
    const net = (trades[step.trade] as PlacedTrade).net * factor;
    sizing.leave(net, step.isLast);
    taken.push(step.trade);
    nets.push(net);
  }
  return { taken, net: Float64Array.from(nets), skipped };
}

/**
 * One account for all runs: every position is as much larger than in its run as the account's settled
 * equity at its entry is larger than the starting capital. Linear: lots are not rounded again.
 */
export function compound(walked: WalkedTrades, capital: number): Allocation {
  let equity = capital;
  return allocate(walked, {
    enter: () => (equity > 0 ? equity / capital : 'account_empty'),
    leave: (net) => {
      equity += net;
    },
  });
}

/**
 * Every position risks one amount, by its own initial stop, while the open risk stays below its cap; those
 * without a stop cannot be sized and are not taken. Nothing of its later course is used.
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
    enter: (parts) => {
      const risk = parts.reduce((sum, { riskAccount }) => sum + (riskAccount ?? NaN), 0);
      if (!(risk > 0)) return 'no_stop';
      if (open >= most) return 'open_risk_cap';
      open++;
      return amount / risk;
    },
    leave: (_net, isLast) => {
      if (isLast) open--;
    },
  });
}

/** At most `limit` positions open together; others, in order of entry, are not taken. */
export function throttle(walked: WalkedTrades, limit: number): Allocation {
  let open = 0;
  return allocate(walked, {
    enter: () => {
      if (open >= limit) return 'concurrency';
      open++;
      return 1;
    },
    leave: (_net, isLast) => {
      if (isLast) open--;
    },
  });
}
