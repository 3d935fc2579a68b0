import type { SignalStrategy } from '../../contract/signals.js';
import { recipeStrategy } from '../recipe-strategy.js';
import { enterSignal, leaveSignal } from '../signals/signal-logic.js';
import { signalTable } from '../signals/signal-table.js';
import type { StrategySignature } from '../strategy-signature.js';
import { planStreak, prepareStreak, type StreakPlan } from './streak-logic.js';
import { uninterpretedByStreak } from './streak-rules.js';

/**
 * Streak with stop-and-reverse: long at the close that completes `green_streak` green bars in a row, short
 * at the one that completes `red_streak` red ones. The opposite streak leaves the position and takes
 * the other side at the same fill (`mode: single`: only leaves; `on_opposite_signal: false`: neither).
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares more than that.
 */
export function streakReversal(signature: StrategySignature): SignalStrategy {
  return recipeStrategy<StreakPlan>(
    {
      name: 'streak_reversal',
      uninterpreted: uninterpretedByStreak,
      plan: planStreak,
      prepare: prepareStreak,
      enter: enterSignal,
      leave: leaveSignal,
      signals: (plan, bars, symbol) => signalTable(plan, prepareStreak(plan, bars), symbol),
    },
    signature,
  );
}
