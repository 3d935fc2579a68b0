import { AssayError, type Result } from '@assay/core';
import {
  advanceDirective,
  advanceRun,
  failDirective,
  failRun,
  planReset,
  RESET_RULES,
  type DirectiveState,
  type IllegalTransition,
  type ResetPlan,
  type ResettableRun,
  type RunState,
} from '@assay/state-machines';
import type { LedgerEvent } from './ledger-events.js';

type IllegalAttempt = Extract<LedgerEvent, { readonly type: 'ILLEGAL_TRANSITION_ATTEMPT' }>;

/** An event asked for a state change that the tables forbid; the ledger records the attempt. */
export class IllegalStep extends AssayError {
  readonly attempt: IllegalAttempt;

  constructor(step: Omit<IllegalAttempt, 'type'>) {
    const who = step.run_id === undefined ? step.directive_id : `run ${step.run_id}`;
    const allowed = step.allowed.length > 0 ? step.allowed.join(', ') : 'nothing';
    super('ILLEGAL_TRANSITION', `${who} may not go from ${step.from} to ${step.to}`, {
      found: `${step.from} -> ${step.to}`,
      expected: `${step.from} -> ${allowed}`,
    });
    this.attempt = { type: 'ILLEGAL_TRANSITION_ATTEMPT', ...step };
  }
}

/** Whom a step is about. */
export interface RunName {
  readonly directive_id: string;
  readonly run_id: string;
}

type Step = Result<string, IllegalTransition>;

/** The tables decide from where things stand; an event that thinks otherwise is illegal as well. */
function assertStep(
  name: { readonly directive_id: string; readonly run_id?: string },
  actual: string,
  claimed: string,
  to: string,
  step: Step,
): void {
  if (!step.ok) throw new IllegalStep({ ...name, from: actual, to, allowed: step.error.allowed });
  if (actual !== claimed) throw new IllegalStep({ ...name, from: actual, to, allowed: [to] });
}

/** Throws IllegalStep unless the run is at `from` and may advance to `to`. */
export function assertRunAdvance(name: RunName, actual: RunState, from: RunState, to: RunState) {
  assertStep(name, actual, from, to, advanceRun(actual, to));
}

/** Throws IllegalStep unless the run is at `from` and may fail there. */
export function assertRunFail(name: RunName, actual: RunState, from: RunState): void {
  assertStep(name, actual, from, 'FAILED', failRun(actual));
}

/** Throws IllegalStep unless the directive is at `from` and may advance to `to`. */
export function assertDirectiveAdvance(
  directive_id: string,
  actual: DirectiveState,
  from: DirectiveState,
  to: DirectiveState,
): void {
  assertStep({ directive_id }, actual, from, to, advanceDirective(actual, to));
}

/** Throws IllegalStep unless the directive is at `from` and may fail there. */
export function assertDirectiveFail(
  directive_id: string,
  actual: DirectiveState,
  from: DirectiveState,
): void {
  assertStep({ directive_id }, actual, from, 'FAILED', failDirective(actual));
}

/** Where a reset starts from, as the ledger knows it. */
export interface ResetStart<R extends ResettableRun> {
  readonly attempt: number;
  readonly state: DirectiveState;
  /** The state that the live attempt failed from, if it did. */
  readonly failedFrom: DirectiveState | undefined;
  readonly runs: readonly R[];
}

/**
 * What the table of resets says that this event does; throws IllegalStep where it forbids it. Inputs
 * and manifests are files, which the caller has checked.
 */
export function plannedReset<R extends ResettableRun>(
  event: Extract<LedgerEvent, { readonly type: 'DIRECTIVE_RESET' }>,
  start: ResetStart<R>,
): ResetPlan<R> {
  const { directive_id, from, to } = event;
  const { attempt, state, failedFrom, runs } = start;
  const target = RESET_RULES.find((rule) => rule.target === to)?.target;
  const plan =
    target &&
    planReset({
      directive: { id: directive_id, state, attempt, failedFrom },
      runs,
      target,
      inputsUnchanged: true,
      manifestsVerify: true,
    });
  if (plan?.ok && !plan.value.nothingToDo && state === from) return plan.value;
  const allowed = plan && !plan.ok ? plan.error.allowed : [];
  throw new IllegalStep({ directive_id, from: state, to, allowed });
}
