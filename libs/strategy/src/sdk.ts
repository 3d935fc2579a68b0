/** What a strategy file sees as `@assay/strategy`. Nothing here may need Node, a clock or a disk. */
export type { Bars } from '@assay/core';
export { defineStrategy } from './contract/define-strategy.js';
export type { IndicatorColumns, StrategyDefinition } from './contract/define-strategy.js';
export type {
  Filters,
  PositionView,
  Session,
  SessionRange,
  StrategyContext,
} from './contract/context.js';
export type {
  Direction,
  EntryDecision,
  EntryIntent,
  ExitDecision,
  ExitIntent,
  OrderSet,
} from './contract/intents.js';
export { SIGNAL, signalsOf } from './contract/signals.js';
export type { SignalStrategy, SignalTable } from './contract/signals.js';
export type { StrategyRules } from './contract/strategy-rules.js';
export { averageColumn } from './recipes/parts/average-column.js';
export { MEASURE_NAMES, measureColumn, measureMiddle } from './recipes/parts/measure-column.js';
export { regimeColumn } from './recipes/parts/regime-column.js';
export type { RegimeBars, RegimeName } from './recipes/parts/regime-column.js';
export { barLengthMs, minuteOfDay } from './recipes/parts/session-times.js';
export { streakColumns } from './recipes/parts/streak-columns.js';
export type { StreakColumns } from './recipes/parts/streak-columns.js';
export { trendRegime, trendScore } from './recipes/parts/trend-score.js';
export { thresholdMeanReversion } from './recipes/mean-reversion/threshold-mean-reversion.js';
export { movingAverageCross } from './recipes/moving-average/moving-average-cross.js';
export { regimeTransition } from './recipes/regime-transition/regime-transition.js';
export { sessionRangeBreakout } from './recipes/session-range/session-range-breakout.js';
export { streakReversal } from './recipes/streak/streak-reversal.js';
export type { StrategySignature } from './recipes/strategy-signature.js';
