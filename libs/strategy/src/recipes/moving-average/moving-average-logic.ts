import type { Bars } from '@assay/core';
import type { StrategyContext } from '../../contract/context.js';
import type { IndicatorColumns } from '../../contract/define-strategy.js';
import type { EntryDecision } from '../../contract/intents.js';
import type { StrategyRules } from '../../contract/strategy-rules.js';
import { averageColumn } from '../parts/average-column.js';

/** Averages nearer to each other than this share are equal: what is left is dust of the summation. */
const TIE = 1e-12;

/** The declared cross, nothing optional. */
export interface CrossPlan {
  readonly type: 'sma' | 'ema';
  /** Bars. */
  readonly fast: number;
  readonly slow: number;
  readonly takesLong: boolean;
  readonly takesShort: boolean;
  readonly leavesOnOpposite: boolean;
}

/** Reads the rules of a moving-average cross. */
export function planCross(rules: StrategyRules): CrossPlan {
  const cross = rules.moving_average_cross;
  if (!cross) throw new RangeError('moving_average_cross is absent');
  const side = cross.direction ?? rules.direction ?? rules.trade_management?.direction_restriction;
  return {
    type: cross.type,
    fast: cross.fast,
    slow: cross.slow,
    takesLong: side !== 'short',
    takesShort: side !== 'long',
    leavesOnOpposite: rules.exit_rules?.on_opposite_signal !== false,
  };
}

/** Both averages of the closes. */
export function prepareCross(plan: CrossPlan, bars: Bars): IndicatorColumns {
  return {
    fast: averageColumn(plan.type, bars.close, plan.fast),
    slow: averageColumn(plan.type, bars.close, plan.slow),
  };
}

/** How far the fast average lies above the slow one; 0 when they are equal but for rounding. */
export function distance(fast: number, slow: number): number {
  const above = fast - slow;
  return Math.abs(above) <= TIE * Math.abs(slow) ? 0 : above;
}

/** Long at a cross upwards (fast[i−1] < slow[i−1] and fast[i] > slow[i]), short mirrored. */
export function enterCross(plan: CrossPlan, ctx: StrategyContext): EntryDecision {
  const now = distance(ctx.col('fast'), ctx.col('slow'));
  if (now > 0) {
    if (!plan.takesLong || !(distance(ctx.col('fast', 1), ctx.col('slow', 1)) < 0)) return null;
    return ctx.filters.allows(1) ? { direction: 1 } : null;
  }
  if (!plan.takesShort || !(now < 0)) return null;
  if (!(distance(ctx.col('fast', 1), ctx.col('slow', 1)) > 0)) return null;
  return ctx.filters.allows(-1) ? { direction: -1 } : null;
}

/** The opposite cross leaves. */
export function leaveCross(plan: CrossPlan, ctx: StrategyContext): boolean {
  if (!plan.leavesOnOpposite) return false;
  const now = distance(ctx.col('fast'), ctx.col('slow'));
  const side = ctx.position?.direction;
  if (now > 0) return side === -1 && distance(ctx.col('fast', 1), ctx.col('slow', 1)) < 0;
  return now < 0 && side === 1 && distance(ctx.col('fast', 1), ctx.col('slow', 1)) > 0;
}
