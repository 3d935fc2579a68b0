import type { DirectiveRules } from '@assay/directive';
import { uncoveredFields } from '../declared-fields.js';

/** Rule fields that the moving-average cross interprets itself. */
export const MOVING_AVERAGE_FIELDS: readonly string[] = [
  'moving_average_cross',
  'trend_filter',
  'volatility_filter',
];

/** Declared rules that the moving-average cross does not interpret, each with the reason. */
export function uninterpretedByMovingAverageCross(rules: DirectiveRules): string[] {
  const found = uncoveredFields(rules, MOVING_AVERAGE_FIELDS);
  if (rules.execution_rules?.stop_loss?.type === 'session_opposite_range') {
    found.push(
      'execution_rules.stop_loss.type: session_opposite_range (there is no session range)',
    );
  }
  if (rules.position_management?.mode === 'single') {
    found.push('position_management.mode: single (the opposite cross reverses the position)');
  }
  if (
    rules.position_management?.mode === 'stop_and_reverse' &&
    rules.exit_rules?.on_opposite_signal === false
  ) {
    found.push(
      'position_management.mode: stop_and_reverse (exit_rules.on_opposite_signal is false)',
    );
  }
  return found;
}
