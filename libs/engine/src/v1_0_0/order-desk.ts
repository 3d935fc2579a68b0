import type { Direction } from '@assay/strategy/sdk';
import type { EntryPlan } from './entry-decision.js';
import { RESTING_ORDERS_MAX, type Order, type RejectionReason } from './order.js';
import type { SideRestriction } from '@assay/directive';

/** The entry orders that wait, and a count of those that were refused. */
export class OrderDesk {
  /** Stop and limit orders, in the order in which they were placed. */
  resting: readonly Order[] = [];
  /** Market orders for the next fill. */
  market: Order[] = [];
  private readonly rejections = new Map<string, number>();

  constructor(private readonly side: SideRestriction) {}

  /** True when nothing waits. */
  get isEmpty(): boolean {
    return this.market.length === 0 && this.resting.length === 0;
  }

  /** Orders refused so far, by reason in alphabetical order. */
  rejectionCounts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const reason of [...this.rejections.keys()].sort()) {
      counts[reason] = this.rejections.get(reason) ?? 0;
    }
    return counts;
  }

  reject(reason: RejectionReason, count = 1): void {
    this.rejections.set(reason, (this.rejections.get(reason) ?? 0) + count);
  }

  /** Takes the orders of a decision. */
  submit(plan: EntryPlan): void {
    if (plan.cancel) this.resting = [];
    if (plan.notReady > 0) this.reject('NOT_READY', plan.notReady);
    for (const order of plan.orders) {
      if (!this.isAllowed(order.direction)) this.reject('DIRECTION_RESTRICTED');
      else if (order.kind === 'market') this.market.push(order);
      else if (this.resting.length >= RESTING_ORDERS_MAX) this.reject('TOO_MANY_ORDERS');
      else this.resting = [...this.resting, order];
    }
  }

  /** Counts the intents of a decision that is not taken, because the position stays open. */
  refuse(plan: EntryPlan): void {
    if (plan.orders.length > 0) this.reject('POSITION_OPEN', plan.orders.length);
    if (plan.notReady > 0) this.reject('NOT_READY', plan.notReady);
  }

  /** The market orders, which wait no longer. */
  takeMarketOrders(): readonly Order[] {
    const taken = this.market;
    if (taken.length > 0) this.market = [];
    return taken;
  }

  /** Removes a resting order. */
  take(order: Order): void {
    this.resting = this.resting.filter((other) => other !== order);
  }

  /** Removes what a filled order of the group cancels. */
  cancelGroup(group: string): void {
    this.resting = this.resting.filter((order) => order.group !== group);
    this.market = this.market.filter((order) => order.group !== group);
  }

  /** Removes resting orders that a bar may no longer fill. */
  dropExpired(bar: number, time: number): void {
    const isAlive = (order: Order): boolean => bar <= order.lastBar && time < order.expiresAt;
    if (!this.resting.every(isAlive)) this.resting = this.resting.filter(isAlive);
  }

  private isAllowed(direction: Direction): boolean {
    return this.side === 'both' || (this.side === 'long') === (direction === 1);
  }
}
