import type { Direction } from '@assay/strategy/sdk';
import type { MarketState, Trade } from './simulation.js';
import { TRADE_FIELD, type TradeBook } from './trade-book.js';

/** The fields of a trade in the order of its record. */
const FIELDS = [
  'index',
  'direction',
  'signalBar',
  'entryBar',
  'exitBar',
  'signalTime',
  'entryTime',
  'exitTime',
  'entryPrice',
  'exitPrice',
  'exitReason',
  'tag',
  'units',
  'lots',
  'initialStop',
  'riskPrice',
  'riskAccount',
  'gross',
  'spreadCost',
  'commission',
  'slippage',
  'swap',
  'net',
  'r',
  'tradeHigh',
  'tradeLow',
  'mfePrice',
  'maePrice',
  'mfeR',
  'maeR',
  'barsHeld',
  'marketState',
  'conversionRate',
  'notional',
  'position',
  'part',
] as const satisfies readonly (keyof Trade)[];

/** A number, or null for NaN: there is none. */
function orNull(value: number): number | null {
  return value === value ? value : null;
}

/** One trade of a book; its fields are getters over the book's numbers. */
export class BookedTrade implements Trade {
  constructor(
    private readonly book: TradeBook,
    readonly index: number,
  ) {}

  get direction(): Direction {
    return this.book.direction(this.index);
  }
  get signalBar(): number {
    return this.book.number(this.index, TRADE_FIELD.signalBar);
  }
  get entryBar(): number {
    return this.book.number(this.index, TRADE_FIELD.entryBar);
  }
  get exitBar(): number {
    return this.book.number(this.index, TRADE_FIELD.exitBar);
  }
  get signalTime(): number {
    return this.book.time[this.signalBar] as number;
  }
  get entryTime(): number {
    return this.book.time[this.entryBar] as number;
  }
  get exitTime(): number {
    return this.book.time[this.exitBar] as number;
  }
  get entryPrice(): number {
    return this.book.number(this.index, TRADE_FIELD.entryPrice);
  }
  get exitPrice(): number {
    return this.book.number(this.index, TRADE_FIELD.exitPrice);
  }
  get exitReason(): string {
    return this.book.exitReason(this.index);
  }
  get tag(): string {
    return this.book.tag(this.index);
  }
  get units(): number {
    return this.book.number(this.index, TRADE_FIELD.units);
  }
  get lots(): number {
    return this.book.number(this.index, TRADE_FIELD.lots);
  }
  get initialStop(): number | null {
    return orNull(this.book.number(this.index, TRADE_FIELD.initialStop));
  }
  get riskPrice(): number | null {
    return orNull(this.risk);
  }
  get riskAccount(): number | null {
    return orNull(this.risk * this.units * this.entryRate);
  }
  get gross(): number {
    return this.book.number(this.index, TRADE_FIELD.gross);
  }
  get spreadCost(): number {
    return this.book.number(this.index, TRADE_FIELD.spreadCost);
  }
  get commission(): number {
    return this.book.number(this.index, TRADE_FIELD.commission);
  }
  get slippage(): number {
    return this.book.number(this.index, TRADE_FIELD.slippage);
  }
  get swap(): number {
    return this.book.number(this.index, TRADE_FIELD.swap);
  }
  get net(): number {
    return this.book.number(this.index, TRADE_FIELD.net);
  }
  get r(): number | null {
    return orNull(this.book.number(this.index, TRADE_FIELD.r));
  }
  get tradeHigh(): number {
    return this.direction === 1 ? this.best : this.worst;
  }
  get tradeLow(): number {
    return this.direction === 1 ? this.worst : this.best;
  }
  get mfePrice(): number {
    return Math.max(0, this.direction * (this.best - this.entryPrice));
  }
  get maePrice(): number {
    return Math.max(0, this.direction * (this.entryPrice - this.worst));
  }
  get mfeR(): number | null {
    return orNull(this.book.number(this.index, TRADE_FIELD.mfeR));
  }
  get maeR(): number | null {
    return orNull(this.book.number(this.index, TRADE_FIELD.maeR));
  }
  get barsHeld(): number {
    return this.book.number(this.index, TRADE_FIELD.barsHeld);
  }
  get marketState(): MarketState {
    return this.book.marketState(this.index);
  }
  get conversionRate(): number {
    return this.book.number(this.index, TRADE_FIELD.conversionRate);
  }
  get notional(): number {
    return this.book.number(this.index, TRADE_FIELD.notional);
  }

  get position(): number {
    return this.book.number(this.index, TRADE_FIELD.position);
  }
  get part(): number {
    return this.book.number(this.index, TRADE_FIELD.part);
  }

  /** The trade as plain data, for copies and for `JSON.stringify`. */
  toJSON(): Trade {
    return Object.fromEntries(FIELDS.map((field) => [field, this[field]])) as unknown as Trade;
  }

  private get entryRate(): number {
    return this.book.number(this.index, TRADE_FIELD.entryRate);
  }
  /** Distance of fill and initial stop; NaN without stop. */
  private get risk(): number {
    return Math.abs(this.entryPrice - this.book.number(this.index, TRADE_FIELD.initialStop));
  }
  private get best(): number {
    return this.book.extreme(this.index, TRADE_FIELD.best);
  }
  private get worst(): number {
    return this.book.extreme(this.index, TRADE_FIELD.worst);
  }
}
