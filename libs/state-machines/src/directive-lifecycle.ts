import { err, ok, type Result } from '@assay/core';
import type { IllegalTransition, TransitionRow } from './illegal-transition.js';

/** The states of a directive. */
export const DIRECTIVE_STATES = [
  'INITIALIZED',
  'PREFLIGHT_COMPLETE',
  'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID',
  'SYMBOL_RUNS_COMPLETE',
  'PORTFOLIO_COMPLETE',
  'FAILED',
] as const;
export type DirectiveState = (typeof DIRECTIVE_STATES)[number];

/** The states that lie on the way to PORTFOLIO_COMPLETE; FAILED lies beside it. */
export type DirectiveProgress = Exclude<DirectiveState, 'FAILED'>;

/** Every forward transition of a directive. The way back is `RESET_RULES`. */
// prettier-ignore
export const DIRECTIVE_TRANSITIONS: readonly TransitionRow<DirectiveState>[] = [
  { from: 'INITIALIZED',                           advanceTo: 'PREFLIGHT_COMPLETE',                    mayFail: true,  remark: 'a blocked stage 0 does not fail it: it stays here' },
  { from: 'PREFLIGHT_COMPLETE',                    advanceTo: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', mayFail: true,  remark: 'changed inputs bind again and keep this state' },
  { from: 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', advanceTo: 'SYMBOL_RUNS_COMPLETE',                  mayFail: true,  remark: 'stages 1 to 3A are states of the runs, not of the directive' },
  { from: 'SYMBOL_RUNS_COMPLETE',                  advanceTo: 'PORTFOLIO_COMPLETE',                    mayFail: true,  remark: 'its runs stay COMPLETE when it fails here' },
  { from: 'PORTFOLIO_COMPLETE',                    advanceTo: null,                                    mayFail: false, remark: 'success never turns into failure; only a reset leads out' },
  { from: 'FAILED',                                advanceTo: null,                                    mayFail: false, remark: 'only a reset leads out, with a reason' },
];

/** The states that a directive may change to from here, the next first; empty for terminal ones. */
export function directiveSuccessors(from: DirectiveState): readonly DirectiveState[] {
  return DIRECTIVE_TRANSITIONS.filter((row) => row.from === from).flatMap((row) => [
    ...(row.advanceTo === null ? [] : [row.advanceTo]),
    ...(row.mayFail ? (['FAILED'] as const) : []),
  ]);
}

/** Advances a directive to the one next state. To fail it is `failDirective`'s business alone. */
export function advanceDirective(
  from: DirectiveState,
  to: DirectiveState,
): Result<DirectiveState, IllegalTransition<DirectiveState>> {
  const legal = DIRECTIVE_TRANSITIONS.some((row) => row.from === from && row.advanceTo === to);
  return legal ? ok(to) : illegal(from, to);
}

/** Fails a directive; refused for PORTFOLIO_COMPLETE and FAILED. */
export function failDirective(
  from: DirectiveState,
): Result<DirectiveState, IllegalTransition<DirectiveState>> {
  const legal = DIRECTIVE_TRANSITIONS.some((row) => row.from === from && row.mayFail);
  return legal ? ok('FAILED') : illegal(from, 'FAILED');
}

function illegal(
  from: DirectiveState,
  to: DirectiveState,
): Result<never, IllegalTransition<DirectiveState>> {
  const allowed = directiveSuccessors(from).filter((state) => state !== to);
  return err({ code: 'ILLEGAL_TRANSITION', from, to, allowed });
}

/** Position on the way from INITIALIZED (0) to PORTFOLIO_COMPLETE (4); −1 for FAILED. */
export function directiveStageIndex(state: DirectiveState): number {
  return state === 'FAILED' ? -1 : DIRECTIVE_STATES.indexOf(state);
}

/**
 * Compares a directive's state with one that is needed. FAILED is behind everything. A caller that
 * goes on although the directive is `ahead` records that it did (V-5).
 */
export function verifyDirectiveAtLeast(
  actual: DirectiveState,
  expected: DirectiveProgress,
): 'equal' | 'ahead' | 'behind' {
  const distance = directiveStageIndex(actual) - directiveStageIndex(expected);
  if (distance > 0) return 'ahead';
  return distance === 0 ? 'equal' : 'behind';
}

/** True when a directive has reached a state or is beyond it; false for FAILED. */
export function isDirectiveAtLeast(actual: DirectiveState, expected: DirectiveProgress): boolean {
  return verifyDirectiveAtLeast(actual, expected) !== 'behind';
}
