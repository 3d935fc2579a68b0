import { AssayError, type Bars } from '@assay/core';
import type { Direction } from '@assay/strategy/sdk';
import type { Account } from './account.js';
import type { BarPrices } from './bar-prices.js';
import type { EntryPlan } from './entry-decision.js';
import { marketFill, restingFill, type Fill } from './fill.js';
import { RESTING_ORDERS_MAX, type Order, type RejectionReason } from './order.js';
import { protectiveExit, type EntryMoment } from './protective-fill.js';
import type { EngineSettings } from './settings.js';

/**
 * Where price stood when the last thing happened inside the bar. Orders can only fill after it:
 * `travel` is the way that price was going (0: anything may follow).
 */
interface IntrabarPoint {
  readonly bid: number;
  readonly travel: -1 | 0 | 1;
}

/** Takes orders and fills them against bars, in the order of events that the README fixes. */
export class Broker {
  /** True when the next bar needs `openBar`: something waits for it. */
  isWaiting = false;
  private pendingExit: string | null = null;
  private market: Order[] = [];
  private resting: Order[] = [];
  private readonly rejections = new Map<string, number>();

  constructor(
    private readonly account: Account,
    private readonly settings: EngineSettings,
    private readonly bars: Bars,
    private readonly prices: BarPrices,
  ) {}

  get pendingOrders(): number {
    return this.resting.length;
  }

  /** Orders refused so far, by reason in alphabetical order. */
  rejectionCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const reason of [...this.rejections.keys()].sort()) {
      counts[reason] = this.rejections.get(reason) ?? 0;
    }
    return counts;
  }

  /** Steps 1 and 2 of a bar: what waits is filled, protective orders are tested. */
  openBar(bar: number): void {
    const prices = this.prices.loadOpen(bar);
    this.exitAtOpen(bar);
    for (const order of this.takeMarketOrders()) {
      this.enter(order, marketFill(order.direction, prices.open, prices, true), bar, 'open');
    }
    if (this.resting.length > 0 || this.account.position?.isProtected === true) {
      this.tradeInside(bar);
    }
    this.updateWaiting();
  }

  /**
   * Step 3 of a bar: takes what was decided at its close. A position to be left keeps its place until
   * the fill, so that leaving and entering happen at the same price.
   */
  decide(exitReason: string | null, plan: EntryPlan | null, bar: number): void {
    if (exitReason !== null) this.pendingExit = exitReason;
    if (plan) this.submit(plan);
    if (this.settings.entryTiming === 'bar_close') this.fillAtClose(bar);
    this.updateWaiting();
  }

  /** Counts the intents of a decision that is not taken, because the position stays open. */
  refuse(plan: EntryPlan): void {
    if (plan.orders.length > 0) this.reject('POSITION_OPEN', plan.orders.length);
    if (plan.notReady > 0) this.reject('NOT_READY', plan.notReady);
  }

  /** True when the open position has been held for `max_bars` at the close of a bar. */
  isHeldLongEnough(bar: number): boolean {
    const { position } = this.account;
    return position !== null && bar - position.entryBar >= this.settings.maxBars;
  }

  /** After the last bar: nothing waits any more, the position closes at the last close. */
  closeAtEnd(lastBar: number): void {
    const unfilled = this.takeMarketOrders().length;
    if (unfilled > 0) this.reject('END_OF_DATA', unfilled);
    if (this.account.position) this.exitAtClose(lastBar, 'END_OF_DATA');
  }

  private reject(reason: RejectionReason, count = 1): void {
    this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + count);
  }

  private isAllowed(direction: Direction): boolean {
    const { direction: side } = this.settings;
    return side === 'both' || (side === 'long') === (direction === 1);
  }

  private takeMarketOrders(): readonly Order[] {
    if (this.market.length === 0) return this.market;
    const taken = this.market;
    this.market = [];
    return taken;
  }

  private submit(plan: EntryPlan): void {
    if (plan.cancel) this.resting = [];
    if (plan.notReady > 0) this.reject('NOT_READY', plan.notReady);
    for (const order of plan.orders) {
      if (!this.isAllowed(order.direction)) this.reject('DIRECTION_RESTRICTED');
      else if (order.kind === 'market') this.market.push(order);
      else if (this.resting.length >= RESTING_ORDERS_MAX) this.reject('TOO_MANY_ORDERS');
      else this.resting.push(order);
    }
  }

  /** Market fills of the bar_close timing. Nothing enters at the last close: no bar would hold it. */
  private fillAtClose(bar: number): void {
    if (this.pendingExit !== null) this.exitAtClose(bar, this.exitReason(this.pendingExit));
    this.pendingExit = null;
    if (bar + 1 >= this.bars.length) return;
    const prices = this.prices.load(bar);
    for (const order of this.takeMarketOrders()) {
      this.enter(order, marketFill(order.direction, prices.close, prices, false), bar, 'close');
    }
  }

  /** Something waits when an order does, or when the open position may be left by itself. */
  private updateWaiting(): void {
    const { position } = this.account;
    const watches =
      position !== null &&
      (position.isProtected ||
        position.timeExitLocalMs !== Infinity ||
        this.settings.maxBars !== Infinity);
    this.isWaiting =
      watches || this.pendingExit !== null || this.market.length > 0 || this.resting.length > 0;
  }

  private exitAtClose(bar: number, reason: string): void {
    const { position } = this.account;
    if (!position) return;
    const prices = this.prices.load(bar);
    const leave: Direction = position.direction === 1 ? -1 : 1;
    this.account.close(marketFill(leave, prices.close, prices, false), bar, reason, 'close');
  }

  private exitAtOpen(bar: number): void {
    const reason = this.reasonToLeaveAtOpen(bar);
    this.pendingExit = null;
    const { position } = this.account;
    if (reason === null || !position) return;
    const leave: Direction = position.direction === 1 ? -1 : 1;
    const fill = marketFill(leave, this.prices.open, this.prices, true);
    this.account.close(fill, bar, reason, 'open');
  }

  private reasonToLeaveAtOpen(bar: number): string | null {
    const { position } = this.account;
    if (!position) return null;
    if (this.pendingExit !== null) return this.exitReason(this.pendingExit);
    if (this.account.isTimeExitDue(bar)) return 'TIME_EXIT';
    const leavesAtOpens = this.settings.entryTiming === 'next_bar_open';
    return leavesAtOpens && this.isHeldLongEnough(bar) ? 'MAX_BARS' : null;
  }

  /** A plain signal that comes with a market order of the other side is a reversal. */
  private exitReason(decided: string): string {
    if (decided !== 'SIGNAL') return decided;
    const direction = this.account.position?.direction;
    for (const order of this.market) {
      if (order.direction !== direction) return 'REVERSE';
    }
    return decided;
  }

  private enter(order: Order, fill: Fill, bar: number, moment: EntryMoment): void {
    if (this.account.position) {
      this.reject('POSITION_OPEN');
      return;
    }
    if (order.stopLoss !== order.stopLoss && this.settings.stopLoss === 'intent') {
      throw new AssayError(
        'RULE_NOT_INTERPRETED',
        'The strategy does not place the stop of session_opposite_range.',
        {
          found: `an order of bar ${order.signalBar} without stopLoss`,
          expected: 'a stopLoss in every intent, at the opposite side of the range',
        },
      );
    }
    const refused = this.account.open(order, fill, bar, moment);
    if (refused !== null) this.reject(refused);
    else if (order.group !== '') this.cancelGroup(order.group);
  }

  private cancelGroup(group: string): void {
    this.resting = this.resting.filter((order) => order.group !== group);
    this.market = this.market.filter((order) => order.group !== group);
  }

  /** What happens after the open of a bar: protective orders, then resting orders. */
  private tradeInside(bar: number): void {
    const prices = this.prices.load(bar);
    const left = this.testProtection(bar);
    if (this.resting.length === 0) return;
    this.dropExpired(bar);
    let point = left ?? { bid: prices.open, travel: 0 };
    for (;;) {
      const next = this.nextTouched(point);
      if (!next) break;
      point = this.fillTouched(next.order, next.fill, bar, point);
    }
  }

  /** Tests stop and target; where price stood if one of them fired after the open. */
  private testProtection(bar: number): IntrabarPoint | null {
    const { position } = this.account;
    if (!position?.isProtected) return null;
    const exit = protectiveExit(position, this.prices, bar === position.entryBar);
    if (!exit) return null;
    const { direction } = position;
    const { fill, reason } = exit;
    this.account.close(fill, bar, reason, fill.atOpen ? 'open' : 'intrabar');
    if (fill.atOpen) return null;
    return { bid: fill.bid, travel: (direction === 1) === (reason === 'TAKE_PROFIT') ? 1 : -1 };
  }

  private dropExpired(bar: number): void {
    const time = this.bars.time[bar] as number;
    const isAlive = (order: Order): boolean => bar <= order.lastBar && time < order.expiresAt;
    if (!this.resting.every(isAlive)) this.resting = this.resting.filter(isAlive);
  }

  /**
   * The touched order that fills next: those that the open has passed first, then the nearest to
   * where price stands, then the one placed first.
   */
  private nextTouched(point: IntrabarPoint): { readonly order: Order; readonly fill: Fill } | null {
    let best: { readonly order: Order; readonly fill: Fill } | null = null;
    let bestDistance = Infinity;
    for (const order of this.resting) {
      const fill = restingFill(order, this.prices);
      if (!fill) continue;
      const distance = fill.atOpen ? -1 : Math.abs(fill.bid - point.bid);
      if (distance < bestDistance) {
        best = { order, fill };
        bestDistance = distance;
      }
    }
    return best;
  }

  /** Fills a touched order, or refuses it; the point inside the bar after it. */
  private fillTouched(order: Order, fill: Fill, bar: number, point: IntrabarPoint): IntrabarPoint {
    this.resting = this.resting.filter((other) => other !== order);
    // After an exit inside the bar only what lies further on in price's way has surely come later.
    const isAhead = point.travel === 0 || point.travel * (fill.bid - point.bid) >= 0;
    if (this.account.position || !isAhead) {
      this.reject('POSITION_OPEN');
      return point;
    }
    const moment: EntryMoment = fill.atOpen ? 'open' : (order.kind as 'stop' | 'limit');
    this.enter(order, fill, bar, moment);
    if (!this.account.position) return point;
    return this.testProtection(bar) ?? { bid: fill.bid, travel: 0 };
  }
}
