import type { SignalStrategy } from '../../contract/signals.js';
import { recipeStrategy } from '../recipe-strategy.js';
import { enterSignal, leaveSignal } from '../signals/signal-logic.js';
import { signalTable } from '../signals/signal-table.js';
import type { StrategySignature } from '../strategy-signature.js';
import { planReversion, prepareReversion, type ReversionPlan } from './reversion-logic.js';
import { uninterpretedByReversion } from './reversion-rules.js';

/**
 * Indicator threshold mean reversion: a market order at the first close at which the thresholds of a side
 * hold (at each such close with `reentry.allowed`).
 *
 * A position is left, by `exit.type`, when the thresholds of the other side hold (`opposite_signal`,
 * which also takes that side at the same fill unless `mode: single`), when only the measure says so
 * (`opposite_threshold`), when the measure is back at its middle (`mean`), when thresholds of its own hold
 * (`threshold`), or never by itself (`max_bars`, `stop`). `exit.max_bars` holds with every type.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function thresholdMeanReversion(signature: StrategySignature): SignalStrategy {
  return recipeStrategy<ReversionPlan>(
    {
      name: 'threshold_mean_reversion',
      uninterpreted: uninterpretedByReversion,
      plan: planReversion,
      prepare: prepareReversion,
      enter: enterSignal,
      leave: leaveSignal,
      signals: (plan, bars, symbol) => signalTable(plan, prepareReversion(plan, bars), symbol),
    },
    signature,
  );
}
