import type { SessionRange, StrategyContext } from '../../contract/context.js';
import type { IndicatorColumns } from '../../contract/define-strategy.js';
import type { Direction, EntryDecision, EntryIntent } from '../../contract/intents.js';
import type { StrategyRules } from '../../contract/strategy-rules.js';
import { barLengthMs, minuteOfDay } from '../parts/session-times.js';
import {
  dayAt,
  forgetBars,
  sessionDays,
  type SessionDay,
  type SessionDays,
} from './session-days.js';

const MINUTES_PER_DAY = 1440;
/** Group of the two orders when one cancels the other. */
const GROUP = 'session-range';

/** The declared rules as numbers: minutes after local midnight, counts. */
export interface SessionRangePlan {
  readonly barMs: number;
  readonly includeEndBar: boolean;
  readonly order: 'stop' | 'limit' | 'market';
  readonly sides: readonly { readonly direction: Direction; readonly atHigh: boolean }[];
  readonly skipsBrokenSides: boolean;
  readonly cancelsOpposite: boolean;
  readonly stopsAtOppositeSide: boolean;
  /** Trades of a session before which the first placement is allowed. */
  readonly maxTrades: number;
  /** Trades of a session before which a further placement is allowed; 0 without re-entry. */
  readonly maxTradesBeforeReentry: number;
  readonly reusesRange: boolean;
  readonly placesBothOnReentry: boolean;
  /** What is known of each day: computed once, read at every bar. */
  readonly days: SessionDays;
}

/** Trades that a session may have had for another placement; 0 when there is no re-entry. */
function reentryLimit(rules: StrategyRules): number {
  const management = rules.trade_management;
  if (!management?.reentry?.allowed) return 0;
  const until = management.reentry.allowed_until_trade_count ?? Infinity;
  const most = management.max_trades_per_session ?? Infinity;
  return Math.min(until, most, management.no_reentry_after_second_trade ? 2 : Infinity);
}

/** Reads the rules of a session range breakout; bars are those of the timeframe. */
export function planSessionRange(rules: StrategyRules, timeframe: string): SessionRangePlan {
  const { range_definition: range, order_placement: placement, trade_management } = rules;
  if (!range || !placement) throw new RangeError('range_definition or order_placement is absent');
  const windowStart = minuteOfDay(range.window_start);
  const windowEnd = minuteOfDay(range.window_end);
  const exit = rules.exit_rules?.time_exit;
  const side = rules.direction ?? trade_management?.direction_restriction ?? 'both';
  const barMs = barLengthMs(timeframe);
  const includeEndBar = range.include_window_end_bar ?? false;
  const days = sessionDays({
    barMs,
    windowStart,
    windowEnd,
    daysBefore: windowStart > windowEnd ? 1 : 0,
    includeEndBar,
    freezeAt: minuteOfDay(range.freeze_at ?? range.window_end),
    placeAt: minuteOfDay(placement.time),
    exitAt: exit?.enabled ? minuteOfDay(exit.time ?? '') : MINUTES_PER_DAY,
  });
  return {
    barMs,
    includeEndBar,
    order: placement.type,
    sides: placement.orders
      .filter(({ direction }) => side === 'both' || side === 'none' || side === direction)
      .map(({ direction, level }) => ({
        direction: direction === 'long' ? 1 : -1,
        atHigh: level === 'range_high',
      })),
    skipsBrokenSides: placement.price_validation?.ignore_pre_breakouts === false,
    cancelsOpposite: rules.execution_rules?.cancel_opposite_on_fill ?? false,
    stopsAtOppositeSide: rules.execution_rules?.stop_loss?.type === 'session_opposite_range',
    maxTrades: trade_management?.max_trades_per_session ?? Infinity,
    maxTradesBeforeReentry: reentryLimit(rules),
    reusesRange: trade_management?.reentry?.reuse_original_range ?? true,
    placesBothOnReentry: trade_management?.reentry?.place_both_orders_on_reentry ?? true,
    days,
  };
}

/** There are no columns; what is known of a day's bars is forgotten, because they may be others. */
export function prepareSessionRange(plan: SessionRangePlan): IndicatorColumns {
  forgetBars(plan.days);
  return {};
}

/** True for the first bar of the day that ends at or after the time of the orders. */
function isPlacementBar(
  { barMs }: SessionRangePlan,
  { placeAt, from }: SessionDay,
  times: Float64Array,
  bar: number,
): boolean {
  if ((times[bar] as number) + barMs < placeAt) return false;
  const before = times[bar - 1];
  return before === undefined || before < from || before + barMs < placeAt;
}

/** The same of the current bar; a day has one such bar. */
function isAtPlacement(plan: SessionRangePlan, day: SessionDay, ctx: StrategyContext): boolean {
  const { i } = ctx;
  if (day.placementBar < 0 && isPlacementBar(plan, day, ctx.column('time'), i)) {
    day.placementBar = i;
  }
  return day.placementBar === i;
}

/** Measures the range, and whether price left it before the orders were placed. */
function measureRange(plan: SessionRangePlan, day: SessionDay, ctx: StrategyContext): void {
  const times = ctx.column('time');
  const highs = ctx.column('high');
  const lows = ctx.column('low');
  let high = -Infinity;
  let low = Infinity;
  let highest = -Infinity;
  let lowest = Infinity;
  for (let bar = ctx.i; bar >= 0; bar -= 1) {
    const time = times[bar] as number;
    if (time < day.windowStart) break;
    if (time < day.windowEnd || (plan.includeEndBar && time === day.windowEnd)) {
      high = Math.max(high, highs[bar] as number);
      low = Math.min(low, lows[bar] as number);
    }
    if (time < day.finalAt) continue;
    if (time + plan.barMs > day.placeAt && !isPlacementBar(plan, day, times, bar)) continue;
    highest = Math.max(highest, highs[bar] as number);
    lowest = Math.min(lowest, lows[bar] as number);
  }
  day.isMeasured = true;
  day.high = high >= low ? high : NaN;
  day.low = high >= low ? low : NaN;
  day.isHighBroken = highest > high;
  day.isLowBroken = lowest < low;
}

/** The extremes of all bars since the window began: what a re-entry may break out of instead. */
function rangeSoFar(day: SessionDay, ctx: StrategyContext): SessionRange {
  const times = ctx.column('time');
  const highs = ctx.column('high');
  const lows = ctx.column('low');
  let { high, low } = day;
  for (let bar = ctx.i; bar >= 0 && (times[bar] as number) >= day.windowStart; bar -= 1) {
    high = Math.max(high, highs[bar] as number);
    low = Math.min(low, lows[bar] as number);
  }
  return { high, low };
}

/** The order of one side, or null when it is not to be placed now. */
function orderOf(
  plan: SessionRangePlan,
  day: SessionDay,
  ctx: StrategyContext,
  { direction, atHigh }: SessionRangePlan['sides'][number],
  { high, low }: SessionRange,
  isReentry: boolean,
): EntryIntent | null {
  if (isReentry && !plan.placesBothOnReentry && direction !== ctx.session.lastDirection)
    return null;
  if (!isReentry && plan.skipsBrokenSides && (atHigh ? day.isHighBroken : day.isLowBroken))
    return null;
  if (plan.order === 'market' && !(atHigh ? ctx.close > high : ctx.close < low)) return null;
  if (!ctx.filters.allows(direction)) return null;
  const stop = plan.stopsAtOppositeSide ? { stopLoss: atHigh ? low : high } : {};
  if (plan.order === 'market') return { direction, ...stop };
  const group = plan.cancelsOpposite ? { group: GROUP } : {};
  const level = atHigh ? high : low;
  return { direction, order: plan.order, level, expiresAt: day.expireAt, ...stop, ...group };
}

/**
 * At the placement the orders of every side; after a trade of the session is over and nothing waits,
 * those of a re-entry. Market orders are taken at the first close beyond a side instead.
 */
export function enterSessionRange(plan: SessionRangePlan, ctx: StrategyContext): EntryDecision {
  const { time } = ctx;
  const day = dayAt(plan.days, time, ctx.session);
  const end = time + plan.barMs;
  if (end < day.placeAt || end >= day.expireAt) return null;
  const isFirst = isAtPlacement(plan, day, ctx);
  if (!isFirst && plan.order !== 'market' && plan.maxTradesBeforeReentry === 0) return null;
  if (!isFirst && ctx.pendingOrders > 0) return null;
  const { trades } = ctx.session;
  const isReentry = trades > 0 && !isFirst;
  if (trades >= (isReentry ? plan.maxTradesBeforeReentry : plan.maxTrades)) return null;
  // Without a trade nothing is placed again: the orders have expired, or were refused.
  if (!isFirst && !isReentry && plan.order !== 'market') return null;
  if (!day.isMeasured) measureRange(plan, day, ctx);
  if (day.high !== day.high) return null;
  const range = isReentry && !plan.reusesRange ? rangeSoFar(day, ctx) : day;
  const orders: EntryIntent[] = [];
  for (const side of plan.sides) {
    const order = orderOf(plan, day, ctx, side, range, isReentry);
    if (order) orders.push(order);
  }
  return orders.length > 0 ? { orders, cancel: true } : null;
}

/** Stops, targets and the time exit are the engine's: the session itself leaves nothing. */
export function leaveSessionRange(): boolean {
  return false;
}
