export type { IllegalTransition, TransitionRow } from './illegal-transition.js';
export {
  RUN_OUTCOMES,
  RUN_STATES,
  RUN_TRANSITIONS,
  advanceRun,
  createRun,
  failRun,
  isRunAtLeast,
  remainingRunStates,
  runStageIndex,
  runSuccessors,
  verifyRunAtLeast,
} from './run-lifecycle.js';
export type { NewRun, RunOutcome, RunProgress, RunState } from './run-lifecycle.js';
export {
  DIRECTIVE_STATES,
  DIRECTIVE_TRANSITIONS,
  advanceDirective,
  directiveStageIndex,
  directiveSuccessors,
  failDirective,
  isDirectiveAtLeast,
  verifyDirectiveAtLeast,
} from './directive-lifecycle.js';
export type { DirectiveProgress, DirectiveState } from './directive-lifecycle.js';
export { RESET_RULES, planReset } from './plan-reset.js';
export type {
  ResetCondition,
  ResetPlan,
  ResetRefusal,
  ResetRequest,
  ResetRule,
  ResetTarget,
  ResettableRun,
} from './plan-reset.js';
export { planResume } from './plan-resume.js';
export type {
  ResumableRun,
  ResumeNothing,
  ResumePlan,
  ResumeRefusal,
  ResumeWork,
  RunToResume,
} from './plan-resume.js';
export { GATES, PREFLIGHT_TOKENS, decideToken } from './gates.js';
export type { Gate, PreflightToken } from './gates.js';
export { BATCH_OUTCOMES, isOutcomeDone } from './batch-outcomes.js';
export type { BatchOutcome } from './batch-outcomes.js';
