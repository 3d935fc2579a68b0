import type { DirectiveRules } from '@assay/directive';
import { SIGNAL_FIELDS, uninterpretedBySignals } from '../signals/signal-rules.js';

/** Rule fields that the streak recipe interprets itself. */
export const STREAK_FIELDS: readonly string[] = [...SIGNAL_FIELDS, 'state_machine'];

/** Declared rules that the streak recipe does not interpret, each with the reason. */
export function uninterpretedByStreak(rules: DirectiveRules): string[] {
  return uninterpretedBySignals(rules, STREAK_FIELDS, null);
}
