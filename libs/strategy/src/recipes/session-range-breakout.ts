import { parseTimeOfDay, parseTimeframe, timeframeMs, MS_PER_MINUTE } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { SessionRange, StrategyContext } from '../contract/context.js';
import { defineStrategy, type StrategyDefinition } from '../contract/define-strategy.js';
import type { Direction, EntryIntent } from '../contract/intents.js';
import { refuseRules, refuseSignature } from './refuse-rules.js';
import { uninterpretedBySessionRange } from './session-range-rules.js';
import type { StrategySignature } from './strategy-signature.js';

const MINUTES_PER_DAY = 1440;
/** Group of the two orders when one cancels the other. */
const GROUP = 'session-range';

/** The declared rules as numbers: minutes after local midnight, counts. */
interface SessionRangePlan {
  readonly windowStart: number;
  readonly windowEnd: number;
  readonly includeEndBar: boolean;
  /** Orders are placed at the close of the first bar that ends at or after this. */
  readonly placeAt: number;
  /** Bars that open at or after this fill no order. */
  readonly expireAt: number;
  readonly order: 'stop' | 'limit';
  readonly sides: readonly { readonly direction: Direction; readonly atHigh: boolean }[];
  readonly skipsBrokenSides: boolean;
  readonly cancelsOpposite: boolean;
  readonly stopsAtOppositeSide: boolean;
  /** Trades of a session before which the first and every further placement is allowed. */
  readonly maxTrades: number;
  readonly maxTradesBeforeReentry: number;
}

function minutes(time: string): number {
  return parseTimeOfDay(time) ?? NaN;
}

/** Trades that a session may have had for another placement; 0 when there is no re-entry. */
function reentryLimit(rules: DirectiveRules): number {
  const management = rules.trade_management;
  if (!management?.reentry?.allowed) return 0;
  const until = management.reentry.allowed_until_trade_count ?? Infinity;
  return management.no_reentry_after_second_trade ? Math.min(until, 2) : until;
}

function planOf(rules: DirectiveRules, barMinutes: number): SessionRangePlan | undefined {
  const { range_definition: range, order_placement: placement } = rules;
  if (!range || !placement || placement.type === 'market') return undefined;
  const windowEnd = minutes(range.window_end);
  const includeEndBar = range.include_window_end_bar ?? false;
  const final = includeEndBar ? windowEnd + barMinutes : windowEnd;
  const placeAt = Math.max(minutes(placement.time), final, minutes(range.freeze_at ?? '00:00'));
  const exit = rules.exit_rules?.time_exit;
  const exitAt = exit?.enabled && exit.time !== undefined ? minutes(exit.time) : MINUTES_PER_DAY;
  const side = rules.direction ?? rules.trade_management?.direction_restriction;
  const orders = placement.orders ?? [
    { direction: 'long', level: placement.type === 'stop' ? 'range_high' : 'range_low' },
    { direction: 'short', level: placement.type === 'stop' ? 'range_low' : 'range_high' },
  ];
  return {
    windowStart: minutes(range.window_start),
    windowEnd,
    includeEndBar,
    placeAt,
    expireAt: exitAt > placeAt ? exitAt : MINUTES_PER_DAY,
    order: placement.type,
    sides: orders
      .filter(
        ({ direction }) =>
          side === undefined || side === 'both' || side === 'none' || side === direction,
      )
      .map(({ direction, level }) => ({
        direction: direction === 'long' ? 1 : -1,
        atHigh: level === 'range_high',
      })),
    skipsBrokenSides: placement.price_validation?.ignore_pre_breakouts === false,
    cancelsOpposite: rules.execution_rules?.cancel_opposite_on_fill ?? false,
    stopsAtOppositeSide: rules.execution_rules?.stop_loss?.type === 'session_opposite_range',
    maxTrades: rules.trade_management?.max_trades_per_session ?? Infinity,
    maxTradesBeforeReentry: reentryLimit(rules),
  };
}

/** True when orders are to be placed at the close of the current bar. */
function isPlacement(plan: SessionRangePlan, ctx: StrategyContext): boolean {
  const { session } = ctx;
  if (session.endMinuteOfDay < plan.placeAt || session.endMinuteOfDay >= plan.expireAt)
    return false;
  if (session.reaches(plan.placeAt)) return session.trades < plan.maxTrades;
  // Later in the session only after a trade, and only when nothing waits any more.
  const limit = Math.min(plan.maxTrades, plan.maxTradesBeforeReentry);
  return session.trades > 0 && session.trades < limit && ctx.pendingOrders === 0;
}

/** True when price left the range on a side between the range and now. */
function isBroken(
  plan: SessionRangePlan,
  ctx: StrategyContext,
  range: SessionRange,
  atHigh: boolean,
): boolean {
  const from = plan.includeEndBar ? plan.windowEnd + 1 : plan.windowEnd;
  const since = ctx.session.range(from, MINUTES_PER_DAY);
  if (!since) return false;
  return atHigh ? since.high > range.high : since.low < range.low;
}

function ordersOf(
  plan: SessionRangePlan,
  ctx: StrategyContext,
  range: SessionRange,
): readonly EntryIntent[] {
  const expiresAt = ctx.session.instantOf(plan.expireAt);
  const orders: EntryIntent[] = [];
  for (const { direction, atHigh } of plan.sides) {
    if (plan.skipsBrokenSides && isBroken(plan, ctx, range, atHigh)) continue;
    if (!ctx.filters.allows(direction)) continue;
    orders.push({
      direction,
      order: plan.order,
      level: atHigh ? range.high : range.low,
      expiresAt,
      ...(plan.stopsAtOppositeSide ? { stopLoss: atHigh ? range.low : range.high } : {}),
      ...(plan.cancelsOpposite ? { group: GROUP } : {}),
    });
  }
  return orders;
}

/**
 * Session range breakout. All times are of the session's local day.
 *
 * - The range spans the bars that open in [window_start, window_end), and the bar that opens at
 *   window_end with `include_window_end_bar`.
 * - Orders are placed at the close of the first bar that ends at or after `order_placement.time` (and
 *   after the range is final), so they are live from the first bar that opens at or after it. They
 *   expire at the time exit, else at the end of the local day.
 * - `ignore_pre_breakouts: false` leaves out a side that price already left; otherwise its level
 *   stays as it is, and an order that the open has passed fills at the open.
 * - With `reentry.allowed` the orders are placed anew at the close of a bar at which a trade of the
 *   session is over and nothing waits, up to the declared counts.
 * - With `cancel_opposite_on_fill` one fill cancels the other order; the stop of
 *   `session_opposite_range` lies at the other side of the range.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function sessionRangeBreakout(signature: StrategySignature): StrategyDefinition {
  const rules = signature.rules as DirectiveRules;
  refuseRules('session_range_breakout', uninterpretedBySessionRange(rules, signature.timeframe));
  const timeframe = parseTimeframe(signature.timeframe);
  const plan = timeframe && planOf(rules, timeframeMs(timeframe) / MS_PER_MINUTE);
  if (!plan) {
    refuseSignature(
      'session_range_breakout',
      'a signature without range_definition, order_placement or a known timeframe',
      'range_definition and order_placement',
    );
  }
  return defineStrategy({
    name: signature.strategy,
    timeframe: signature.timeframe,
    signature: { ...signature },
    prepareIndicators: () => ({}),
    checkEntry(ctx) {
      if (!isPlacement(plan, ctx)) return null;
      const range = ctx.session.range(plan.windowStart, plan.windowEnd, plan.includeEndBar);
      if (!range) return null;
      const orders = ordersOf(plan, ctx, range);
      return orders.length > 0 ? { orders, cancel: true } : null;
    },
    checkExit: () => false,
  });
}
