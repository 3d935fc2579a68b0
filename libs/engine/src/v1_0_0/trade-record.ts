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

/** The money of a closed trade, by its parts; account currency. */
export interface TradeMoney {
  readonly gross: number;
  readonly spreadCost: number;
  readonly commission: number;
  readonly slippage: number;
  readonly net: number;
}

/** Splits the result of a position: net = gross − spread cost − commission − slippage + swap. */
export function tradeMoney(position: OpenPosition, closing: PositionClosing): TradeMoney {
  const { opening } = position;
  const { fill: entry, units } = opening;
  const { fill: exit, rate } = closing;
  const perPrice = units * rate;
  const gross = position.direction * (exit.bid - entry.bid) * perPrice;
  const spreadCost =
    (entry.spread + exit.spread) * perPrice + opening.entrySpreadCost + closing.spreadCost;
  const commission = opening.entryCommission + closing.commission;
  const slippage = (entry.slippage + exit.slippage) * perPrice;
  const net = gross - spreadCost - commission - slippage + position.swap;
  return { gross, spreadCost, commission, slippage, net };
}

/** Makes the record of a closed trade. */
export function tradeRecord(
  index: number,
  position: OpenPosition,
  closing: PositionClosing,
  money: TradeMoney,
  time: Float64Array,
  marketState: MarketState,
): Trade {
  const { opening, direction, best, worst } = position;
  const entryPrice = opening.fill.price;
  const { stopLoss } = opening;
  const hasStop = stopLoss === stopLoss;
  const riskPrice = hasStop ? Math.abs(entryPrice - stopLoss) : null;
  const riskAccount = riskPrice === null ? null : riskPrice * opening.units * opening.entryRate;
  const mfePrice = Math.max(0, direction * (best - entryPrice));
  const maePrice = Math.max(0, direction * (entryPrice - worst));
  return {
    index,
    direction,
    signalBar: opening.signalBar,
    entryBar: opening.entryBar,
    exitBar: closing.bar,
    signalTime: time[opening.signalBar] as number,
    entryTime: time[opening.entryBar] as number,
    exitTime: time[closing.bar] as number,
    entryPrice,
    exitPrice: closing.fill.price,
    exitReason: closing.reason,
    tag: opening.tag,
    units: opening.units,
    lots: opening.lots,
    initialStop: hasStop ? stopLoss : null,
    riskPrice,
    riskAccount,
    gross: money.gross,
    spreadCost: money.spreadCost,
    commission: money.commission,
    slippage: money.slippage,
    swap: position.swap,
    net: money.net,
    r: riskAccount === null ? null : money.net / riskAccount,
    tradeHigh: direction === 1 ? best : worst,
    tradeLow: direction === 1 ? worst : best,
    mfePrice,
    maePrice,
    mfeR: riskPrice === null ? null : mfePrice / riskPrice,
    maeR: riskPrice === null ? null : maePrice / riskPrice,
    barsHeld: closing.bar - opening.entryBar,
    marketState,
    conversionRate: closing.rate,
    notional: opening.units * entryPrice * opening.entryRate,
  };
}
