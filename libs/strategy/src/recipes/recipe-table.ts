import type { DirectiveRules } from '@assay/directive';
import {
  MOVING_AVERAGE_FIELDS,
  uninterpretedByMovingAverageCross,
} from './moving-average-rules.js';
import { SESSION_RANGE_FIELDS, uninterpretedBySessionRange } from './session-range-rules.js';

/** A ready implementation of a family of declared rules. */
export interface Recipe {
  /** Stable name, as a user writes it: `session_range_breakout`. */
  readonly name: string;
  /** The function that `@assay/strategy` exports; it takes the signature. */
  readonly factory: string;
  /** Module (relative to `libs/strategy/src`) that holds the factory. */
  readonly source: string;
  /** Dotted rule fields that it interprets beside the engine's. */
  readonly uses: readonly string[];
  /** Library indicators that it imports itself; a directive need not declare them. */
  readonly indicators: readonly string[];
  /** True when the directive's signal comes from this recipe's blocks. */
  matches(rules: DirectiveRules): boolean;
  /**
   * Declared rules that neither it nor the engine's common rules cover, as texts that begin with
   * the dotted field; empty when the recipe says it all. A directive with any is refused.
   */
  uninterpreted(rules: DirectiveRules, timeframe?: string): string[];
}

/** All recipes, in the order in which they are tried. */
export const RECIPES: readonly Recipe[] = [
  {
    name: 'session_range_breakout',
    factory: 'sessionRangeBreakout',
    source: 'recipes/session-range-breakout.ts',
    uses: SESSION_RANGE_FIELDS,
    indicators: [],
    matches: (rules) => rules.range_definition !== undefined && rules.order_placement !== undefined,
    uninterpreted: uninterpretedBySessionRange,
  },
  {
    name: 'moving_average_cross',
    factory: 'movingAverageCross',
    source: 'recipes/moving-average-cross.ts',
    uses: MOVING_AVERAGE_FIELDS,
    indicators: ['trend/ema', 'trend/sma'],
    matches: (rules) => rules.moving_average_cross !== undefined,
    uninterpreted: uninterpretedByMovingAverageCross,
  },
];

/** The recipe whose blocks a directive declares; undefined when its logic is to be written by hand. */
export function recipeFor(rules: DirectiveRules): Recipe | undefined {
  return RECIPES.find((recipe) => recipe.matches(rules));
}
