import type { DirectiveModel } from './directive-model.js';
import type { DirectiveRules } from './rule-schema.js';
import { valueAt } from './value-at.js';

/** Which sides may be taken. */
export type SideRestriction = 'both' | 'long' | 'short';

/** Starting capital unless `sizing.capital` states it, in account currency. */
export const CAPITAL_DEFAULT = 10_000;
/** Account currency unless `sizing.account_currency` states it. */
export const ACCOUNT_CURRENCY_DEFAULT = 'USD';

/** The places where a direction may stand, as paths of the file; all that are present are equal. */
export const DIRECTION_PATHS = [
  ['direction'],
  ['trade_management', 'direction_restriction'],
  ['moving_average_cross', 'direction'],
  ['regime_transition_rules', 'direction'],
] as const;

/** The places where the number of open positions may stand; all that are present are equal. */
export const POSITION_LIMIT_PATHS = [
  ['max_concurrent_positions'],
  ['trade_management', 'max_concurrent_positions'],
  ['position_management', 'max_positions'],
] as const;

/** The places where the longest holding time may stand; all that are present are equal. */
export const MAX_BARS_PATHS = [
  ['exit_rules', 'max_bars'],
  ['mean_reversion_rules', 'exit', 'max_bars'],
] as const;

function isSide(value: unknown): value is SideRestriction {
  return value === 'both' || value === 'long' || value === 'short';
}

/** The starting capital in account currency, > 0. */
export function capitalOf(model: Pick<DirectiveModel, 'rules'>): number {
  return model.rules.sizing?.capital ?? CAPITAL_DEFAULT;
}

/** The account's currency, three capitals. */
export function accountCurrencyOf(model: Pick<DirectiveModel, 'rules'>): string {
  return model.rules.sizing?.account_currency ?? ACCOUNT_CURRENCY_DEFAULT;
}

/** Which sides the rules allow, wherever that stands; both unless stated (`none` restricts nothing). */
export function directionOf(rules: DirectiveRules): SideRestriction {
  for (const path of DIRECTION_PATHS) {
    const value = valueAt(rules, path);
    if (value === 'none') return 'both';
    if (isSide(value)) return value;
  }
  return 'both';
}

/** How many positions may be open at once in one symbol, ≥ 1; 1 unless stated. */
export function maxConcurrentPositionsOf(rules: DirectiveRules): number {
  return firstNumber(rules, POSITION_LIMIT_PATHS) ?? 1;
}

/** Bars after which a position is left, ≥ 1; Infinity unless stated. */
export function maxBarsOf(rules: DirectiveRules): number {
  return firstNumber(rules, MAX_BARS_PATHS) ?? Infinity;
}

function firstNumber(
  rules: DirectiveRules,
  paths: readonly (readonly string[])[],
): number | undefined {
  for (const path of paths) {
    const value = valueAt(rules, path);
    if (typeof value === 'number') return value;
  }
  return undefined;
}
