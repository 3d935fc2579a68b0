import type { Bars } from '@assay/core';
import type { Account, ExitMoment } from './account.js';
import { exitSideOf } from './exit-side.js';
import { restingFill, type Fill, type FillBar } from './fill.js';
import type { OpenPosition } from './open-position.js';
import type { Reachable } from './open-question.js';
import type { OrderDesk } from './order-desk.js';
import type { OrderEntry } from './order-entry.js';
import type { Order } from './order.js';
import {
  bestAfterFill,
  eventAtOpen,
  isInReach,
  isPartialBar,
  stopEvent,
  targetEvent,
  type ProtectiveEvent,
} from './protective-events.js';
import type { EngineSettings } from './settings.js';
import { moveStopFirst, moveStopLast, type TrailingUpdate } from './stop-moves.js';

/** One bar, or one bar inside a bar, that is tested. */
export interface Step {
  /** Bar of the run in which it lies. */
  readonly bar: number;
  /** Counts the tests, so that a position knows the one in which it entered. */
  readonly number: number;
  readonly prices: FillBar;
  /** False for a bar inside a bar that is not its last. */
  readonly isClose: boolean;
}

/** A thing that can happen inside a bar. */
interface Touch {
  readonly fill: Fill;
  /** Null for a resting order. */
  readonly position: OpenPosition | null;
  readonly event: ProtectiveEvent | null;
  readonly order: Order | null;
}

/**
 * Where price stood when the last thing happened inside the bar. Orders can only fill after it:
 * `travel` is the way that price was going (0: anything may follow).
 */
interface PricePoint {
  readonly bid: number;
  readonly travel: -1 | 0 | 1;
}

/** True when price, on one side of a position, meets a fill before another; equal ones in order. */
function isNearer(
  fill: Fill,
  than: Touch | null,
  { direction }: OpenPosition,
  isWinning: boolean,
): boolean {
  if (than === null) return true;
  const further = direction * (fill.bid - than.fill.bid);
  return isWinning ? further < 0 : further > 0;
}

/** What happens in a bar after the market orders at its open: the order of events is in the README. */
export class InsideBar {
  private point: PricePoint = { bid: NaN, travel: 0 };
  private readonly update: TrailingUpdate;

  constructor(
    private readonly account: Account,
    private readonly settings: EngineSettings,
    private readonly desk: OrderDesk,
    private readonly entry: OrderEntry,
    private readonly bars: Bars,
  ) {
    this.update = settings.trailing?.update ?? null;
  }

  /** True when nothing can happen to what is open, and nothing rests. */
  isQuiet(prices: FillBar): boolean {
    if (this.desk.resting.length > 0) return false;
    const { positions } = this.account;
    for (let at = 0; at < positions.length; at += 1) {
      const position = positions[at] as OpenPosition;
      if (position.followsPrice || isInReach(position, prices)) return false;
    }
    return true;
  }

  /** Everything that the rest of a bar may reach. */
  get reachable(): Reachable {
    const { positions } = this.account;
    return { positions, resting: this.desk.resting, update: this.update };
  }

  /** What the open has passed, and what it moves. */
  open(step: Step): void {
    this.point = { bid: step.prices.open, travel: 0 };
    this.desk.dropExpired(step.bar, this.bars.time[step.bar] as number);
    this.protectAtOpen(step);
    for (const order of this.desk.resting) {
      const fill = restingFill(order, step.prices);
      // An order before it in the list may have cancelled it.
      if (!fill?.atOpen || !this.desk.resting.includes(order)) continue;
      this.desk.take(order);
      this.entry.fill(order, fill, step.bar, step.number, 'open');
      this.protectAtOpen(step);
    }
  }

  /** What the rest of the bar reaches, and what it moves. */
  rest(step: Step): void {
    for (;;) {
      const touch = this.nextOn(false, step) ?? this.nextOn(true, step);
      if (touch) {
        this.carryOut(touch, step);
        continue;
      }
      const order = this.nextOrder(step.prices);
      if (!order) break;
      this.fillOrder(order.order, order.fill, step);
    }
    this.moveStops(step);
  }

  private protectAtOpen({ prices, number, bar }: Step): void {
    const { positions } = this.account;
    for (let at = 0; at < positions.length;) {
      const position = positions[at] as OpenPosition;
      const event = eventAtOpen(position, prices, number);
      if (event) {
        this.leave(position, event, bar, 'open');
      } else {
        if (!isPartialBar(position, number)) {
          const { open } = exitSideOf(position.direction, prices);
          moveStopFirst(position, open, this.update);
        }
        at += 1;
      }
    }
  }

  /**
   * The next thing on one side of what is open, the first that price meets on its way. Losing side:
   * stops; winning side: parts and targets; both: orders that reverse what is open or add to it.
   */
  private nextOn(isWinning: boolean, { prices, number }: Step): Touch | null {
    const { position, positions } = this.account;
    if (!position) return null;
    let next: Touch | null = null;
    for (const open of positions) {
      const event = (isWinning ? targetEvent : stopEvent)(open, prices, number);
      if (event && isNearer(event.fill, next, open, isWinning)) {
        next = { fill: event.fill, position: open, event, order: null };
      }
    }
    return this.nearestOrder(next, position, isWinning, prices, number);
  }

  /** A resting order that what is open admits, when price meets it before `next`. */
  private nearestOrder(
    next: Touch | null,
    position: OpenPosition,
    isWinning: boolean,
    prices: FillBar,
    step: number,
  ): Touch | null {
    if (this.desk.resting.length === 0) return next;
    if (!this.settings.reverses && this.settings.maxPositions === 1) return next;
    let nearest = next;
    for (const order of this.desk.resting) {
      if (!this.entry.reverses(order) && !this.entry.adds(order)) continue;
      const isSame = order.direction === position.direction;
      if (((order.kind === 'stop') === isSame) !== isWinning) continue;
      const fill = restingFill(order, prices);
      if (!fill || !this.isProven(order, isWinning, prices, step)) continue;
      if (isNearer(fill, nearest, position, isWinning)) {
        nearest = { fill, position: null, event: null, order };
      }
    }
    return nearest;
  }

  /**
   * True when the bar reached an order after the newest fill. After a limit entry inside the bar only
   * the close proves a touch on the winning side; after a stop entry only the close proves one on the
   * losing side, unless it reverses the position: that is a loss, which is taken to have happened.
   */
  private isProven(order: Order, isWinning: boolean, prices: FillBar, step: number): boolean {
    const newest = this.account.positions.at(-1);
    if (!newest || !isPartialBar(newest, step)) return true;
    const isDoubtful =
      newest.entryMoment === (isWinning ? 'limit' : 'stop') &&
      (isWinning || !this.entry.reverses(order));
    if (!isDoubtful) return true;
    return restingFill(order, { ...prices, high: prices.close, low: prices.close }) !== null;
  }

  private carryOut({ position, event, order, fill }: Touch, step: Step): void {
    if (position && event) this.leave(position, event, step.bar, 'intrabar');
    else if (order) this.fillOrder(order, fill, step);
  }

  /** Fills a touched order, or refuses it. */
  private fillOrder(order: Order, fill: Fill, step: Step): void {
    const { bar, number } = step;
    this.desk.take(order);
    // After an exit inside the bar only what lies further on in price's way has surely come later.
    const { travel, bid } = this.point;
    const isAhead = travel === 0 || travel * (fill.bid - bid) >= 0;
    if (this.account.position === null && !isAhead) {
      this.entry.refuse(order);
      return;
    }
    const before = this.account.entries;
    this.entry.fill(order, fill, bar, number, order.kind as 'stop' | 'limit');
    if (this.account.entries > before) this.point = { bid: fill.bid, travel: 0 };
  }

  /**
   * The touched order that fills next when no position stands in its way: the nearest to where price
   * stands, then the one placed first. Orders that would reverse but are not proven stay.
   */
  private nextOrder(prices: FillBar): { readonly order: Order; readonly fill: Fill } | null {
    let best: { readonly order: Order; readonly fill: Fill } | null = null;
    let bestDistance = Infinity;
    for (const order of this.desk.resting) {
      if (this.entry.reverses(order) || this.entry.adds(order)) continue;
      const fill = restingFill(order, prices);
      if (!fill) continue;
      const distance = Math.abs(fill.bid - this.point.bid);
      if (distance < bestDistance) {
        best = { order, fill };
        bestDistance = distance;
      }
    }
    return best;
  }

  private moveStops(step: Step): void {
    const { positions } = this.account;
    for (let at = 0; at < positions.length;) {
      const position = positions[at] as OpenPosition;
      const event = this.moveStop(position, step);
      if (event) this.leave(position, event, step.bar, 'intrabar');
      else at += 1;
    }
  }

  private moveStop(position: OpenPosition, step: Step): ProtectiveEvent | null {
    const { prices, number, isClose } = step;
    if (!position.followsPrice && !isInReach(position, prices)) return null;
    const event = moveStopLast(position, prices, number, this.update, isClose);
    if (event) {
      const best = bestAfterFill(position, exitSideOf(position.direction, prices), number);
      position.experience(best, best);
    }
    return event;
  }

  /** Leaves a position, or the part of it that has come to its level. */
  private leave(
    position: OpenPosition,
    { reason, fill, part }: ProtectiveEvent,
    bar: number,
    moment: ExitMoment,
  ): void {
    const { account, desk } = this;
    const { direction } = position;
    if (part === null) {
      account.close(position, fill, bar, reason, moment);
      if (moment === 'open') return;
      const isGain = reason === 'TAKE_PROFIT';
      this.point = { bid: fill.bid, travel: (direction === 1) === isGain ? 1 : -1 };
      return;
    }
    position.nextPart += 1;
    position.watch();
    const lots = account.partLots(position, part);
    if (typeof lots === 'string') desk.reject(lots);
    else account.close(position, fill, bar, reason, moment, lots);
  }
}
