import type { Direction } from '@assay/strategy/sdk';
import { BookedTrade } from './booked-trade.js';
import type { Fill } from './fill.js';
import type { MarketStates } from './market-state.js';
import type { OpenPosition } from './open-position.js';
import type { ScratchArrays } from './scratch-arrays.js';
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
} as const;

const ROW = 22;
/** Trades on one page, a power of two. */
const PAGE_ROWS = 1024;
const PAGE_BITS = 10;

/**
 * Closed trades, their numbers on pages: as objects with a boxed number each, fifty thousand trades
 * keep the garbage collector busy for longer than the simulation runs. Views of them are made when
 * they are asked for.
 */
export class TradeBook {
  private count = 0;
  private readonly views: Trade[] = [];
  private readonly pages: Float64Array[] = [];
  /** Every exit reason met, each once; a row holds its place here. */
  private readonly reasons: string[] = [];
  private readonly placeOfReason = new Map<string, number>();
  /** Tags of the trades that have one. */
  private readonly tags = new Map<number, string>();
  private readonly marketStates: (MarketState | undefined)[] = [];

  constructor(
    /** Open times of the bars, ms UTC. */
    readonly time: Float64Array,
    private readonly states: MarketStates,
    private readonly scratch: ScratchArrays,
  ) {}

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
  add(position: OpenPosition, closing: PositionClosing): number {
    const index = this.count;
    const numbers = this.pageOf(index);
    const row = (index & (PAGE_ROWS - 1)) * ROW;
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
    if (position.tag !== '') this.tags.set(index, position.tag);
    this.count += 1;
    return net;
  }

  /** A number of a trade. */
  number(trade: number, field: number): number {
    const page = this.pages[trade >> PAGE_BITS] as Float64Array;
    return page[(trade & (PAGE_ROWS - 1)) * ROW + field] as number;
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

  private reasonPlace(reason: string): number {
    const known = this.placeOfReason.get(reason);
    if (known !== undefined) return known;
    const place = this.reasons.push(reason) - 1;
    this.placeOfReason.set(reason, place);
    return place;
  }

  /** The page of a trade; a new one when the trade is the first on it. */
  private pageOf(trade: number): Float64Array {
    const at = trade >> PAGE_BITS;
    const page = this.pages[at] ?? this.scratch.take(`trades ${at}`, PAGE_ROWS * ROW);
    this.pages[at] = page;
    return page;
  }
}
