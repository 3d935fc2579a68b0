import type { Bars } from '@assay/core';
import type { Account, ExitMoment } from './account.js';
import type { BarPrices } from './bar-prices.js';
import type { EntryPlan } from './entry-decision.js';
import type { ExitPlan } from './exit-decision.js';
import type { FinerBars } from './finer-bars.js';
import { ReusedFill, type Fill } from './fill.js';
import { InsideBar } from './inside-bar.js';
import type { OpenPosition } from './open-position.js';
import { isOpenQuestion, opensOnQuestion } from './open-question.js';
import { OrderDesk } from './order-desk.js';
import { OrderEntry } from './order-entry.js';
import { leavingSide } from './protective-events.js';
import type { EngineSettings } from './settings.js';

/** Takes decisions and carries them out bar by bar, in the order of events that the README fixes. */
export class Broker {
  /** True when the next bar needs `openBar`: something waits for it. */
  isWaiting = false;
  /** What was decided to be left at the next fill. */
  private pendingExit: ExitPlan | null = null;
  /** Counts the bars that were tested. */
  private step = 0;
  /** True when rules of time may close a position. */
  private readonly leavesByTime: boolean;
  /** The market fill of the moment: nobody keeps it. */
  private readonly marketFill = new ReusedFill();
  private readonly desk: OrderDesk;
  private readonly entry: OrderEntry;
  private readonly inside: InsideBar;

  constructor(
    private readonly account: Account,
    private readonly settings: EngineSettings,
    private readonly bars: Bars,
    private readonly prices: BarPrices,
    /** Null unless finer bars are to decide. */
    private readonly finer: FinerBars | null,
  ) {
    this.leavesByTime = settings.timeExitMinute !== null || settings.maxBars !== Infinity;
    this.desk = new OrderDesk(settings.direction);
    this.entry = new OrderEntry(account, settings, this.desk);
    this.inside = new InsideBar(account, settings, this.desk, this.entry, bars);
  }

  get pendingOrders(): number {
    return this.desk.resting.length;
  }

  /** Orders and parts refused so far, by reason in alphabetical order. */
  rejectionCounts(): Record<string, number> {
    return this.desk.rejectionCounts();
  }

  /** A bar up to its close: what waits is filled, protective and resting orders are tested. */
  openBar(bar: number): void {
    this.step += 1;
    const { account, desk, prices } = this;
    const isTested = account.isProtected || desk.resting.length > 0;
    if (isTested) prices.load(bar);
    else prices.loadOpen(bar);
    if (this.pendingExit !== null || this.leavesByTime) this.exitAtOpen(bar);
    if (desk.market.length > 0) this.enterAtOpen(bar);
    if (desk.resting.length > 0 || account.isProtected) {
      if (!isTested) prices.load(bar);
      if (!this.inside.isQuiet(prices)) this.tradeInside(bar);
    }
    this.updateWaiting();
  }

  /**
   * The close of a bar: takes what was decided at it. A position to be left keeps its place until
   * the fill, so that leaving and entering happen at the same price.
   */
  decide(exit: ExitPlan | null, plan: EntryPlan | null, bar: number): void {
    if (exit !== null) this.pendingExit = exit;
    if (plan) this.desk.submit(plan);
    if (this.settings.entryTiming === 'bar_close') this.fillAtClose(bar);
    this.updateWaiting();
  }

  /** Counts the intents of a decision that is not taken, because the position stays open. */
  refuse(plan: EntryPlan): void {
    this.desk.refuse(plan);
  }

  /** True when `max_bars` closes something at the close of a bar (bar_close timing). */
  isDueAtClose(bar: number): boolean {
    const { positions } = this.account;
    return positions.some((position) => this.isHeldLongEnough(position, bar));
  }

  /** True when an exit and `max_bars` together leave nothing open. */
  leavesAll(exit: ExitPlan | null, bar: number): boolean {
    const isClose = this.settings.entryTiming === 'bar_close';
    if (exit !== null && exit.position === null && exit.fraction === 1) return true;
    return this.account.positions.every(
      (position) =>
        (isMeant(exit, position) && exit.fraction === 1) ||
        (isClose && this.isHeldLongEnough(position, bar)),
    );
  }

  /** After the last bar: nothing waits any more, what is open closes at the last close. */
  closeAtEnd(lastBar: number): void {
    const unfilled = this.desk.takeMarketOrders().length;
    if (unfilled > 0) this.desk.reject('END_OF_DATA', unfilled);
    const { account } = this;
    while (account.position) {
      const fill = this.closeFill(account.position, lastBar);
      account.close(account.position, fill, lastBar, 'END_OF_DATA', 'close');
    }
  }

  private isHeldLongEnough(position: OpenPosition, bar: number): boolean {
    return bar - position.entryBar >= this.settings.maxBars;
  }

  private enterAtOpen(bar: number): void {
    const { prices } = this;
    for (const order of this.desk.takeMarketOrders()) {
      const fill = this.marketFill.setMarket(order.direction, prices.open, prices, true);
      this.entry.fill(order, fill, bar, this.step, 'open');
    }
  }

  private tradeInside(bar: number): void {
    const { inside, prices, finer } = this;
    // A target that the open has passed is the stop's when the bar holds both: finer bars may know better.
    const isAskedFirst = finer !== null && opensOnQuestion(inside.reachable, prices);
    if (isAskedFirst && this.walkFiner(bar)) return;
    const step = { bar, number: this.step, prices, isClose: true };
    inside.open(step);
    const isAsked = finer !== null && !isAskedFirst && isOpenQuestion(inside.reachable, prices);
    if (isAsked && this.walkFiner(bar)) return;
    inside.rest(step);
  }

  /** Goes through the bars inside a bar, when they decide it; false when there are no such bars. */
  private walkFiner(bar: number): boolean {
    const { inside, prices, finer } = this;
    if (!finer) return false;
    const { from, to } = finer.windowOf(bar, prices, inside.reachable);
    for (let at = from; at < to; at += 1) this.tradeFiner(bar, at, at + 1 === to);
    return to > from;
  }

  /** One of the bars inside a bar: it is tested as a bar of its own. */
  private tradeFiner(bar: number, at: number, isClose: boolean): void {
    const { inside, finer } = this;
    if (!finer) return;
    this.step += 1;
    const prices = finer.pricesAt(at, this.prices);
    const step = { bar, number: this.step, prices, isClose };
    inside.open(step);
    inside.rest(step);
  }

  /**
   * Market exits and fills of the bar_close timing. Nothing enters at the last close: no bar would
   * hold it.
   */
  private fillAtClose(bar: number): void {
    const { positions } = this.account;
    for (let at = 0; at < positions.length;) {
      const position = positions[at] as OpenPosition;
      if (isMeant(this.pendingExit, position)) {
        this.leave(position, this.pendingExit, bar, 'close');
      } else if (this.isHeldLongEnough(position, bar)) {
        this.account.close(position, this.closeFill(position, bar), bar, 'MAX_BARS', 'close');
      }
      if (positions[at] === position) at += 1;
    }
    this.pendingExit = null;
    if (bar + 1 >= this.bars.length) return;
    const prices = this.prices.load(bar);
    for (const order of this.desk.takeMarketOrders()) {
      const fill = this.marketFill.setMarket(order.direction, prices.close, prices, false);
      this.entry.fill(order, fill, bar, this.step, 'close');
    }
  }

  private exitAtOpen(bar: number): void {
    const { positions } = this.account;
    for (let at = 0; at < positions.length;) {
      const position = positions[at] as OpenPosition;
      if (isMeant(this.pendingExit, position)) {
        this.leave(position, this.pendingExit, bar, 'open');
      } else {
        const reason = this.dueAtOpen(position, bar);
        if (reason !== null) {
          this.account.close(position, this.openFill(position), bar, reason, 'open');
        }
      }
      if (positions[at] === position) at += 1;
    }
    this.pendingExit = null;
  }

  private dueAtOpen(position: OpenPosition, bar: number): 'TIME_EXIT' | 'MAX_BARS' | null {
    if (this.account.isTimeExitDue(position, bar)) return 'TIME_EXIT';
    const leavesAtOpens = this.settings.entryTiming === 'next_bar_open';
    return leavesAtOpens && this.isHeldLongEnough(position, bar) ? 'MAX_BARS' : null;
  }

  /** Leaves a position by a decision, wholly or in part. */
  private leave(position: OpenPosition, exit: ExitPlan, bar: number, moment: ExitMoment): void {
    const { account } = this;
    const lots = account.shareOf(position, exit.fraction);
    if (typeof lots === 'string') {
      this.desk.reject(lots);
      return;
    }
    const fill = moment === 'close' ? this.closeFill(position, bar) : this.openFill(position);
    account.close(position, fill, bar, this.exitReason(exit), moment, lots);
  }

  /** A plain signal that comes with a market order of the other side is a reversal. */
  private exitReason({ reason, fraction }: ExitPlan): string {
    if (reason !== 'SIGNAL' || fraction !== 1) return reason;
    const direction = this.account.position?.direction;
    for (const order of this.desk.market) {
      if (order.direction !== direction) return 'REVERSE';
    }
    return reason;
  }

  private openFill(position: OpenPosition): Fill {
    return this.marketFill.setMarket(leavingSide(position), this.prices.open, this.prices, true);
  }

  private closeFill(position: OpenPosition, bar: number): Fill {
    const prices = this.prices.load(bar);
    return this.marketFill.setMarket(leavingSide(position), prices.close, prices, false);
  }

  /** Something waits when an order does, or when an open position may be left by itself. */
  private updateWaiting(): void {
    const { account, desk } = this;
    this.isWaiting =
      this.pendingExit !== null ||
      !desk.isEmpty ||
      (account.position !== null && (account.isProtected || this.leavesByTime));
  }
}

function isMeant(plan: ExitPlan | null, position: OpenPosition): plan is ExitPlan {
  return plan !== null && (plan.position === null || plan.position === position.id);
}
