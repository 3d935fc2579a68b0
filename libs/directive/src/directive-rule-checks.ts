import type { Diagnostic } from '@assay/core';
import type { DirectiveDraft } from './directive-draft.js';
import {
  checkAtrPeriods,
  checkEnabledBlocks,
  checkMovingAverages,
  checkRangeStop,
  checkSizing,
  checkStopLoss,
} from './execution-checks.js';
import {
  checkIntrabarTimeframe,
  checkPartialExits,
  checkPyramiding,
  checkReversal,
} from './position-checks.js';
import { checkDirections, checkMaxBars, checkPositionLimits } from './repeated-field-checks.js';
import { placeFinding, type IsWritten, type PlaceOf, type RuleCheck } from './rule-finding.js';
import { checkDates, checkIndicators, checkRangeTimeframe, checkSymbols } from './scope-checks.js';
import {
  checkFilters,
  checkOrderPlacement,
  checkReentry,
  checkSessionOrder,
} from './session-checks.js';
import {
  checkEntrySides,
  checkMeanReversionExit,
  checkMeasure,
  checkRegimeExit,
} from './signal-checks.js';
import { valueAt } from './value-at.js';

/**
 * Every rule between fields, which a JSON Schema cannot state; `docs` and editors quote the names.
 * The order is the order in which findings of one place are listed.
 */
export const DIRECTIVE_RULE_CHECKS = {
  'days exist, and end_date is not before start_date': checkDates,
  'no symbol stands twice, whatever its case': checkSymbols,
  'no indicator stands twice, and both lists are equal where both are written': checkIndicators,
  'range_definition.calculation.timeframe is the timeframe of the directive': checkRangeTimeframe,
  'window_start differs from window_end, and window_end <= freeze_at <= order_placement.time':
    checkSessionOrder,
  'order_placement has a range and one order for each side': checkOrderPlacement,
  'an enabled filter has a required_regime': checkFilters,
  'reentry.allowed_until_trade_count <= max_trades_per_session': checkReentry,
  'an enabled block states its type, value, trigger or time': checkEnabledBlocks,
  'stop_loss states exactly the distance that its type reads': checkStopLoss,
  'a stop at the opposite side of the range has a range': checkRangeStop,
  'atr_period stands only beside a distance in ATR': checkAtrPeriods,
  'sizing states the field of its mode and no other': checkSizing,
  'moving_average_cross.fast < slow': checkMovingAverages,
  'mean_reversion_rules has thresholds on one measure': checkMeasure,
  'mean_reversion_rules states a threshold for each side that it enters': checkEntrySides,
  'an exit of mean_reversion_rules states what its type reads and no more': checkMeanReversionExit,
  'an exit of regime_transition_rules states a threshold with type threshold only': checkRegimeExit,
  'a direction is the same in every place': checkDirections,
  'max_bars is the same in every place': checkMaxBars,
  'a limit of positions is the same in every place and fits position_management':
    checkPositionLimits,
  'pyramiding fits the number of positions': checkPyramiding,
  'stop_and_reverse leaves on the opposite signal': checkReversal,
  'partial exits leave at most the whole position': checkPartialExits,
  'intrabar_timeframe is finer than the timeframe and stands beside resolve':
    checkIntrabarTimeframe,
} as const satisfies Readonly<Record<string, RuleCheck>>;

/**
 * Checks the rules between the fields of a directive. Pure; every finding is an error with its
 * place, in the order of {@link DIRECTIVE_RULE_CHECKS}. Fields that could not be read are skipped;
 * `isWritten` tells them from absent ones, and need not be given for a draft that is whole.
 */
export function checkDirectiveRules(
  draft: DirectiveDraft,
  placeOf: PlaceOf,
  isWritten: IsWritten = (path) => valueAt(draft, path) !== undefined,
): Diagnostic[] {
  const found: Diagnostic[] = [];
  for (const check of Object.values<RuleCheck>(DIRECTIVE_RULE_CHECKS)) {
    check(draft, (finding) => {
      if (finding.missing && isWritten(finding.missing)) return;
      found.push(placeFinding(finding, placeOf));
    });
  }
  return found;
}
