import type { Bars } from '@assay/core';
import type { StrategyContext } from './context.js';
import type { EntryDecision, ExitDecision } from './intents.js';

/** Indicator columns by name; each as long as the bars, NaN where not defined yet. */
export type IndicatorColumns = Readonly<Record<string, Float64Array>>;

/** What a strategy file exports by default. */
export interface StrategyDefinition {
  /** Equals `strategy` of the directive. */
  readonly name: string;
  /** Equals `timeframe` of the directive. */
  readonly timeframe: string;
  /** The machine-readable copy of the directive's rules. */
  readonly signature: Readonly<Record<string, unknown>>;
  /** Computes every column once, from bars oldest first. Must not keep or change the bars. */
  prepareIndicators(bars: Bars): IndicatorColumns;
  /** Called at each close while an entry may be taken; the order becomes active at the next bar. */
  checkEntry(ctx: StrategyContext): EntryDecision;
  /** Called at each close while a position is open, before `checkEntry`. */
  checkExit(ctx: StrategyContext): ExitDecision;
}

/** Declares a strategy. Only types it: the checks are stage 0.5's, so that no user code runs early. */
export function defineStrategy(definition: StrategyDefinition): StrategyDefinition {
  return definition;
}
