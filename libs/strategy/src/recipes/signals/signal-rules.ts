import type { DirectiveRules } from '@assay/directive';
import { uncoveredFields } from '../declared-fields.js';

/** Rule fields that every recipe of market orders at signals interprets itself. */
export const SIGNAL_FIELDS: readonly string[] = [
  'polarity_override',
  'trade_management.reentry.allowed',
  'trend_filter',
  'volatility_filter',
];

/**
 * Declared rules that no signal recipe interprets, each with the reason. `own` are the fields of the
 * recipe's own blocks; `leavesOnOpposite` says that its exit is the opposite signal.
 */
export function uninterpretedBySignals(
  rules: DirectiveRules,
  own: readonly string[],
  leavesOnOpposite: string | null,
): string[] {
  const found = uncoveredFields(rules, [...SIGNAL_FIELDS, ...own]);
  if (rules.execution_rules?.stop_loss?.type === 'session_opposite_range') {
    found.push(
      'execution_rules.stop_loss.type: session_opposite_range (there is no session range)',
    );
  }
  if (rules.exit_rules?.on_opposite_signal !== false) return found;
  if (rules.position_management?.mode === 'stop_and_reverse') {
    found.push(
      'position_management.mode: stop_and_reverse (exit_rules.on_opposite_signal is false)',
    );
  }
  if (leavesOnOpposite !== null) {
    found.push(`exit_rules.on_opposite_signal: false (${leavesOnOpposite})`);
  }
  return found;
}
