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
export { planProvisioning, strategyPath } from './provisioning/plan-provisioning.js';
export type { ProvisionInput, ProvisionPlan } from './provisioning/plan-provisioning.js';
export { STRATEGY_TEMPLATES } from './provisioning/template-choice.js';
export type { StrategyTemplate, TemplateRequest } from './provisioning/template-choice.js';
export { planSignatureConflicts } from './provisioning/signature-conflicts.js';
export { indicatorFunctionName, resolveIndicators } from './provisioning/indicator-imports.js';
export type { IndicatorImport, KnownIndicators } from './provisioning/indicator-imports.js';
export { buildSignature, SIGNATURE_VERSION } from './signature/build-signature.js';
export { SIGNATURE_END, SIGNATURE_NAME, SIGNATURE_START } from './signature/signature-block.js';
export { validateIndicatorSource, validateStrategy } from './semantic/validate-strategy.js';
export type { ValidationInput, WorkspaceSource } from './semantic/validate-strategy.js';
export { assertBarsUnchanged } from './lookahead/bars-unchanged.js';
export { proveNoLookahead } from './lookahead/prove-no-lookahead.js';
export type { LookaheadProof, LookaheadVerdict } from './lookahead/prove-no-lookahead.js';
export type { DecisionRecorder } from './lookahead/recorded-strategy.js';
