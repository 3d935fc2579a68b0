import type { Fill } from './fill.js';
import type { OpenPosition } from './open-position.js';
import type { MarketState, Trade } from './simulation.js';

/** How a position was left. Money in account currency. */
export interface PositionClosing {
  readonly fill: Fill;
  readonly bar: number;
  readonly reason: string;
  /** Quote → account rate at the exit. */
  readonly rate: number;
  readonly commission: number;
  /** Rate-based spread cost of the exit side. */
  readonly spreadCost: number;
}

/**
 * Makes the record of a trade that closes. Its money is split into parts:
 * net = gross − spread cost − commission − slippage + swap.
 */
export function tradeRecord(
  index: number,
  position: OpenPosition,
  closing: PositionClosing,
  time: Float64Array,
  marketState: MarketState,
): Trade {
  const { direction, best, worst, units, fill: entry, initialStop, entryBar, swap } = position;
  const { fill: exit, rate } = closing;
  const perPrice = units * rate;
  const gross = direction * (exit.bid - entry.bid) * perPrice;
  const spreadCost =
    (entry.spread + exit.spread) * perPrice + position.entrySpreadCost + closing.spreadCost;
  const commission = position.entryCommission + closing.commission;
  const slippage = (entry.slippage + exit.slippage) * perPrice;
  const net = gross - spreadCost - commission - slippage + swap;
  const entryPrice = entry.price;
  const hasStop = initialStop === initialStop;
  const riskPrice = hasStop ? Math.abs(entryPrice - initialStop) : null;
  const riskAccount = riskPrice === null ? null : riskPrice * units * position.entryRate;
  const mfePrice = Math.max(0, direction * (best - entryPrice));
  const maePrice = Math.max(0, direction * (entryPrice - worst));
  return {
    index,
    direction,
    signalBar: position.signalBar,
    entryBar,
    exitBar: closing.bar,
    signalTime: time[position.signalBar] as number,
    entryTime: time[entryBar] as number,
    exitTime: time[closing.bar] as number,
    entryPrice,
    exitPrice: exit.price,
    exitReason: closing.reason,
    tag: position.tag,
    units,
    lots: position.lots,
    initialStop: hasStop ? initialStop : null,
    riskPrice,
    riskAccount,
    gross,
    spreadCost,
    commission,
    slippage,
    swap,
    net,
    r: riskAccount === null ? null : net / riskAccount,
    tradeHigh: direction === 1 ? best : worst,
    tradeLow: direction === 1 ? worst : best,
    mfePrice,
    maePrice,
    mfeR: riskPrice === null ? null : mfePrice / riskPrice,
    maeR: riskPrice === null ? null : maePrice / riskPrice,
    barsHeld: closing.bar - entryBar,
    marketState,
    conversionRate: rate,
    notional: units * entryPrice * position.entryRate,
  };
}
