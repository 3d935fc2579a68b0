import type { Bars } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import type { StrategyContext } from '../contract/context.js';
import { defineStrategy, type IndicatorColumns } from '../contract/define-strategy.js';
import type { EntryDecision, ExitDecision } from '../contract/intents.js';
import { withSignals, type SignalStrategy, type SignalTable } from '../contract/signals.js';
import { refuseRules, refuseSignature } from './refuse-rules.js';
import type { StrategySignature } from './strategy-signature.js';

/** The blocks of a recipe; a directive that declares all of them asks for it. */
export const RECIPE_BLOCKS = {
  session_range_breakout: ['range_definition', 'order_placement'],
  moving_average_cross: ['moving_average_cross'],
  threshold_mean_reversion: ['mean_reversion_rules'],
  regime_transition: ['regime_transition_rules'],
  streak_reversal: ['state_machine'],
} as const satisfies Readonly<Record<string, readonly (keyof DirectiveRules)[]>>;

/** A recipe, as a user writes it: `session_range_breakout`. */
export type RecipeName = keyof typeof RECIPE_BLOCKS;

/** What a recipe is made of: rules read once into a plan, and three functions of it. */
export interface RecipeLogic<Plan> {
  readonly name: RecipeName;
  uninterpreted(rules: DirectiveRules, timeframe?: string): string[];
  plan(rules: DirectiveRules, timeframe: string): Plan;
  prepare(plan: Plan, bars: Bars): IndicatorColumns;
  enter(plan: Plan, ctx: StrategyContext): EntryDecision;
  leave(plan: Plan, ctx: StrategyContext): ExitDecision;
  /** The bars at which `enter` or `leave` may say something; null when only they can tell. */
  signals?(plan: Plan, bars: Bars, symbol: string): SignalTable | null;
}

/**
 * The strategy of a recipe for a signature. Decisions are functions of the plan, the columns and the
 * context alone.
 * @throws AssayError RULE_NOT_INTERPRETED when the signature declares what the recipe does not carry out.
 */
export function recipeStrategy<Plan>(
  logic: RecipeLogic<Plan>,
  signature: StrategySignature,
): SignalStrategy {
  const rules = signature.rules as DirectiveRules;
  const blocks = RECIPE_BLOCKS[logic.name];
  if (blocks.some((block) => signature.rules[block] === undefined)) {
    const names = blocks.join(' and ');
    refuseSignature(logic.name, `a signature without ${names}`, names);
  }
  refuseRules(logic.name, logic.uninterpreted(rules, signature.timeframe));
  const plan = logic.plan(rules, signature.timeframe);
  const { prepare, enter, leave } = logic;
  const definition = defineStrategy({
    name: signature.strategy,
    timeframe: signature.timeframe,
    signature: { ...signature },
    prepareIndicators: (bars) => prepare(plan, bars),
    checkEntry: (ctx) => enter(plan, ctx),
    checkExit: (ctx) => leave(plan, ctx),
  });
  return withSignals(definition, (bars, symbol) => logic.signals?.(plan, bars, symbol) ?? null);
}
