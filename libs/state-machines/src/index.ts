export { RUN_OUTCOMES, RUN_STATES } from './run-lifecycle.js';
export type { RunOutcome, RunState } from './run-lifecycle.js';
export { DIRECTIVE_STATES } from './directive-lifecycle.js';
export type { DirectiveState } from './directive-lifecycle.js';
