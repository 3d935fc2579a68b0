import type { SignalStrategy } from '../../contract/signals.js';
import { recipeStrategy } from '../recipe-strategy.js';
import { enterSignal, leaveSignal } from '../signals/signal-logic.js';
import { signalTable } from '../signals/signal-table.js';
import type { StrategySignature } from '../strategy-signature.js';
import { planRegime, prepareRegime, type RegimePlan } from './regime-logic.js';
import { uninterpretedByRegime } from './regime-rules.js';

/**
 * Regime transition: a market order at the close at which a regime changes to `entry.threshold` or
 * beyond, short mirrored. Volatility has no side: its change is a signal of the one declared direction,
 * and a threshold of −1 means a fall to low.
 *
 * A position is left, by `exit.type`, when the regime is at the opposite threshold (`reversal`, which
 * also takes that side at the same fill unless `mode: single`), when it has come back to
 * `exit.threshold` (`threshold`), when it is below the entry's (`regime_end`), or never by itself (`stop`).
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function regimeTransition(signature: StrategySignature): SignalStrategy {
  return recipeStrategy<RegimePlan>(
    {
      name: 'regime_transition',
      uninterpreted: uninterpretedByRegime,
      plan: planRegime,
      prepare: prepareRegime,
      enter: enterSignal,
      leave: leaveSignal,
      signals: (plan, bars, symbol) => signalTable(plan, prepareRegime(plan, bars), symbol),
    },
    signature,
  );
}
