import { AssayError, formatStamp, type Diagnostic } from '@assay/core';
import type { FileMove, RunRecord } from '@assay/ledger';
import {
  planReset,
  type ResetPlan,
  type ResetRefusal,
  type ResetTarget,
} from '@assay/state-machines';
import { capsuleProblems } from './capsule-problems.js';
import { commitEvents, commitMoved } from './commit.js';
import { contextFor } from './directive-context.js';
import { detectDrift } from './inputs/detect-drift.js';
import { movesToActive, type DirectiveFile } from './inputs/directive-files.js';
import { assertNotPromoted } from './promotion.js';
import { readDirective } from './read-directive.js';
import { resetObstacles } from './reset-obstacles.js';
import type { Session } from './session.js';

/** A reset as decided; `--dry-run` prints it, applying carries out exactly this value. */
export interface DirectiveReset {
  readonly directiveId: string;
  readonly reason: string;
  readonly plan: ResetPlan<RunRecord>;
  /** State files that are gone, with nothing left to archive. */
  readonly warnings: readonly Diagnostic[];
}

/**
 * Decides a reset from the live state. A refusal changes nothing; unless it is only a dry run, it is
 * recorded as an illegal attempt.
 * @throws AssayError DIRECTIVE_PROMOTED while it is under watch; with the condition that is not met, or with every run folder that cannot be read.
 */
export async function planDirectiveReset(
  session: Session,
  file: DirectiveFile,
  target: ResetTarget,
  reason: string,
  isDryRun = false,
): Promise<DirectiveReset> {
  assertNotPromoted(session, file.id);
  const record = session.ledger.directive(file.id);
  const runs = session.ledger.runs(file.id);
  const isFailedOnly = target === 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID';
  const changed = isFailedOnly ? await changedInputs(session, file) : [];
  const damage =
    target === 'SYMBOL_RUNS_COMPLETE'
      ? runs.flatMap((run) => (run.state === 'COMPLETE' ? capsuleProblems(session, run) : []))
      : [];
  const planned = planReset({
    directive: {
      id: file.id,
      state: record?.state ?? 'INITIALIZED',
      attempt: record?.attempt ?? 1,
      failedFrom: record?.state === 'FAILED' ? failedFrom(record.history) : undefined,
    },
    runs,
    target,
    inputsUnchanged: changed.length === 0,
    manifestsVerify: damage.length === 0,
  });
  if (!planned.ok) {
    if (!isDryRun) recordRefusal(session, file.id, planned.error);
    const refusal = refusalOf(file.id, planned.error, changed);
    if (planned.error.unmet !== 'manifests-verify') throw refusal;
    throw AssayError.of([refusal.diagnostic, ...damage]);
  }
  const obstacles = resetObstacles(session, file, planned.value);
  const errors = obstacles.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw AssayError.of(errors);
  return { directiveId: file.id, reason, plan: planned.value, warnings: obstacles };
}

function failedFrom(history: readonly { readonly from: string; readonly to: string }[]) {
  const last = history.filter((change) => change.to === 'FAILED').at(-1);
  return last?.from as ResetPlan<RunRecord>['from'] | undefined;
}

/** The bound inputs that are others now, by name. */
async function changedInputs(session: Session, file: DirectiveFile): Promise<readonly string[]> {
  const { model } = readDirective(session, file);
  if (!model) return ['directive'];
  return (await detectDrift(contextFor(session, file, model))).map((drift) => drift.input);
}

function recordRefusal(session: Session, id: string, refusal: ResetRefusal<RunRecord>): void {
  commitEvents(session, [
    {
      type: 'ILLEGAL_TRANSITION_ATTEMPT',
      directive_id: id,
      from: refusal.from,
      to: refusal.to,
      allowed: refusal.allowed,
    },
  ]);
}

function refusalOf(
  id: string,
  refusal: ResetRefusal<RunRecord>,
  changed: readonly string[],
): AssayError {
  const { code, from, to, unmet, allowed } = refusal;
  const runs = refusal.runs.map((run) => `${run.symbol} ${run.state}`).join(', ');
  const blocking = unmet === 'inputs-unchanged' ? `changed: ${changed.join(', ')}` : runs;
  return new AssayError(code, `${id} cannot be reset to ${to}: ${UNMET[unmet]}`, {
    found: blocking === '' ? from : blocking,
    expected: unmet === 'state' ? `one of: ${allowed.join(', ') || 'none'}` : UNMET[unmet],
    next: `A full reset is always possible: reset-directive ${id} --reason "…".`,
  });
}

const UNMET: Readonly<Record<ResetRefusal['unmet'], string>> = {
  state: 'the table of resets does not allow it from this state',
  'every-run-complete': 'every run must be COMPLETE',
  'manifests-verify': 'every capsule must verify against its manifest',
  'a-run-failed': 'at least one run must be FAILED',
  'was-valid': 'the directive must have been semantically valid before it failed',
  'inputs-unchanged': 'the inputs must be those that were bound',
};

/**
 * Carries a reset out. The event and its renames are one commit: the state files of archived runs
 * become `.bak` files, and a directive in `completed/` returns to `active/`.
 */
export function applyReset(session: Session, file: DirectiveFile, reset: DirectiveReset): void {
  const { plan, reason } = reset;
  const record = session.ledger.directive(file.id);
  const back = movesToActive(session.workspace, file);
  if (plan.nothingToDo || !record) {
    if (back.length > 0) commitMoved(session, [], back);
    return;
  }
  commitMoved(
    session,
    [
      {
        type: 'DIRECTIVE_RESET',
        directive_id: file.id,
        from: plan.from,
        to: plan.to,
        reason,
        attempt: record.attempt,
        new_attempt: plan.newAttempt,
        archived_runs: plan.archivedRuns.map(({ run_id, symbol, state }) => ({
          run_id,
          symbol,
          state,
        })),
        recreated_runs: plan.recreatedRuns.map(({ symbol, run_id, run_key, inputs }) => ({
          symbol,
          run_id,
          run_key,
          inputs,
        })),
      },
    ],
    [...archivedStateViews(session, file.id, plan), ...back],
  );
}

/** `run_state.json` becomes `run_state.json.bak.<stamp>`; a full reset archives the directive's too. */
function archivedStateViews(
  session: Session,
  directiveId: string,
  plan: ResetPlan<RunRecord>,
): readonly FileMove[] {
  const { files, workspace } = session;
  const stamp = formatStamp(session.clock.now());
  const views = [
    ...(plan.to === 'INITIALIZED' ? [workspace.paths.directiveState(directiveId)] : []),
    ...plan.archivedRuns.map((run) => workspace.paths.runState(run.run_id)),
  ];
  return views
    .filter(({ absolute }) => files.exists(absolute))
    .map(({ relative }) => ({ from: relative, to: `${relative}.bak.${stamp}` }));
}
