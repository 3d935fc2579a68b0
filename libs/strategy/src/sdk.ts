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
export { movingAverageCross } from './recipes/moving-average-cross.js';
export { sessionRangeBreakout } from './recipes/session-range-breakout.js';
export type { StrategySignature } from './recipes/strategy-signature.js';
