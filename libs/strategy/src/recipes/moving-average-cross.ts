import type { DirectiveRules } from '@assay/directive';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { defineStrategy, type StrategyDefinition } from '../contract/define-strategy.js';
import { uninterpretedByMovingAverageCross } from './moving-average-rules.js';
import { refuseRules, refuseSignature } from './refuse-rules.js';
import type { StrategySignature } from './strategy-signature.js';

/** Averages nearer to each other than this share are equal: what is left is dust of the summation. */
const TIE = 1e-12;

/** How far the fast average lies above the slow one; 0 when they are equal but for rounding. */
function distance(fast: number, slow: number): number {
  const above = fast - slow;
  return Math.abs(above) <= TIE * Math.abs(slow) ? 0 : above;
}

/**
 * Moving-average cross: long when the fast average crosses above the slow one at the close
 * (fast[i−1] < slow[i−1] and fast[i] > slow[i]), short mirrored. The opposite cross leaves the
 * position and takes the other side at the same fill, where the direction allows it; with
 * `exit_rules.on_opposite_signal: false` it does not leave. Enabled filters must allow an entry.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function movingAverageCross(signature: StrategySignature): StrategyDefinition {
  const rules = signature.rules as DirectiveRules;
  refuseRules('moving_average_cross', uninterpretedByMovingAverageCross(rules));
  const cross = rules.moving_average_cross;
  if (!cross) {
    refuseSignature(
      'moving_average_cross',
      'a signature without moving_average_cross',
      'moving_average_cross with type, fast and slow',
    );
  }
  const average = cross.type === 'ema' ? ema : sma;
  const side = cross.direction ?? rules.direction ?? rules.trade_management?.direction_restriction;
  const takesLong = side !== 'short';
  const takesShort = side !== 'long';
  const leavesOnOpposite = rules.exit_rules?.on_opposite_signal !== false;
  return defineStrategy({
    name: signature.strategy,
    timeframe: signature.timeframe,
    signature: { ...signature },
    prepareIndicators: (bars) => ({
      fast: average(bars.close, cross.fast),
      slow: average(bars.close, cross.slow),
    }),
    checkEntry(ctx) {
      const now = distance(ctx.col('fast'), ctx.col('slow'));
      if (now > 0) {
        if (!takesLong || !(distance(ctx.col('fast', 1), ctx.col('slow', 1)) < 0)) return null;
        return ctx.filters.allows(1) ? { direction: 1 } : null;
      }
      if (!takesShort || !(now < 0)) return null;
      if (!(distance(ctx.col('fast', 1), ctx.col('slow', 1)) > 0)) return null;
      return ctx.filters.allows(-1) ? { direction: -1 } : null;
    },
    checkExit(ctx) {
      if (!leavesOnOpposite) return false;
      const now = distance(ctx.col('fast'), ctx.col('slow'));
      const side = ctx.position?.direction;
      if (now > 0) return side === -1 && distance(ctx.col('fast', 1), ctx.col('slow', 1)) < 0;
      return now < 0 && side === 1 && distance(ctx.col('fast', 1), ctx.col('slow', 1)) > 0;
    },
  });
}
