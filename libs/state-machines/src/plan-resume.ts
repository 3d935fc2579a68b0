import type { DirectiveState } from './directive-lifecycle.js';
import { remainingRunStates, type RunState } from './run-lifecycle.js';

/** A run as resuming sees it. */
export interface ResumableRun {
  readonly symbol: string;
  readonly state: RunState;
}

/** A run that has work left. */
export interface RunToResume extends ResumableRun {
  /** States that it still has to reach, in order; never empty. */
  readonly remaining: readonly RunState[];
}

/** The exact remaining work of a directive, or why there is none to be done. */
export type ResumePlan = ResumeNothing | ResumeRefusal | ResumeWork;

/** PORTFOLIO_COMPLETE: all is done. */
export interface ResumeNothing {
  readonly kind: 'nothing';
  /** Inputs that changed since; the manifests are what counts now. */
  readonly warnings: readonly string[];
}

/** The first of these that holds, in this order. */
export type ResumeRefusal =
  | {
      readonly kind: 'refused';
      /** The directive is FAILED; only a reset leads on. */
      readonly code: 'DIRECTIVE_FAILED';
      readonly failedRuns: readonly ResumableRun[];
    }
  | {
      readonly kind: 'refused';
      /** Inputs changed after they were found semantically valid. */
      readonly code: 'INPUT_DRIFT';
      readonly drift: readonly string[];
    }
  | {
      readonly kind: 'refused';
      /** Directive and runs contradict each other; no command of ours leaves them so. */
      readonly code: 'STATE_INCONSISTENT';
      readonly directiveState: DirectiveState;
      /** The runs that contradict; empty when runs are missing. */
      readonly runs: readonly ResumableRun[];
      /** The states that a run may have under this directive's state. */
      readonly expected: readonly RunState[];
    };

/** Steps that are left, in the order of the fields. */
export interface ResumeWork {
  readonly kind: 'continue';
  /** `run`: never done. `rebind`: done, but inputs changed: stage 0 again, the state is kept. */
  readonly preflight: 'run' | 'rebind' | 'skip';
  /** Stage 0.5 is to be done. */
  readonly semantic: boolean;
  /** Runs with work left, in the order given; empty until stage 0 has bound its inputs. */
  readonly runs: readonly RunToResume[];
  /** The directive has still to advance to SYMBOL_RUNS_COMPLETE, or to fail if a run did. */
  readonly closeRuns: boolean;
  /** Stage 4 is to be done; never while a run is FAILED. */
  readonly portfolio: boolean;
  /** Changed inputs that no longer matter, because the manifests are the inputs. */
  readonly driftWarnings: readonly string[];
}

/** Which run states go together with a directive state, and how many runs there must be. */
interface Consistency {
  readonly runsMin: 0 | 1;
  readonly runStates: readonly RunState[];
}

// prettier-ignore
const CONSISTENT: Readonly<Record<Exclude<DirectiveState, 'FAILED'>, Consistency>> = {
  // Runs are created in the commit that leaves this state.
  INITIALIZED:                           { runsMin: 0, runStates: ['IDLE'] },
  // "All runs and the directive" advance in one commit, and fail in one commit until here.
  PREFLIGHT_COMPLETE:                    { runsMin: 1, runStates: ['PREFLIGHT_COMPLETE'] },
  PREFLIGHT_COMPLETE_SEMANTICALLY_VALID: { runsMin: 1, runStates: ['PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', 'STAGE_1_COMPLETE', 'STAGE_2_COMPLETE', 'STAGE_3_COMPLETE', 'STAGE_3A_COMPLETE', 'COMPLETE', 'FAILED'] },
  SYMBOL_RUNS_COMPLETE:                  { runsMin: 1, runStates: ['COMPLETE'] },
  PORTFOLIO_COMPLETE:                    { runsMin: 1, runStates: ['COMPLETE'] },
};

/**
 * Decides what is left to do; pure, and total over every mix of states. Decides in this order:
 * FAILED, then drift, then state. `runs` are those of the live attempt; `drift` names each input
 * that differs from what was bound.
 */
export function planResume(
  directive: { readonly state: DirectiveState },
  runs: readonly ResumableRun[],
  drift: readonly string[],
): ResumePlan {
  // Read once, here: whoever changes a state meanwhile gets the plan of one moment, never a mixture.
  const { state } = directive;
  const seen = runs.map((run) => ({ symbol: run.symbol, state: run.state }));
  return planSeen(state, seen, [...drift]);
}

function planSeen(
  state: DirectiveState,
  runs: readonly ResumableRun[],
  drift: readonly string[],
): ResumePlan {
  if (state === 'FAILED') {
    const failedRuns = runs.filter((run) => run.state === 'FAILED');
    return { kind: 'refused', code: 'DIRECTIVE_FAILED', failedRuns };
  }
  if (state === 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID' && drift.length > 0) {
    return { kind: 'refused', code: 'INPUT_DRIFT', drift };
  }
  const contradiction = findContradiction(state, runs);
  if (contradiction) return contradiction;
  switch (state) {
    case 'INITIALIZED':
      return work({ preflight: 'run', semantic: true, closeRuns: true });
    case 'PREFLIGHT_COMPLETE':
      // Runs that are bound anew are other runs than these, so none of these has work left.
      return drift.length > 0
        ? work({ preflight: 'rebind', semantic: true, closeRuns: true })
        : work({ semantic: true, runs: unfinished(runs), closeRuns: true });
    case 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID': {
      const portfolio = runs.every((run) => run.state !== 'FAILED');
      return work({ runs: unfinished(runs), closeRuns: true, portfolio });
    }
    case 'SYMBOL_RUNS_COMPLETE':
      return work({ driftWarnings: drift });
    case 'PORTFOLIO_COMPLETE':
      return { kind: 'nothing', warnings: drift };
  }
}

function work(steps: Partial<ResumeWork>): ResumeWork {
  return {
    kind: 'continue',
    preflight: 'skip',
    semantic: false,
    runs: [],
    closeRuns: false,
    portfolio: true,
    driftWarnings: [],
    ...steps,
  };
}

/** Runs with states left to reach: neither COMPLETE nor FAILED ones are executed again (V-2). */
function unfinished(runs: readonly ResumableRun[]): readonly RunToResume[] {
  return runs
    .map(({ symbol, state }) => ({ symbol, state, remaining: remainingRunStates(state) }))
    .filter((run) => run.remaining.length > 0);
}

function findContradiction(
  state: Exclude<DirectiveState, 'FAILED'>,
  runs: readonly ResumableRun[],
): ResumeRefusal | undefined {
  const { runsMin, runStates } = CONSISTENT[state];
  const symbols = runs.map((run) => run.symbol);
  const wrong = runs.filter(
    (run, i) => !runStates.includes(run.state) || symbols.indexOf(run.symbol) !== i,
  );
  if (wrong.length === 0 && runs.length >= runsMin) return undefined;
  return {
    kind: 'refused',
    code: 'STATE_INCONSISTENT',
    directiveState: state,
    runs: wrong,
    expected: runStates,
  };
}
