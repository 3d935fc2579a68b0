import type { DirectiveRecord, Ledger, RunRecord, StateChange } from '@assay/ledger';
import {
  DIRECTIVE_STATES,
  directiveSuccessors,
  isDirectiveAtLeast,
  RUN_STATES,
  runSuccessors,
  type DirectiveState,
  type RunState,
} from '@assay/state-machines';

/** States that a reset may lead back to. */
const RESET_TARGETS: readonly string[] = DIRECTIVE_STATES.filter(
  (state) => state !== 'FAILED' && state !== 'PORTFOLIO_COMPLETE',
);

/** The first step of a history that neither the forward table nor a way back allows. */
function badStep(
  history: readonly StateChange[],
  successors: (from: string) => readonly string[],
  waysBack: readonly string[],
): string | undefined {
  const step = history.find(
    ({ from, to }) => !successors(from).includes(to) && !waysBack.includes(to),
  );
  return step && `went ${step.from} -> ${step.to}`;
}

function directiveProblem(record: DirectiveRecord, runs: readonly RunRecord[]): string | undefined {
  const { state, history } = record;
  if (!DIRECTIVE_STATES.includes(state)) return `is ${String(state)}`;
  const step = badStep(
    history,
    (from) => directiveSuccessors(from as DirectiveState),
    RESET_TARGETS,
  );
  if (step !== undefined || !isDirectiveAtLeast(state, 'SYMBOL_RUNS_COMPLETE')) return step;
  const open = runs.find((run) => run.state !== 'COMPLETE' && run.state !== 'FAILED');
  return open && `is ${state} while ${open.symbol} is ${open.state}`;
}

function runProblem({ state, history }: RunRecord): string | undefined {
  if (!RUN_STATES.includes(state)) return `is ${String(state)}`;
  return badStep(history, (from) => runSuccessors(from as RunState), ['IDLE']);
}

/**
 * Every directive and every live run that is where the tables of the state machines do not allow it,
 * or came there by a step that they do not have; one line each, in the order of the ledger.
 */
export function illegalStates(ledger: Ledger): readonly string[] {
  return ledger.directives().flatMap((record) => {
    const { directive_id } = record;
    const runs = ledger.runs(directive_id);
    const own = directiveProblem(record, runs);
    const ofRuns = runs.flatMap((run) => {
      const problem = runProblem(run);
      return problem === undefined ? [] : [`${run.symbol} of ${directive_id} ${problem}`];
    });
    return own === undefined ? ofRuns : [`${directive_id} ${own}`, ...ofRuns];
  });
}
