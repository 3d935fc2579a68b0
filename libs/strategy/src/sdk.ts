/** What a strategy file sees as `@assay/strategy`. Nothing here may need Node, a clock or a disk. */
export { defineStrategy } from './contract/define-strategy.js';
export type { IndicatorColumns, StrategyDefinition } from './contract/define-strategy.js';
export type { Filters, PositionView, Session, StrategyContext } from './contract/context.js';
export type {
  Direction,
  EntryDecision,
  EntryIntent,
  ExitDecision,
  ExitIntent,
  OrderSet,
} from './contract/intents.js';
