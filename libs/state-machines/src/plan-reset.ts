import { err, ok, type Result } from '@assay/core';
import { isDirectiveAtLeast, type DirectiveState } from './directive-lifecycle.js';
import { RUN_STATES, type RunState } from './run-lifecycle.js';

/** Where a reset can take a directive. */
export type ResetTarget =
  'INITIALIZED' | 'SYMBOL_RUNS_COMPLETE' | 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';

/** What a reset asks for beyond the state it starts from; in the order in which it is checked. */
export type ResetCondition =
  'every-run-complete' | 'manifests-verify' | 'a-run-failed' | 'was-valid' | 'inputs-unchanged';

/** One row of the table of resets: the only ways backwards. */
export interface ResetRule {
  readonly target: ResetTarget;
  /** The flag of `reset-directive` that asks for it; empty for the full reset. */
  readonly flag: '' | '--to-stage4' | '--failed-only';
  readonly from: readonly DirectiveState[];
  readonly conditions: readonly ResetCondition[];
  readonly startsAttempt: boolean;
  /** The states whose runs leave the live set. */
  readonly archives: readonly RunState[];
  /** Archived runs are created anew in the same commit. */
  readonly recreates: boolean;
  readonly remark: string;
}

/** Every way back. An attempt is left only by the full reset. */
// prettier-ignore
export const RESET_RULES: readonly ResetRule[] = [
  { target: 'INITIALIZED',                           flag: '',              from: ['PREFLIGHT_COMPLETE', 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', 'SYMBOL_RUNS_COMPLETE', 'PORTFOLIO_COMPLETE', 'FAILED'], conditions: [],                                                startsAttempt: true,  archives: RUN_STATES, recreates: false, remark: 'rows are superseded, never deleted' },
  { target: 'SYMBOL_RUNS_COMPLETE',                  flag: '--to-stage4',   from: ['PORTFOLIO_COMPLETE', 'FAILED'],                                                                                        conditions: ['every-run-complete', 'manifests-verify'],        startsAttempt: false, archives: [],         recreates: false, remark: 'stage 4 is done again on the sealed runs' },
  { target: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', flag: '--failed-only', from: ['FAILED'],                                                                                                              conditions: ['a-run-failed', 'was-valid', 'inputs-unchanged'], startsAttempt: false, archives: ['FAILED'], recreates: true,  remark: 'the runs that did not fail keep their states and go on from there' },
];

/** A run as a reset sees it. */
export interface ResettableRun {
  readonly symbol: string;
  readonly state: RunState;
}

/** Everything a reset is decided by, read just before. */
export interface ResetRequest<R extends ResettableRun> {
  readonly directive: {
    readonly id: string;
    readonly state: DirectiveState;
    readonly attempt: number;
    /**
     * The state that a FAILED directive failed from, when known: runs of a directive that was never
     * semantically valid cannot be created anew behind that check.
     */
    readonly failedFrom?: DirectiveState | undefined;
  };
  /** The directive's runs of the live attempt; for a full reset of every attempt not yet archived. */
  readonly runs: readonly R[];
  readonly target: ResetTarget;
  readonly inputsUnchanged: boolean;
  readonly manifestsVerify: boolean;
}

/** What a reset will do; carried out in one commit. */
export interface ResetPlan<R extends ResettableRun> {
  readonly from: DirectiveState;
  readonly to: DirectiveState;
  /** The attempt that the directive is in afterwards; one more than before after a full reset. */
  readonly newAttempt: number;
  /** Leave the live set; their states and logs are kept under another name. */
  readonly archivedRuns: readonly R[];
  /** The archived runs that are created anew, at PREFLIGHT_COMPLETE_SEMANTICALLY_VALID. */
  readonly recreatedRuns: readonly R[];
  /** Keep their states. */
  readonly keptRuns: readonly R[];
  /** Current master and portfolio rows of the directive become superseded. */
  readonly supersedesRows: boolean;
  /** The directive is INITIALIZED: there is nothing to take back, and that is no failure. */
  readonly nothingToDo: boolean;
}

/** Why a reset is refused. Nothing was changed. */
export interface ResetRefusal<R extends ResettableRun = ResettableRun> {
  readonly code: 'ILLEGAL_TRANSITION' | 'ARTIFACT_HASH_MISMATCH' | 'INPUT_DRIFT';
  readonly from: DirectiveState;
  readonly to: ResetTarget;
  /** Resets that the table allows from this state, whatever their conditions. */
  readonly allowed: readonly ResetTarget[];
  /** What is not met: the state, or a condition of the rule. */
  readonly unmet: 'state' | ResetCondition;
  /** The runs that stand in the way; empty when it is not a matter of single runs. */
  readonly runs: readonly R[];
}

/** Decides a reset; pure. The state is checked first, then the rule's conditions in their order. */
export function planReset<R extends ResettableRun>(
  request: ResetRequest<R>,
): Result<ResetPlan<R>, ResetRefusal<R>> {
  const { directive, target } = request;
  // Read once, here: a state that changes meanwhile must not split the decision.
  const from = directive.state;
  const runs = request.runs.map((run) => ({ run, state: run.state }));
  if (from === 'INITIALIZED') return ok(nothingToDo(directive.attempt, request.runs));
  const reachable = RESET_RULES.filter((rule) => rule.from.includes(from));
  const refuse = (
    code: ResetRefusal['code'],
    unmet: ResetRefusal['unmet'],
    blocking: readonly R[],
  ): Result<never, ResetRefusal<R>> =>
    err({ code, from, to: target, allowed: reachable.map((r) => r.target), unmet, runs: blocking });
  const rule = reachable.find((candidate) => candidate.target === target);
  if (!rule) return refuse('ILLEGAL_TRANSITION', 'state', []);
  const states = runs.map(({ state }) => state);
  const unmet = rule.conditions.find((condition) => !isMet(condition, request, states));
  if (unmet === 'every-run-complete') {
    const blocking = runs.filter(({ state }) => state !== 'COMPLETE').map(({ run }) => run);
    return refuse('ILLEGAL_TRANSITION', unmet, blocking);
  }
  if (unmet !== undefined) return refuse(CONDITION_CODES[unmet], unmet, []);
  const archived = runs.filter(({ state }) => rule.archives.includes(state)).map(({ run }) => run);
  return ok({
    from,
    to: target,
    newAttempt: rule.startsAttempt ? directive.attempt + 1 : directive.attempt,
    archivedRuns: archived,
    recreatedRuns: rule.recreates ? archived : [],
    keptRuns: runs.filter(({ state }) => !rule.archives.includes(state)).map(({ run }) => run),
    supersedesRows: rule.startsAttempt,
    nothingToDo: false,
  });
}

/** The error that an unmet condition is. */
const CONDITION_CODES: Readonly<
  Record<Exclude<ResetCondition, 'every-run-complete'>, ResetRefusal['code']>
> = {
  'manifests-verify': 'ARTIFACT_HASH_MISMATCH',
  'a-run-failed': 'ILLEGAL_TRANSITION',
  'was-valid': 'ILLEGAL_TRANSITION',
  'inputs-unchanged': 'INPUT_DRIFT',
};

function isMet(
  condition: ResetCondition,
  request: ResetRequest<ResettableRun>,
  states: readonly RunState[],
): boolean {
  switch (condition) {
    case 'every-run-complete':
      // No runs at all is not "every run": stage 4 would have nothing to stand on.
      return states.length > 0 && states.every((state) => state === 'COMPLETE');
    case 'manifests-verify':
      return request.manifestsVerify;
    case 'a-run-failed':
      return states.includes('FAILED');
    case 'was-valid': {
      const { failedFrom } = request.directive;
      return (
        failedFrom === undefined ||
        isDirectiveAtLeast(failedFrom, 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID')
      );
    }
    case 'inputs-unchanged':
      return request.inputsUnchanged;
  }
}

function nothingToDo<R extends ResettableRun>(attempt: number, runs: readonly R[]): ResetPlan<R> {
  return {
    from: 'INITIALIZED',
    to: 'INITIALIZED',
    newAttempt: attempt,
    archivedRuns: [],
    recreatedRuns: [],
    keptRuns: runs,
    supersedesRows: false,
    nothingToDo: true,
  };
}
