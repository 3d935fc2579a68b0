import type { Bars } from '@assay/core';
import type { Direction } from '@assay/strategy/sdk';
import type { Account, ExitMoment } from './account.js';
import type { BarPrices } from './bar-prices.js';
import type { EntryPlan } from './entry-decision.js';
import type { ExitPlan } from './exit-decision.js';
import { marketFill, type Fill } from './fill.js';
import { InsideBar } from './inside-bar.js';
import type { OpenPosition } from './open-position.js';
import { OrderDesk } from './order-desk.js';
import { OrderEntry } from './order-entry.js';
import type { RejectionReason } from './order.js';
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
  private readonly desk: OrderDesk;
  private readonly entry: OrderEntry;
  private readonly inside: InsideBar;

  constructor(
    private readonly account: Account,
    private readonly settings: EngineSettings,
    private readonly bars: Bars,
    private readonly prices: BarPrices,
  ) {
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
    const { account, desk } = this;
    const prices = this.prices.loadOpen(bar);
    if (account.position) this.exitAtOpen(bar);
    for (const order of desk.takeMarketOrders()) {
      const fill = marketFill(order.direction, prices.open, prices, true);
      this.entry.fill(order, fill, { bar, step: this.step, moment: 'open' });
    }
    if (desk.resting.length > 0 || account.isProtected) this.tradeInside(bar);
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

  private tradeInside(bar: number): void {
    const prices = this.prices.load(bar);
    if (this.inside.isQuiet(prices)) return;
    const step = { bar, number: this.step, prices, isClose: true };
    this.inside.open(step);
    this.inside.rest(step);
  }

  /**
   * Market exits and fills of the bar_close timing. Nothing enters at the last close: no bar would
   * hold it.
   */
  private fillAtClose(bar: number): void {
    const { pendingExit } = this;
    this.leaveEach(bar, 'close', (position) => {
      if (isMeant(pendingExit, position)) return this.withReversal(pendingExit);
      return this.isHeldLongEnough(position, bar) ? heldTooLong(position) : null;
    });
    this.pendingExit = null;
    if (bar + 1 >= this.bars.length) return;
    const prices = this.prices.load(bar);
    for (const order of this.desk.takeMarketOrders()) {
      const fill = marketFill(order.direction, prices.close, prices, false);
      this.entry.fill(order, fill, { bar, step: this.step, moment: 'close' });
    }
  }

  private exitAtOpen(bar: number): void {
    const { pendingExit, account } = this;
    const leavesAtOpens = this.settings.entryTiming === 'next_bar_open';
    this.leaveEach(bar, 'open', (position) => {
      if (isMeant(pendingExit, position)) return this.withReversal(pendingExit);
      if (account.isTimeExitDue(position, bar)) return { ...whole(position), reason: 'TIME_EXIT' };
      if (!leavesAtOpens || !this.isHeldLongEnough(position, bar)) return null;
      return heldTooLong(position);
    });
    this.pendingExit = null;
  }

  /** Leaves every open position for which there is a plan, wholly or in part. */
  private leaveEach(
    bar: number,
    moment: ExitMoment,
    planFor: (position: OpenPosition) => ExitPlan | null,
  ): void {
    const { account, desk } = this;
    const { positions } = account;
    for (let at = 0; at < positions.length;) {
      const position = positions[at] as OpenPosition;
      const plan = planFor(position);
      const lots: number | RejectionReason =
        plan === null ? 0 : account.shareOf(position, plan.fraction);
      if (typeof lots === 'string') desk.reject(lots);
      else if (plan !== null) {
        const fill = moment === 'close' ? this.closeFill(position, bar) : this.openFill(position);
        account.close(position, fill, bar, plan.reason, moment, lots);
      }
      if (positions[at] === position) at += 1;
    }
  }

  /** A plain signal that comes with a market order of the other side is a reversal. */
  private withReversal(plan: ExitPlan): ExitPlan {
    if (plan.reason !== 'SIGNAL' || plan.fraction !== 1) return plan;
    const direction: Direction | undefined = this.account.position?.direction;
    const isReversal = this.desk.market.some((order) => order.direction !== direction);
    return isReversal ? { ...plan, reason: 'REVERSE' } : plan;
  }

  private openFill(position: OpenPosition): Fill {
    return marketFill(leavingSide(position), this.prices.open, this.prices, true);
  }

  private closeFill(position: OpenPosition, bar: number): Fill {
    const prices = this.prices.load(bar);
    return marketFill(leavingSide(position), prices.close, prices, false);
  }

  /** Something waits when an order does, or when an open position may be left by itself. */
  private updateWaiting(): void {
    const { account, desk } = this;
    this.isWaiting =
      this.pendingExit !== null ||
      !desk.isEmpty ||
      (account.position !== null &&
        (account.isProtected ||
          this.settings.timeExitMinute !== null ||
          this.settings.maxBars !== Infinity));
  }
}

function isMeant(plan: ExitPlan | null, position: OpenPosition): plan is ExitPlan {
  return plan !== null && (plan.position === null || plan.position === position.id);
}

function whole(position: OpenPosition): Omit<ExitPlan, 'reason'> {
  return { fraction: 1, position: position.id };
}

function heldTooLong(position: OpenPosition): ExitPlan {
  return { ...whole(position), reason: 'MAX_BARS' };
}
