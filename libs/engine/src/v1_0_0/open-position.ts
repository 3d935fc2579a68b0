import type { Direction } from '@assay/strategy/sdk';
import type { EntryMoment } from './entry-moment.js';
import type { Fill } from './fill.js';
import type { Order } from './order.js';
import type { PartLevel, ProtectiveLevels } from './protective-levels.js';

const NO_FILL: Fill = { price: NaN, bid: NaN, spread: 0, slippage: 0, atOpen: false };
const NO_PARTS: readonly PartLevel[] = [];

/** What placed the stop in force: the exit reason when it is touched. */
export type StopReason = 'STOP_LOSS' | 'BREAK_EVEN' | 'TRAILING_STOP';

/**
 * An open position: objects that are filled anew by one trade after another, because a busy strategy
 * opens tens of thousands. Money in account currency; NaN stands for a level that does not exist.
 */
export class OpenPosition {
  /** 0-based, in order of entry. */
  id = 0;
  direction: Direction = 1;
  /** What is still open. */
  units = NaN;
  lots = NaN;
  /** Lots at the fill. */
  entryLots = NaN;
  /** Parts that have left. */
  partsLeft = 0;
  fill: Fill = NO_FILL;
  signalBar = 0;
  entryBar = 0;
  entryMoment: EntryMoment = 'open';
  /** Counts the bars, and bars inside bars, that orders were tested against. */
  entryStep = -1;
  tag = '';
  /** As placed at the fill. */
  initialStop = NaN;
  /** In force. */
  stopLoss = NaN;
  stopReason: StopReason = 'STOP_LOSS';
  takeProfit = NaN;
  /** True when something besides rules of time may close it inside a bar. */
  isProtected = false;
  trailDistance = NaN;
  trailFrom = NaN;
  breakEvenTrigger = NaN;
  breakEvenStop = NaN;
  /** Levels at which parts leave, nearest first; `nextPart` is the first that has not been reached. */
  parts: readonly PartLevel[] = NO_PARTS;
  nextPart = 0;
  /** The nearest of target, next part and break-even trigger; NaN for none. */
  watchLevel = NaN;
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
    this.partsLeft = 0;
  }

  /** Sets everything that protects the position. */
  protect(levels: ProtectiveLevels): void {
    const { stopLoss, takeProfit, parts } = levels;
    this.initialStop = stopLoss;
    this.stopLoss = stopLoss;
    this.stopReason = 'STOP_LOSS';
    this.takeProfit = takeProfit;
    this.trailDistance = levels.trailDistance;
    this.trailFrom = levels.trailFrom;
    this.breakEvenTrigger = levels.breakEvenTrigger;
    this.breakEvenStop = levels.breakEvenStop;
    this.parts = parts;
    this.nextPart = 0;
    this.isProtected =
      stopLoss === stopLoss ||
      takeProfit === takeProfit ||
      parts.length > 0 ||
      levels.trailDistance === levels.trailDistance;
    this.watch();
  }

  /** The part that leaves next; undefined when there is none. */
  get part(): PartLevel | undefined {
    return this.parts[this.nextPart];
  }

  /** True when `level` lies on the winning side of `other`, or there is no other. */
  isTighter(level: number, other: number): boolean {
    return other !== other || this.direction * (level - other) > 0;
  }

  /** Moves the stop, never back; true when it moved. */
  raiseStop(level: number, reason: StopReason): boolean {
    if (!this.isTighter(level, this.stopLoss)) return false;
    this.stopLoss = level;
    this.stopReason = reason;
    return true;
  }

  /** Finds out again which level above (for a long) is the nearest. */
  watch(): void {
    const part = this.parts[this.nextPart]?.price ?? NaN;
    this.watchLevel = this.nearer(this.nearer(this.takeProfit, part), this.breakEvenTrigger);
  }

  /** The level that a price on its winning way reaches first; NaN is no level. */
  private nearer(one: number, other: number): number {
    if (one !== one) return other;
    return this.direction * (other - one) < 0 ? other : one;
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
