import { parseTimeOfDay } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import { uncoveredFields } from '../declared-fields.js';

/** Rule fields that the session range breakout interprets itself. */
export const SESSION_RANGE_FIELDS: readonly string[] = [
  'execution_rules.cancel_opposite_on_fill',
  'order_placement',
  'range_definition',
  'trade_management.no_reentry_after_second_trade',
  'trade_management.reentry',
  'trend_filter',
  'volatility_filter',
];

type Orders = NonNullable<DirectiveRules['order_placement']>;

function refusedTimes(rules: DirectiveRules, timeframe: string | undefined): string[] {
  const { range_definition: range, order_placement: placement } = rules;
  if (!range || !placement) return [];
  const found: string[] = [];
  const end = parseTimeOfDay(range.window_end) ?? 0;
  const final = Math.max(end, parseTimeOfDay(range.freeze_at ?? range.window_end) ?? end);
  if (range.window_start === range.window_end) {
    found.push('range_definition.window_end (the window ends where it starts)');
  }
  if (range.freeze_at !== undefined && (parseTimeOfDay(range.freeze_at) ?? 0) < end) {
    found.push('range_definition.freeze_at (before the end of the window)');
  }
  if ((parseTimeOfDay(placement.time) ?? 0) < final) {
    found.push('order_placement.time (before the range is final)');
  }
  const source = range.calculation?.timeframe;
  if (source !== undefined && timeframe !== undefined && source !== timeframe) {
    found.push(`range_definition.calculation.timeframe: ${source} (the bars are ${timeframe})`);
  }
  return found;
}

/** Side of the range at which an order of this type and direction waits for the price. */
function sensibleLevel(type: Orders['type'], direction: 'long' | 'short'): string {
  return (type === 'stop') === (direction === 'long') ? 'range_high' : 'range_low';
}

function refusedOrders(rules: DirectiveRules): string[] {
  const placement = rules.order_placement;
  if (!placement) return [];
  const found: string[] = [];
  if (rules.execution?.order_type !== undefined && placement.type !== 'market') {
    found.push(`execution.order_type: market (order_placement.type is ${placement.type})`);
  }
  const orders = placement.orders ?? [];
  if (orders.length === 2 && orders[0]?.direction === orders[1]?.direction) {
    found.push('order_placement.orders (two of one direction)');
  }
  for (const order of orders) {
    if (
      placement.type !== 'market' &&
      order.level !== sensibleLevel(placement.type, order.direction)
    ) {
      found.push(
        `order_placement.orders: ${order.direction} ${placement.type} at ${order.level} (already passed)`,
      );
    }
  }
  const isFade = orders.some((order) => order.level !== sensibleLevel('stop', order.direction));
  if (isFade && rules.execution_rules?.stop_loss?.type === 'session_opposite_range') {
    found.push(
      'execution_rules.stop_loss.type: session_opposite_range (the far side is where a fade wins)',
    );
  }
  return found;
}

function refusedManagement(rules: DirectiveRules): string[] {
  const found: string[] = [];
  const reentry = rules.trade_management?.reentry;
  if (rules.order_placement?.type === 'market') {
    if (rules.execution_rules?.cancel_opposite_on_fill !== true) {
      found.push(
        'order_placement.type: market (needs execution_rules.cancel_opposite_on_fill: true)',
      );
    }
    if (reentry?.allowed === true && reentry.reuse_original_range === false) {
      found.push(
        'trade_management.reentry.reuse_original_range: false (no close lies beyond its own range)',
      );
    }
  }
  if (rules.exit_rules?.on_opposite_signal === true) {
    found.push('exit_rules.on_opposite_signal: true (orders rest, they are no signals)');
  }
  if (rules.position_management?.mode === 'stop_and_reverse') {
    found.push('position_management.mode: stop_and_reverse');
  }
  return found;
}

/** Declared rules that the session range breakout does not interpret, each with the reason. */
export function uninterpretedBySessionRange(rules: DirectiveRules, timeframe?: string): string[] {
  return [
    ...uncoveredFields(rules, SESSION_RANGE_FIELDS),
    ...refusedTimes(rules, timeframe),
    ...refusedOrders(rules),
    ...refusedManagement(rules),
  ];
}
