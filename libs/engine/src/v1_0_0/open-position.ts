import type { Direction, PositionView } from '@assay/strategy/sdk';
import type { Fill } from './fill.js';
import type { EntryMoment, ProtectedPosition } from './protective-fill.js';

/** Everything about a position that is known when it opens. Money in account currency. */
export interface PositionOpening {
  readonly direction: Direction;
  readonly units: number;
  readonly lots: number;
  readonly fill: Fill;
  readonly signalBar: number;
  readonly entryBar: number;
  readonly entryMoment: EntryMoment;
  /** NaN when there is none. */
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly tag: string;
  /** Quote → account rate at the entry. */
  readonly entryRate: number;
  /** Commission of the entry side. */
  readonly entryCommission: number;
  /** Rate-based spread cost of the entry side. */
  readonly entrySpreadCost: number;
  /** Bid plus spread for shorts, bid for longs: what leaving at the moment of the fill would give. */
  readonly exitSideAtEntry: number;
  /** Local ms at or after which the time exit is due; Infinity without. */
  readonly timeExitLocalMs: number;
  /** First rollover after the entry; Infinity when no swap is charged. */
  readonly nextRollover: number;
}

/** The one open position. What may still change is here; all else is in `opening`. */
export class OpenPosition implements ProtectedPosition {
  readonly direction: Direction;
  readonly entryMoment: EntryMoment;
  stopLoss: number;
  takeProfit: number;
  /** Best and worst price since the fill, on the side that the position leaves on. */
  best: number;
  worst: number;
  /** Signed, account currency. */
  swap = 0;
  nextRollover: number;
  readonly isProtected: boolean;

  constructor(readonly opening: PositionOpening) {
    this.direction = opening.direction;
    this.entryMoment = opening.entryMoment;
    this.stopLoss = opening.stopLoss;
    this.takeProfit = opening.takeProfit;
    this.best = opening.exitSideAtEntry;
    this.worst = opening.exitSideAtEntry;
    this.nextRollover = opening.nextRollover;
    this.isProtected =
      opening.stopLoss === opening.stopLoss || opening.takeProfit === opening.takeProfit;
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
    return this.shown.opening.units;
  }
  get entryPrice(): number {
    return this.shown.opening.fill.price;
  }
  get entryBar(): number {
    return this.shown.opening.entryBar;
  }
  get barsHeld(): number {
    return this.bar - this.shown.opening.entryBar;
  }
  get stopLoss(): number {
    return this.shown.stopLoss;
  }
  get takeProfit(): number {
    return this.shown.takeProfit;
  }
}
