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

/** What checking an intent depends on. */
export interface DecisionRules {
  /** True when no column is NaN at the bar; otherwise a NaN price is "not ready", no breach. */
  readonly columnsReady: boolean;
  /** True when `execution.order_type: market` forbids resting orders. */
  readonly marketOrdersOnly: boolean;
}

function breach(bar: number, found: string, expected: string): Error {
  return contractBreach(`checkEntry at bar ${bar}`, found, expected);
}

/** A price of an intent: NaN when absent, 0 when it is NaN because a column is. */
function price(
  value: unknown,
  field: 'level' | 'stopLoss' | 'takeProfit',
  bar: number,
  rules: DecisionRules,
): number {
  if (value === undefined) return NaN;
  if (typeof value === 'number') {
    if (value > 0 && value < Infinity) return value;
    if (value !== value && !rules.columnsReady) return 0;
  }
  throw breach(bar, `${field}: ${describeValue(value)}`, `${field}: a price > 0`);
}

function label(value: unknown, field: 'group' | 'tag', bar: number): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  throw breach(bar, `${field}: ${describeValue(value)}`, `${field}: a text`);
}

function orderKind(intent: EntryIntent, bar: number, rules: DecisionRules): Order['kind'] {
  const kind = intent.order ?? 'market';
  if (kind !== 'market' && kind !== 'stop' && kind !== 'limit') {
    throw breach(bar, `order: ${describeValue(kind)}`, 'order: market, stop or limit');
  }
  if (kind !== 'market' && rules.marketOrdersOnly) {
    const expected = 'market orders, because execution.order_type is market';
    throw breach(bar, `order: ${kind}`, expected);
  }
  if ((intent.level === undefined) !== (kind === 'market')) {
    const found = `${kind} order ${intent.level === undefined ? 'without' : 'with'} level`;
    throw breach(bar, found, 'level for stop and limit orders only');
  }
  return kind;
}

function lastBarOf(bars: unknown, bar: number): number {
  if (bars === undefined) return Infinity;
  if (typeof bars === 'number' && Number.isInteger(bars) && bars >= 1) return bar + bars;
  const found = `expiresAfterBars: ${describeValue(bars)}`;
  throw breach(bar, found, 'expiresAfterBars: a whole number ≥ 1');
}

function expiryOf(expiresAt: unknown, bar: number): number {
  if (expiresAt === undefined) return Infinity;
  if (typeof expiresAt === 'number' && Number.isFinite(expiresAt)) return expiresAt;
  throw breach(bar, `expiresAt: ${describeValue(expiresAt)}`, 'expiresAt: an instant, ms UTC');
}

/** Checks one intent; null when its prices are not ready. */
function orderOf(value: unknown, bar: number, rules: DecisionRules): Order | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw breach(bar, describeValue(value), 'an intent: { direction: 1 or -1, … }');
  }
  for (const field in value) {
    if (!INTENT_FIELDS.has(field)) {
      throw breach(bar, `the field ${field}`, [...INTENT_FIELDS].join(', '));
    }
  }
  const intent = value as EntryIntent;
  const direction: Direction = intent.direction;
  if (direction !== 1 && direction !== -1) {
    throw breach(bar, `direction: ${describeValue(direction)}`, 'direction: 1 or -1');
  }
  const kind = orderKind(intent, bar, rules);
  const level = price(intent.level, 'level', bar, rules);
  const stopLoss = price(intent.stopLoss, 'stopLoss', bar, rules);
  const takeProfit = price(intent.takeProfit, 'takeProfit', bar, rules);
  const group = label(intent.group, 'group', bar);
  const tag = label(intent.tag, 'tag', bar);
  const lastBar = lastBarOf(intent.expiresAfterBars, bar);
  const expiresAt = expiryOf(intent.expiresAt, bar);
  if (level === 0 || stopLoss === 0 || takeProfit === 0) return null;
  return {
    direction,
    kind,
    level,
    stopLoss,
    takeProfit,
    group,
    signalBar: bar,
    lastBar,
    expiresAt,
    tag,
  };
}

/** The intents of a decision that is an order set. */
function orderSet(
  decision: object,
  bar: number,
): { readonly list: readonly unknown[]; readonly cancel: boolean } {
  const { orders, cancel } = decision as { readonly orders: unknown; readonly cancel?: unknown };
  const extra = Object.keys(decision).find((key) => key !== 'orders' && key !== 'cancel');
  if (!Array.isArray(orders) || extra !== undefined) {
    throw breach(bar, describeValue(decision), 'an order set: { orders: [...], cancel }');
  }
  if (cancel !== undefined && typeof cancel !== 'boolean') {
    throw breach(bar, `cancel: ${describeValue(cancel)}`, 'cancel: true or false');
  }
  return { list: orders as readonly unknown[], cancel: cancel === true };
}

/**
 * Checks what `checkEntry` returned (not null) and puts it into one shape.
 * @throws AssayError STRATEGY_CONTRACT, naming what was found.
 */
export function readEntryDecision(decision: unknown, bar: number, rules: DecisionRules): EntryPlan {
  const isSet = typeof decision === 'object' && decision !== null && 'orders' in decision;
  if (!isSet && !Array.isArray(decision)) {
    const order = orderOf(decision, bar, rules);
    return { orders: order ? [order] : [], cancel: false, notReady: order ? 0 : 1 };
  }
  const { list, cancel } = isSet
    ? orderSet(decision, bar)
    : { list: decision as readonly unknown[], cancel: false };
  const orders: Order[] = [];
  for (const value of list) {
    const order = orderOf(value, bar, rules);
    if (order) orders.push(order);
  }
  return { orders, cancel, notReady: list.length - orders.length };
}
