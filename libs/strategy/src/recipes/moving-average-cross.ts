import type { DirectiveRules } from '@assay/directive';
import { ema } from '@assay/indicators/trend/ema';
import { sma } from '@assay/indicators/trend/sma';
import { defineStrategy, type StrategyDefinition } from '../contract/define-strategy.js';
import { uninterpretedByMovingAverageCross } from './moving-average-rules.js';
import { refuseRules, refuseSignature } from './refuse-rules.js';
import type { StrategySignature } from './strategy-signature.js';

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
      const fast = ctx.col('fast');
      const slow = ctx.col('slow');
      if (fast > slow) {
        if (!takesLong || !(ctx.col('fast', 1) < ctx.col('slow', 1))) return null;
        return ctx.filters.allows(1) ? { direction: 1 } : null;
      }
      if (!takesShort || !(fast < slow) || !(ctx.col('fast', 1) > ctx.col('slow', 1))) return null;
      return ctx.filters.allows(-1) ? { direction: -1 } : null;
    },
    checkExit(ctx) {
      if (!leavesOnOpposite) return false;
      const fast = ctx.col('fast');
      const slow = ctx.col('slow');
      if (fast > slow) {
        return ctx.col('fast', 1) < ctx.col('slow', 1) && ctx.position?.direction === -1;
      }
      return (
        fast < slow && ctx.col('fast', 1) > ctx.col('slow', 1) && ctx.position?.direction === 1
      );
    },
  });
}
