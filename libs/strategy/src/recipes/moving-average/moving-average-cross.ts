import type { SignalStrategy } from '../../contract/signals.js';
import { recipeStrategy } from '../recipe-strategy.js';
import type { StrategySignature } from '../strategy-signature.js';
import { enterCross, leaveCross, planCross, prepareCross } from './moving-average-logic.js';
import { signalsOfCross } from './average-crosses.js';
import { uninterpretedByMovingAverageCross } from './moving-average-rules.js';

/**
 * Moving-average cross: long when the fast average crosses above the slow one at the close
 * (fast[i−1] < slow[i−1] and fast[i] > slow[i]), short mirrored. The opposite cross leaves the
 * position and takes the other side at the same fill, where the direction allows it; with
 * `exit_rules.on_opposite_signal: false` it does not leave. Enabled filters must allow an entry.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function movingAverageCross(signature: StrategySignature): SignalStrategy {
  return recipeStrategy(
    {
      name: 'moving_average_cross',
      uninterpreted: uninterpretedByMovingAverageCross,
      plan: planCross,
      prepare: prepareCross,
      enter: enterCross,
      leave: leaveCross,
      signals: signalsOfCross,
    },
    signature,
  );
}
