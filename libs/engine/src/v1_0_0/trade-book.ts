import type { Bars } from '@assay/core';
import type { Direction } from '@assay/strategy/sdk';
import { BookedTrade } from './booked-trade.js';
import { ReusedFill, type Fill } from './fill.js';
import type { MarketStates } from './market-state.js';
import type { OpenPosition } from './open-position.js';
import type { ScratchArrays } from './scratch-arrays.js';
import type { MarketState, Trade } from './simulation.js';

/** How a position was left. Money in account currency. */
export class PositionClosing {
  fill: Fill = new ReusedFill();
  bar = 0;
  reason = '';
  /** Quote → account rate at the exit. */
  rate = NaN;
  commission = NaN;
  /** Rate-based spread cost of the exit side. */
  spreadCost = NaN;
}

/** Places of a trade's numbers in its row. What follows from others is not stored. */
export const TRADE_FIELD = {
  direction: 0,
  signalBar: 1,
  entryBar: 2,
  exitBar: 3,
  entryPrice: 4,
  exitPrice: 5,
  units: 6,
  lots: 7,
  initialStop: 8,
  entryRate: 9,
  conversionRate: 10,
  gross: 11,
  spreadCost: 12,
  commission: 13,
  slippage: 14,
  swap: 15,
  net: 16,
  best: 17,
  worst: 18,
  exitReason: 19,
  position: 20,
  part: 21,
  notional: 22,
  barsHeld: 23,
  /** NaN without stop, as the next two. */
  r: 24,
  mfeR: 25,
  maeR: 26,
  /** 1 while best and worst lack the bars between entry and exit. */
  isUnwatched: 27,
} as const;

const ROW = 28;
const ROWS_AT_FIRST = 1024;

/** The numbers of the trades in one array, row after row. */
export interface TradeTable {
  readonly count: number;
  readonly rows: Float64Array;
  readonly width: number;
  readonly places: typeof TRADE_FIELD;
}

/**
 * Closed trades, their numbers in one table: as objects with a boxed number each, fifty thousand
 * trades keep the garbage collector busy for longer than the simulation runs. Views of them are made
 * when they are asked for.
 */
export class TradeBook {
  private count = 0;
  private rows: Float64Array;
  private readonly views: Trade[] = [];
  /** Every exit reason met, each once; a row holds its place here. */
  private readonly reasons: string[] = [];
  private lastReason = 0;
  /** Tags of the trades that have one. */
  private readonly tags = new Map<number, string>();
  private readonly marketStates: (MarketState | undefined)[] = [];

  constructor(
    private readonly bars: Bars,
    /** Spread that shorts leave at, where the trade was not watched. */
    private readonly shortSpread: number,
    private readonly states: MarketStates,
    private readonly scratch: ScratchArrays,
  ) {
    this.rows = scratch.atLeast('trades', ROWS_AT_FIRST * ROW);
  }

  /** Open times of the bars, ms UTC. */
  get time(): Float64Array {
    return this.bars.time;
  }

  get table(): TradeTable {
    return { count: this.count, rows: this.rows, width: ROW, places: TRADE_FIELD };
  }

  /** The closed trades, in the order in which they closed. */
  get trades(): readonly Trade[] {
    for (let trade = this.views.length; trade < this.count; trade += 1) {
      this.views.push(new BookedTrade(this, trade));
    }
    return this.views;
  }

  /**
   * Records a trade that closes; returns its net result, which is
   * gross − spread cost − commission − slippage + swap.
   */
  add(position: OpenPosition, closing: Readonly<PositionClosing>): number {
    const index = this.count;
    const row = index * ROW;
    if (row + ROW > this.rows.length) this.grow();
    const numbers = this.rows;
    const { direction, units, fill: entry, swap } = position;
    const { fill: exit, rate } = closing;
    const perPrice = units * rate;
    const gross = direction * (exit.bid - entry.bid) * perPrice;
    const spreadCost =
      (entry.spread + exit.spread) * perPrice + position.entrySpreadCost + closing.spreadCost;
    const commission = position.entryCommission + closing.commission;
    const slippage = (entry.slippage + exit.slippage) * perPrice;
    const net = gross - spreadCost - commission - slippage + swap;
    numbers[row + TRADE_FIELD.direction] = direction;
    numbers[row + TRADE_FIELD.signalBar] = position.signalBar;
    numbers[row + TRADE_FIELD.entryBar] = position.entryBar;
    numbers[row + TRADE_FIELD.exitBar] = closing.bar;
    numbers[row + TRADE_FIELD.entryPrice] = entry.price;
    numbers[row + TRADE_FIELD.exitPrice] = exit.price;
    numbers[row + TRADE_FIELD.units] = units;
    numbers[row + TRADE_FIELD.lots] = position.lots;
    numbers[row + TRADE_FIELD.initialStop] = position.initialStop;
    numbers[row + TRADE_FIELD.entryRate] = position.entryRate;
    numbers[row + TRADE_FIELD.conversionRate] = rate;
    numbers[row + TRADE_FIELD.gross] = gross;
    numbers[row + TRADE_FIELD.spreadCost] = spreadCost;
    numbers[row + TRADE_FIELD.commission] = commission;
    numbers[row + TRADE_FIELD.slippage] = slippage;
    numbers[row + TRADE_FIELD.swap] = swap;
    numbers[row + TRADE_FIELD.net] = net;
    numbers[row + TRADE_FIELD.best] = position.best;
    numbers[row + TRADE_FIELD.worst] = position.worst;
    numbers[row + TRADE_FIELD.exitReason] = this.reasonPlace(closing.reason);
    numbers[row + TRADE_FIELD.position] = position.id;
    numbers[row + TRADE_FIELD.part] = position.partsLeft;
    numbers[row + TRADE_FIELD.notional] = units * entry.price * position.entryRate;
    numbers[row + TRADE_FIELD.barsHeld] = closing.bar - position.entryBar;
    numbers[row + TRADE_FIELD.isUnwatched] = position.isUnwatched ? 1 : 0;
    this.addRisk(row, net);
    if (position.tag !== '') this.tags.set(index, position.tag);
    this.count += 1;
    return net;
  }

  /** A number of a trade. */
  number(trade: number, field: number): number {
    return this.rows[trade * ROW + field] as number;
  }

  /** Best or worst price of a trade, all bars between entry and exit included. */
  extreme(trade: number, field: typeof TRADE_FIELD.best | typeof TRADE_FIELD.worst): number {
    if (this.number(trade, TRADE_FIELD.isUnwatched) === 1) this.watch(trade * ROW);
    return this.number(trade, field);
  }

  direction(trade: number): Direction {
    return this.number(trade, TRADE_FIELD.direction) === 1 ? 1 : -1;
  }

  exitReason(trade: number): string {
    return this.reasons[this.number(trade, TRADE_FIELD.exitReason)] as string;
  }

  tag(trade: number): string {
    return this.tags.get(trade) ?? '';
  }

  /** The market at the signal bar of a trade; computed when it is first asked for. */
  marketState(trade: number): MarketState {
    const known = this.marketStates[trade];
    if (known) return known;
    const state = this.states.at(this.number(trade, TRADE_FIELD.signalBar));
    this.marketStates[trade] = state;
    return state;
  }

  /** A run has few reasons, and most trades that of the one before. */
  private reasonPlace(reason: string): number {
    if (this.reasons[this.lastReason] === reason) return this.lastReason;
    const known = this.reasons.indexOf(reason);
    this.lastReason = known >= 0 ? known : this.reasons.push(reason) - 1;
    return this.lastReason;
  }

  private grow(): void {
    const { rows } = this;
    const larger = this.scratch.atLeast('trades', 2 * rows.length);
    larger.set(rows);
    this.rows = larger;
  }

  /** Result and excursions of a trade in multiples of its risk. */
  private addRisk(row: number, net: number): void {
    const { rows } = this;
    const entry = rows[row + TRADE_FIELD.entryPrice] as number;
    const risk = Math.abs(entry - (rows[row + TRADE_FIELD.initialStop] as number));
    if (risk !== risk) {
      rows[row + TRADE_FIELD.r] = NaN;
      rows[row + TRADE_FIELD.mfeR] = NaN;
      rows[row + TRADE_FIELD.maeR] = NaN;
      return;
    }
    const direction = rows[row + TRADE_FIELD.direction] as number;
    const units = rows[row + TRADE_FIELD.units] as number;
    const best = rows[row + TRADE_FIELD.best] as number;
    const worst = rows[row + TRADE_FIELD.worst] as number;
    rows[row + TRADE_FIELD.r] =
      net / (risk * units * (rows[row + TRADE_FIELD.entryRate] as number));
    rows[row + TRADE_FIELD.mfeR] = Math.max(0, direction * (best - entry)) / risk;
    rows[row + TRADE_FIELD.maeR] = Math.max(0, direction * (entry - worst)) / risk;
  }

  /** Takes the bars between entry and exit into best and worst. */
  private watch(row: number): void {
    const { rows } = this;
    const { high, low } = this.bars;
    const isLong = rows[row + TRADE_FIELD.direction] === 1;
    const spread = isLong ? 0 : this.shortSpread;
    const from = (rows[row + TRADE_FIELD.entryBar] as number) | 0;
    const to = (rows[row + TRADE_FIELD.exitBar] as number) | 0;
    let top = -Infinity;
    let bottom = Infinity;
    for (let bar = from; bar < to; bar += 1) {
      const highest = (high[bar] as number) + spread;
      const lowest = (low[bar] as number) + spread;
      if (highest > top) top = highest;
      if (lowest < bottom) bottom = lowest;
    }
    const best = rows[row + TRADE_FIELD.best] as number;
    const worst = rows[row + TRADE_FIELD.worst] as number;
    rows[row + TRADE_FIELD.best] = isLong ? Math.max(best, top) : Math.min(best, bottom);
    rows[row + TRADE_FIELD.worst] = isLong ? Math.min(worst, bottom) : Math.max(worst, top);
    rows[row + TRADE_FIELD.isUnwatched] = 0;
  }
}
