import type { Direction } from '@assay/strategy/sdk';
import type { EntryMoment } from './entry-moment.js';
import { ReusedFill, type Fill } from './fill.js';
import type { Order } from './order.js';
import { NO_LEVELS, type PartLevel, type ProtectiveLevels } from './protective-levels.js';

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
  readonly fill = new ReusedFill();
  signalBar = 0;
  entryBar = 0;
  entryMoment: EntryMoment = 'open';
  /** Counts the bars, and bars inside bars, that orders were tested against. */
  entryStep = -1;
  tag = '';
  /** As they were placed at the fill. */
  levels: ProtectiveLevels = NO_LEVELS;
  /** In force. */
  stopLoss = NaN;
  stopReason: StopReason = 'STOP_LOSS';
  /** Moves the stop to the entry; NaN for never, or when it has. */
  breakEvenTrigger = NaN;
  /** The first of `levels.parts` that has not been reached. */
  nextPart = 0;
  /** The nearest of target, next part and break-even trigger; NaN for none. */
  watchLevel = NaN;
  /** True when something besides rules of time may close it inside a bar. */
  isProtected = false;
  /** Quote → account rate at the entry. */
  entryRate = NaN;
  /** Commission of the entry side. */
  entryCommission = NaN;
  /** Rate-based spread cost of the entry side. */
  entrySpreadCost = NaN;
  /** Instant (ms UTC) at or after which the time exit is due; Infinity without. */
  timeExitMs = Infinity;
  /** Signed. */
  swap = 0;
  /** First rollover that is not charged yet; Infinity when no swap is charged. */
  nextRollover = Infinity;
  /** True when nobody looks at its bars before it is left: `best` and `worst` wait until they are read. */
  isUnwatched = false;
  /** Best and worst price since the fill, on the side that the position leaves on. */
  best = NaN;
  worst = NaN;

  /** Begins with a fill; `exitSide` is what leaving at that moment would give. */
  begin(order: Order, fill: Fill, bar: number, moment: EntryMoment, exitSide: number): void {
    this.direction = order.direction;
    this.fill.copy(fill);
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
    // A position without levels stays one: nothing can have changed.
    if (levels === NO_LEVELS && this.levels === NO_LEVELS) return;
    const { stopLoss, takeProfit, trailDistance, parts } = levels;
    this.levels = levels;
    this.stopLoss = stopLoss;
    this.stopReason = 'STOP_LOSS';
    this.breakEvenTrigger = levels.breakEvenTrigger;
    this.nextPart = 0;
    this.isProtected =
      stopLoss === stopLoss ||
      takeProfit === takeProfit ||
      trailDistance === trailDistance ||
      parts.length > 0;
    this.watch();
  }

  /** Target; NaN when there is none. */
  get takeProfit(): number {
    return this.levels.takeProfit;
  }

  /** Stop at the fill; NaN when there was none. */
  get initialStop(): number {
    return this.levels.stopLoss;
  }

  /** True when the stop follows the price. */
  get followsPrice(): boolean {
    return this.levels.trailDistance === this.levels.trailDistance;
  }

  /** The part that leaves next; undefined when there is none. */
  get part(): PartLevel | undefined {
    return this.levels.parts[this.nextPart];
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
    const part = this.part?.price ?? NaN;
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
