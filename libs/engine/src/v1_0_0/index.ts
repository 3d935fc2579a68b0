export { ENGINE_VERSION } from './engine-version.js';
export { simulate } from './simulate.js';
export { simulateSignals, type SignalResult } from './fused/simulate-signals.js';
export { resolveSettings } from './settings.js';
export type { EngineSettings, SizingSettings, VolatilityFilterSettings } from './settings.js';
export type {
  BreakEvenSettings,
  DistanceRule,
  PartialExitSettings,
  ProtectionSettings,
  TrailingSettings,
} from './protection-settings.js';
export type { CostSettings, SwapSettings } from './cost-settings.js';
export { ScratchArrays } from './scratch-arrays.js';
export { settingsRecord } from './settings-record.js';
export { UNSUPPORTED_RULES, uninterpretedRules } from './uninterpreted-rules.js';
export type { UnsupportedRule } from './uninterpreted-rules.js';
export type { RejectionReason } from './order.js';
export type {
  ConversionSeries,
  DecisionObserver,
  FinerSeries,
  MarketState,
  RejectionCounts,
  SimulationInput,
  SimulationResult,
  Trade,
  TrendLabel,
  VolatilityRegime,
} from './simulation.js';
