import { AssayError } from '@assay/core';
import type { Account } from './account.js';
import type { EntryMoment } from './entry-moment.js';
import type { Fill } from './fill.js';
import type { OrderDesk } from './order-desk.js';
import type { Order } from './order.js';
import type { EngineSettings } from './settings.js';

/** Turns filled orders into positions, as far as the rules about open positions let it. */
export class OrderEntry {
  constructor(
    private readonly account: Account,
    private readonly settings: EngineSettings,
    private readonly desk: OrderDesk,
  ) {}

  /** True when an order of this side would leave everything open and reverse it. */
  reverses({ direction }: Order): boolean {
    const { position } = this.account;
    return this.settings.reverses && position !== null && position.direction !== direction;
  }

  /** True when an order of this side would add to what is open. */
  adds({ direction }: Order): boolean {
    const { position, positions } = this.account;
    return position?.direction === direction && positions.length < this.settings.maxPositions;
  }

  /**
   * Fills an order, or refuses it and counts why. A reversal leaves everything that is open at the
   * order's own fill, also when the new position is then refused.
   * @param step count of bars tested.
   */
  fill(order: Order, fill: Fill, bar: number, step: number, moment: EntryMoment): void {
    const { account, desk } = this;
    const isReversal = account.position !== null && this.reverses(order);
    if (account.position !== null && !isReversal && !this.adds(order)) {
      this.refuse(order);
      return;
    }
    if (order.stopLoss !== order.stopLoss && this.settings.stopLoss === 'intent') {
      throw stopNotPlaced(order);
    }
    if (isReversal) this.leaveAll(fill, bar, moment);
    const refused = account.open(order, fill, bar, moment, step);
    if (refused !== null) desk.reject(refused);
    else if (order.group !== '') desk.cancelGroup(order.group);
  }

  /** Counts an order that what is open does not admit. */
  refuse({ direction }: Order): void {
    const isFull = this.settings.maxPositions > 1 && this.account.position?.direction === direction;
    this.desk.reject(isFull ? 'POSITION_LIMIT' : 'POSITION_OPEN');
  }

  private leaveAll(fill: Fill, bar: number, moment: EntryMoment): void {
    const { account } = this;
    const exit = moment === 'open' || moment === 'close' ? moment : 'intrabar';
    while (account.position) account.close(account.position, fill, bar, 'REVERSE', exit);
  }
}

function stopNotPlaced(order: Order): AssayError {
  return new AssayError(
    'RULE_NOT_INTERPRETED',
    'The strategy does not place the stop of session_opposite_range.',
    {
      found: `an order of bar ${order.signalBar} without stopLoss`,
      expected: 'a stopLoss in every intent, at the opposite side of the range',
    },
  );
}
