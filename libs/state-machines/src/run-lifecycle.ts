import { err, ok, type Result } from '@assay/core';
import type { IllegalTransition, TransitionRow } from './illegal-transition.js';

/** The states of a run: one directive × one symbol, by run id. */
export const RUN_STATES = [
  'IDLE',
  'PREFLIGHT_COMPLETE',
  'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
  'STAGE_1_COMPLETE',
  'STAGE_2_COMPLETE',
  'STAGE_3_COMPLETE',
  'STAGE_3A_COMPLETE',
  'COMPLETE',
  'FAILED',
] as const;
export type RunState = (typeof RUN_STATES)[number];

/** The states that lie on the way from IDLE to COMPLETE; FAILED lies beside it. */
export type RunProgress = Exclude<RunState, 'FAILED'>;

/** What became of a run; not a state. A run without trades goes on to COMPLETE. */
export const RUN_OUTCOMES = ['TRADED', 'NO_TRADES', 'FAILED'] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

/** Every forward transition of a run. There are no others; the way back is `RESET_RULES`. */
// prettier-ignore
export const RUN_TRANSITIONS: readonly TransitionRow<RunState>[] = [
  { from: 'IDLE',                                  advanceTo: 'PREFLIGHT_COMPLETE',                    mayFail: true,  remark: 'together with all runs of the directive, in one commit' },
  { from: 'PREFLIGHT_COMPLETE',                    advanceTo: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', mayFail: true,  remark: 'together with all runs of the directive, in one commit' },
  { from: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', advanceTo: 'STAGE_1_COMPLETE',                      mayFail: true,  remark: 'the dry run (0.75) is the entry gate and has no state: it is repeated on resume' },
  { from: 'STAGE_1_COMPLETE',                      advanceTo: 'STAGE_2_COMPLETE',                      mayFail: true,  remark: 'a run without trades takes this way too' },
  { from: 'STAGE_2_COMPLETE',                      advanceTo: 'STAGE_3_COMPLETE',                      mayFail: true,  remark: '' },
  { from: 'STAGE_3_COMPLETE',                      advanceTo: 'STAGE_3A_COMPLETE',                     mayFail: true,  remark: '' },
  { from: 'STAGE_3A_COMPLETE',                     advanceTo: 'COMPLETE',                              mayFail: true,  remark: '' },
  { from: 'COMPLETE',                              advanceTo: null,                                    mayFail: false, remark: 'evidence is sealed: what fails later is the directive, never the run' },
  { from: 'FAILED',                                advanceTo: null,                                    mayFail: false, remark: 'only a reset leads on, and it makes a new run' },
];

/** The states that a run may change to from here, the next first; empty for a terminal state. */
export function runSuccessors(from: RunState): readonly RunState[] {
  return RUN_TRANSITIONS.filter((row) => row.from === from).flatMap((row) => [
    ...(row.advanceTo === null ? [] : [row.advanceTo]),
    ...(row.mayFail ? (['FAILED'] as const) : []),
  ]);
}

/** Advances a run to the one next state. To fail a run is `failRun`'s business alone. */
export function advanceRun(
  from: RunState,
  to: RunState,
): Result<RunState, IllegalTransition<RunState>> {
  const legal = RUN_TRANSITIONS.some((row) => row.from === from && row.advanceTo === to);
  return legal ? ok(to) : illegal(from, to);
}

/** Fails a run; refused for COMPLETE and FAILED. */
export function failRun(from: RunState): Result<RunState, IllegalTransition<RunState>> {
  const legal = RUN_TRANSITIONS.some((row) => row.from === from && row.mayFail);
  return legal ? ok('FAILED') : illegal(from, 'FAILED');
}

function illegal(from: RunState, to: RunState): Result<never, IllegalTransition<RunState>> {
  const allowed = runSuccessors(from).filter((state) => state !== to);
  return err({ code: 'ILLEGAL_TRANSITION', from, to, allowed });
}

/** What a run is from its first moment: it always knows its directive. */
export interface NewRun {
  readonly directive_id: string;
  readonly attempt: number;
  readonly symbol: string;
  readonly run_id: string;
}

/**
 * The one constructor of runs: a new run is IDLE. `existing` is the state of the live run of the
 * same id, if there is one; initialising it again is refused, whatever its state.
 *
 * @throws RangeError when the run names no directive or symbol.
 */
export function createRun<R extends NewRun>(
  run: R,
  existing: RunState | undefined,
): Result<R & { readonly state: RunState }, IllegalTransition<RunState>> {
  if (run.directive_id === '' || run.symbol === '') {
    throw new RangeError('a run belongs to a directive and a symbol');
  }
  return existing === undefined ? ok({ ...run, state: 'IDLE' }) : illegal(existing, 'IDLE');
}

/** Position on the way from IDLE (0) to COMPLETE (7); −1 for FAILED, which is not on it. */
export function runStageIndex(state: RunState): number {
  return state === 'FAILED' ? -1 : RUN_STATES.indexOf(state);
}

/**
 * Compares a run's state with one that is needed. FAILED is behind everything. A caller that goes
 * on although the run is `ahead` records that it did (V-5).
 */
export function verifyRunAtLeast(
  actual: RunState,
  expected: RunProgress,
): 'equal' | 'ahead' | 'behind' {
  const distance = runStageIndex(actual) - runStageIndex(expected);
  if (distance > 0) return 'ahead';
  return distance === 0 ? 'equal' : 'behind';
}

/** True when a run has reached a state or is beyond it; false for FAILED. */
export function isRunAtLeast(actual: RunState, expected: RunProgress): boolean {
  return verifyRunAtLeast(actual, expected) !== 'behind';
}

/** The states that a run still has to reach, in order; empty for COMPLETE and FAILED. */
export function remainingRunStates(state: RunState): readonly RunState[] {
  const [next] = runSuccessors(state);
  return next === undefined ? [] : [next, ...remainingRunStates(next)];
}
