import { MS_PER_HOUR, UTC_OFFSETS, type Bars, type ZoneOffsets } from '@assay/core';
import type { DirectiveRules } from '@assay/directive';
import {
  movingAverageCross,
  regimeTransition,
  sessionRangeBreakout,
  streakReversal,
  thresholdMeanReversion,
  type StrategyDefinition,
} from '@assay/strategy/sdk';
import { simulate, type DecisionObserver, type SimulationResult } from '../index.js';
import { inputOf, plainRules } from './scenario.js';

/** Every recipe by the name that a user writes. */
export const FACTORIES = {
  session_range_breakout: sessionRangeBreakout,
  moving_average_cross: movingAverageCross,
  threshold_mean_reversion: thresholdMeanReversion,
  regime_transition: regimeTransition,
  streak_reversal: streakReversal,
} as const;

export type RecipeName = keyof typeof FACTORIES;

/** What a run of a recipe may have otherwise than UTC and hourly bars. */
export interface RecipeSetting {
  readonly symbol?: string;
  readonly zone?: ZoneOffsets;
  readonly timeframe?: string;
  readonly barMs?: number;
  readonly observer?: DecisionObserver;
}

/** The strategy of a recipe for some rules. */
export function recipeOf(
  name: RecipeName,
  rules: DirectiveRules,
  { zone = UTC_OFFSETS, timeframe = '1h' }: RecipeSetting = {},
): StrategyDefinition {
  return FACTORIES[name]({
    version: 1,
    strategy: 'Recipe',
    timeframe,
    indicators: [],
    session_time_reference: zone.zone,
    rules: { ...rules },
  });
}

/** Runs a strategy over bars under some rules, without costs. */
export function runStrategy(
  strategy: StrategyDefinition,
  rules: DirectiveRules,
  bars: Bars,
  setting: RecipeSetting = {},
): SimulationResult {
  const { zone = UTC_OFFSETS, barMs = MS_PER_HOUR, symbol = 'TEST', observer } = setting;
  return simulate(inputOf(bars, strategy, { rules, zone, barMs, symbol }), observer);
}

/** Runs a recipe over bars, without costs. */
export function runRecipe(
  name: RecipeName,
  declared: DirectiveRules,
  bars: Bars,
  setting: RecipeSetting = {},
): SimulationResult {
  const rules = plainRules(declared);
  return runStrategy(recipeOf(name, rules, setting), rules, bars, setting);
}
