import type { DirectiveRules } from '@assay/directive';
import { REVERSION_FIELDS, uninterpretedByReversion } from './mean-reversion/reversion-rules.js';
import {
  MOVING_AVERAGE_FIELDS,
  uninterpretedByMovingAverageCross,
} from './moving-average/moving-average-rules.js';
import { RECIPE_BLOCKS, type RecipeName } from './recipe-strategy.js';
import { REGIME_FIELDS, uninterpretedByRegime } from './regime-transition/regime-rules.js';
import {
  SESSION_RANGE_FIELDS,
  uninterpretedBySessionRange,
} from './session-range/session-range-rules.js';
import { STREAK_FIELDS, uninterpretedByStreak } from './streak/streak-rules.js';

/** How a strategy file calls the functions of a recipe's sources; `PLAN` is what the first one returns. */
export interface RecipeCalls {
  readonly plan: string;
  /** Of `bars`. */
  readonly prepare: string;
  /** Of `ctx`. */
  readonly enter: string;
  readonly leave: string;
}

/** A ready implementation of a family of declared rules. */
export interface Recipe {
  /** Stable name, as a user writes it: `session_range_breakout`. */
  readonly name: RecipeName;
  /** What it does, in a few words. */
  readonly summary: string;
  /** The function that `@assay/strategy` exports; it takes the signature. */
  readonly factory: string;
  /** Modules (relative to `libs/strategy/src`) that hold its logic, in the order in which one file reads well. */
  readonly sources: readonly string[];
  readonly calls: RecipeCalls;
  /** Dotted rule fields that it interprets beside the engine's. */
  readonly uses: readonly string[];
  /**
   * Declared rules that neither it nor the engine's common rules cover, as texts that begin with
   * the dotted field; empty when the recipe says it all. A directive with any is refused.
   */
  uninterpreted(rules: DirectiveRules, timeframe?: string): string[];
}

const SIGNALS = 'recipes/signals/signal-logic.ts';

/** All recipes. */
export const RECIPES: readonly Recipe[] = [
  {
    name: 'session_range_breakout',
    summary: 'orders at the ends of a session range, one-cancels-other, re-entry, time exit',
    factory: 'sessionRangeBreakout',
    sources: [
      'recipes/session-range/session-days.ts',
      'recipes/session-range/session-range-logic.ts',
    ],
    calls: {
      plan: 'planSessionRange(STRATEGY_SIGNATURE.rules, STRATEGY_SIGNATURE.timeframe)',
      prepare: 'prepareSessionRange(PLAN)',
      enter: 'enterSessionRange(PLAN, ctx)',
      leave: 'leaveSessionRange()',
    },
    uses: SESSION_RANGE_FIELDS,
    uninterpreted: uninterpretedBySessionRange,
  },
  {
    name: 'moving_average_cross',
    summary: 'a fast average crosses a slow one; the opposite cross reverses',
    factory: 'movingAverageCross',
    sources: ['recipes/moving-average/moving-average-logic.ts'],
    calls: {
      plan: 'planCross(STRATEGY_SIGNATURE.rules)',
      prepare: 'prepareCross(PLAN, bars)',
      enter: 'enterCross(PLAN, ctx)',
      leave: 'leaveCross(PLAN, ctx)',
    },
    uses: MOVING_AVERAGE_FIELDS,
    uninterpreted: uninterpretedByMovingAverageCross,
  },
  {
    name: 'threshold_mean_reversion',
    summary: 'an indicator beyond a threshold; out at the mean, a threshold or the other side',
    factory: 'thresholdMeanReversion',
    sources: [SIGNALS, 'recipes/mean-reversion/reversion-logic.ts'],
    calls: {
      plan: 'planReversion(STRATEGY_SIGNATURE.rules)',
      prepare: 'prepareReversion(PLAN, bars)',
      enter: 'enterSignal(PLAN, ctx)',
      leave: 'leaveSignal(PLAN, ctx)',
    },
    uses: REVERSION_FIELDS,
    uninterpreted: uninterpretedByReversion,
  },
  {
    name: 'regime_transition',
    summary: 'a regime of volatility, trend, regression or average changes; out when it ends',
    factory: 'regimeTransition',
    sources: [SIGNALS, 'recipes/regime-transition/regime-logic.ts'],
    calls: {
      plan: 'planRegime(STRATEGY_SIGNATURE.rules)',
      prepare: 'prepareRegime(PLAN, bars)',
      enter: 'enterSignal(PLAN, ctx)',
      leave: 'leaveSignal(PLAN, ctx)',
    },
    uses: REGIME_FIELDS,
    uninterpreted: uninterpretedByRegime,
  },
  {
    name: 'streak_reversal',
    summary: 'so many green or red bars in a row; the opposite streak reverses',
    factory: 'streakReversal',
    sources: [SIGNALS, 'recipes/streak/streak-logic.ts'],
    calls: {
      plan: 'planStreak(STRATEGY_SIGNATURE.rules)',
      prepare: 'prepareStreak(PLAN, bars)',
      enter: 'enterSignal(PLAN, ctx)',
      leave: 'leaveSignal(PLAN, ctx)',
    },
    uses: STREAK_FIELDS,
    uninterpreted: uninterpretedByStreak,
  },
];

/** True when a directive declares all blocks of a recipe. */
export function matchesRecipe(recipe: Recipe, rules: DirectiveRules): boolean {
  return RECIPE_BLOCKS[recipe.name].every((block) => rules[block] !== undefined);
}

/**
 * The recipes whose blocks a directive declares: none when its logic is to be written by hand; of
 * several none may be taken, because each of them would ignore the others' blocks.
 */
export function recipesFor(rules: DirectiveRules): readonly Recipe[] {
  return RECIPES.filter((recipe) => matchesRecipe(recipe, rules));
}
