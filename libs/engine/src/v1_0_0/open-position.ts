import type { Direction, PositionView } from '@assay/strategy/sdk';
import type { Fill } from './fill.js';
import type { Order } from './order.js';
import type { EntryMoment, ProtectedPosition } from './protective-fill.js';

const NO_FILL: Fill = { price: NaN, bid: NaN, spread: 0, slippage: 0, atOpen: false };

/**
 * The open position: one object, filled anew by each trade, because a busy strategy opens tens of
 * thousands. Money in account currency; NaN stands for a level that does not exist.
 */
export class OpenPosition implements ProtectedPosition {
  direction: Direction = 1;
  units = NaN;
  lots = NaN;
  fill: Fill = NO_FILL;
  signalBar = 0;
  entryBar = 0;
  entryMoment: EntryMoment = 'open';
  tag = '';
  /** As placed at the fill. */
  initialStop = NaN;
  /** In force. */
  stopLoss = NaN;
  takeProfit = NaN;
  isProtected = false;
  /** Quote → account rate at the entry. */
  entryRate = NaN;
  /** Commission of the entry side. */
  entryCommission = NaN;
  /** Rate-based spread cost of the entry side. */
  entrySpreadCost = NaN;
  /** Local ms at or after which the time exit is due; Infinity without. */
  timeExitLocalMs = Infinity;
  /** Signed. */
  swap = 0;
  /** First rollover that is not charged yet; Infinity when no swap is charged. */
  nextRollover = Infinity;
  /** Best and worst price since the fill, on the side that the position leaves on. */
  best = NaN;
  worst = NaN;

  /** Begins with a fill; `exitSide` is what leaving at that moment would give. */
  begin(order: Order, fill: Fill, bar: number, moment: EntryMoment, exitSide: number): void {
    this.direction = order.direction;
    this.fill = fill;
    this.signalBar = order.signalBar;
    this.entryBar = bar;
    this.entryMoment = moment;
    this.tag = order.tag;
    this.best = exitSide;
    this.worst = exitSide;
    this.swap = 0;
  }

  /** Sets stop and target; NaN for none. */
  protect(stopLoss: number, takeProfit: number): void {
    this.initialStop = stopLoss;
    this.stopLoss = stopLoss;
    this.takeProfit = takeProfit;
    this.isProtected = stopLoss === stopLoss || takeProfit === takeProfit;
  }

  /** Takes an experienced price range (exit side) into the excursions. */
  experience(high: number, low: number): void {
    if (this.direction === 1) {
      if (high > this.best) this.best = high;
      if (low < this.worst) this.worst = low;
    } else {
      if (low < this.best) this.best = low;
      if (high > this.worst) this.worst = high;
    }
  }
}

/** The open position as a strategy sees it: one object, moved from position to position. */
export class StrategyPosition implements PositionView {
  private position: OpenPosition | null = null;
  private bar = 0;

  /** Points the view at a position and the current bar. */
  show(position: OpenPosition, bar: number): this {
    this.position = position;
    this.bar = bar;
    return this;
  }

  private get shown(): OpenPosition {
    if (!this.position) throw new RangeError('No position is open.');
    return this.position;
  }

  get direction(): Direction {
    return this.shown.direction;
  }
  get units(): number {
    return this.shown.units;
  }
  get entryPrice(): number {
    return this.shown.fill.price;
  }
  get entryBar(): number {
    return this.shown.entryBar;
  }
  get barsHeld(): number {
    return this.bar - this.shown.entryBar;
  }
  get stopLoss(): number {
    return this.shown.stopLoss;
  }
  get takeProfit(): number {
    return this.shown.takeProfit;
  }
}
