import type { Direction, EntryIntent } from '@assay/strategy/sdk';
import { contractBreach, describeValue } from './contract-breach.js';
import type { Order } from './order.js';

/** An entry decision in one shape. */
export interface EntryPlan {
  readonly orders: readonly Order[];
  /** Remove all resting orders first. */
  readonly cancel: boolean;
  /** Intents with NaN prices at a bar whose columns are not ready. */
  readonly notReady: number;
}

const INTENT_FIELDS = new Set([
  'direction',
  'expiresAfterBars',
  'expiresAt',
  'group',
  'level',
  'order',
  'stopLoss',
  'tag',
  'takeProfit',
]);
const KINDS: readonly unknown[] = ['market', 'stop', 'limit'];

class DecisionReader {
  notReady = 0;

  constructor(
    private readonly bar: number,
    /** True when a column is NaN at this bar: then a NaN price is no breach. */
    private readonly columnsReady: boolean,
    private readonly marketOrdersOnly: boolean,
  ) {}

  private breach(found: string, expected: string): Error {
    return contractBreach(`checkEntry at bar ${this.bar}`, found, expected);
  }

  /** A price or number that must be finite; NaN when absent, undefined when not ready. */
  private price(
    intent: EntryIntent,
    field: 'level' | 'stopLoss' | 'takeProfit',
  ): number | undefined {
    const value: unknown = intent[field];
    if (value === undefined) return NaN;
    if (typeof value === 'number' && value > 0 && value < Infinity) return value;
    if (typeof value === 'number' && value !== value && !this.columnsReady) return undefined;
    throw this.breach(`${field}: ${describeValue(value)}`, `${field}: a price > 0`);
  }

  private text(intent: EntryIntent, field: 'group' | 'tag'): string {
    const value: unknown = intent[field];
    if (value === undefined) return '';
    if (typeof value === 'string') return value;
    throw this.breach(`${field}: ${describeValue(value)}`, `${field}: a text`);
  }

  private kind(intent: EntryIntent): Order['kind'] {
    const kind = intent.order ?? 'market';
    if (!KINDS.includes(kind)) {
      throw this.breach(`order: ${describeValue(kind)}`, 'order: market, stop or limit');
    }
    if (kind !== 'market' && this.marketOrdersOnly) {
      throw this.breach(`order: ${kind}`, 'market orders, because execution.order_type is market');
    }
    if ((intent.level === undefined) !== (kind === 'market')) {
      throw this.breach(
        `${kind} order ${intent.level === undefined ? 'without' : 'with'} level`,
        'level for stop and limit orders only',
      );
    }
    return kind;
  }

  private expiry(intent: EntryIntent): { readonly lastBar: number; readonly expiresAt: number } {
    const { expiresAfterBars: bars, expiresAt } = intent;
    if (bars !== undefined && !(Number.isInteger(bars) && bars >= 1)) {
      throw this.breach(
        `expiresAfterBars: ${describeValue(bars)}`,
        'expiresAfterBars: a whole number ≥ 1',
      );
    }
    if (expiresAt !== undefined && !Number.isFinite(expiresAt)) {
      throw this.breach(`expiresAt: ${describeValue(expiresAt)}`, 'expiresAt: an instant, ms UTC');
    }
    return {
      lastBar: bars === undefined ? Infinity : this.bar + bars,
      expiresAt: expiresAt ?? Infinity,
    };
  }

  /** Checks one intent; undefined when its prices are not ready. */
  intent(value: unknown): Order | undefined {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.breach(describeValue(value), 'an intent: { direction: 1 or -1, … }');
    }
    const intent = value as EntryIntent;
    for (const field of Object.keys(intent)) {
      if (!INTENT_FIELDS.has(field)) {
        throw this.breach(`the field ${field}`, [...INTENT_FIELDS].join(', '));
      }
    }
    const direction: unknown = intent.direction;
    if (direction !== 1 && direction !== -1) {
      throw this.breach(`direction: ${describeValue(direction)}`, 'direction: 1 or -1');
    }
    const kind = this.kind(intent);
    const level = this.price(intent, 'level');
    const stopLoss = this.price(intent, 'stopLoss');
    const takeProfit = this.price(intent, 'takeProfit');
    const group = this.text(intent, 'group');
    const tag = this.text(intent, 'tag');
    const { lastBar, expiresAt } = this.expiry(intent);
    if (level === undefined || stopLoss === undefined || takeProfit === undefined) {
      this.notReady += 1;
      return undefined;
    }
    return {
      direction: direction as Direction,
      kind,
      level,
      stopLoss,
      takeProfit,
      group,
      signalBar: this.bar,
      lastBar,
      expiresAt,
      tag,
    };
  }

  /** The intents of any allowed shape of decision. */
  intents(decision: unknown): { readonly list: readonly unknown[]; readonly cancel: boolean } {
    if (Array.isArray(decision)) return { list: decision as readonly unknown[], cancel: false };
    if (typeof decision !== 'object' || decision === null || !('orders' in decision)) {
      return { list: [decision], cancel: false };
    }
    const { orders, cancel } = decision as { readonly orders: unknown; readonly cancel?: unknown };
    const extra = Object.keys(decision).find((key) => key !== 'orders' && key !== 'cancel');
    if (!Array.isArray(orders) || extra !== undefined) {
      throw this.breach(describeValue(decision), 'an order set: { orders: [...], cancel }');
    }
    if (cancel !== undefined && typeof cancel !== 'boolean') {
      throw this.breach(`cancel: ${describeValue(cancel)}`, 'cancel: true or false');
    }
    return { list: orders as readonly unknown[], cancel: cancel === true };
  }
}

/**
 * Checks what `checkEntry` returned (not null) and puts it into one shape.
 * @throws AssayError STRATEGY_CONTRACT, naming what was found.
 */
export function readEntryDecision(
  decision: unknown,
  bar: number,
  columnsReady: boolean,
  marketOrdersOnly: boolean,
): EntryPlan {
  const reader = new DecisionReader(bar, columnsReady, marketOrdersOnly);
  const { list, cancel } = reader.intents(decision);
  const orders: Order[] = [];
  for (const value of list) {
    const order = reader.intent(value);
    if (order) orders.push(order);
  }
  return { orders, cancel, notReady: reader.notReady };
}
