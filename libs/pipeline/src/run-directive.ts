import {
  AssayError,
  combineExitCodes,
  EXIT_CODES,
  exitCodeOf,
  isAssayError,
  type Diagnostic,
  type ExitCode,
} from '@assay/core';
import type { DirectiveModel } from '@assay/directive';
import type { DirectiveRecord, RunRecord } from '@assay/ledger';
import { planResume, type BatchOutcome, type ResumePlan } from '@assay/state-machines';
import { contextFor } from './directive-context.js';
import { checkLedgerGates } from './gates.js';
import { detectDrift } from './inputs/detect-drift.js';
import { locateDirective, moveToCompleted, type DirectiveFile } from './inputs/directive-files.js';
import type { Drift } from './inputs/drift.js';
import { readPolicy } from './inputs/policy-file.js';
import { policyNotes } from './inputs/policy-notes.js';
import { noTradesNotes } from './no-trades-notes.js';
import { commitEvents } from './commit.js';
import { endsTheCall, throwIfInterrupted } from './environment-errors.js';
import { readDirective } from './read-directive.js';
import { applyReset, planDirectiveReset } from './reset.js';
import { closeRuns, performRuns } from './run-chains.js';
import type { Session } from './session.js';
import { directiveStage } from './stages.js';
import type { DirectiveContext } from './stages/stage.js';
import { completedWorkProblems, incompleteNotes } from './completed-work.js';
import { refreshDirectiveViews } from './views/directive-views.js';

/** How a directive is to be run. */
export interface RunOptions {
  /** Stop after semantic validation; a later plain run goes on from there. */
  readonly provisionOnly: boolean;
  /** The first failing run ends the directive. */
  readonly failFast: boolean;
  /** Reset to INITIALIZED first, for this reason. */
  readonly forceReason?: string;
}

/** What became of one directive in one call. */
export interface DirectiveReport {
  readonly id: string;
  readonly outcome: BatchOutcome;
  readonly record: DirectiveRecord | undefined;
  readonly runs: readonly RunRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly drift: readonly Drift[];
  readonly exit: ExitCode;
}

/**
 * Takes a directive from where it is to where it can get. Reads the state before each step and
 * never after a write without reading again.
 */
export async function runDirective(
  session: Session,
  file: DirectiveFile,
  options: RunOptions,
): Promise<DirectiveReport> {
  const parsed = readDirective(session, file);
  if (!parsed.model) return report(session, file, 'BLOCKED', parsed.diagnostics);
  const context = contextFor(session, file, parsed.model);
  for (const finding of parsed.diagnostics) context.tell(finding);
  const warnings = context.told;
  try {
    if (options.forceReason !== undefined) {
      return await forced(session, file, options, options.forceReason);
    }
    return await advance(session, context, options);
  } catch (error) {
    if (!isAssayError(error) || endsTheCall(error)) throw error;
    if (options.provisionOnly && isPaused(error.diagnostics)) {
      // Asked only to provision: that a strategy now waits for its author is what was asked for.
      const asked = error.diagnostics.map((d) =>
        d.severity === 'error' ? { ...d, severity: 'warning' as const } : d,
      );
      return {
        ...report(session, file, 'PAUSED', [...warnings, ...asked]),
        exit: EXIT_CODES.success,
      };
    }
    const failed = session.ledger.directive(file.id)?.state === 'FAILED';
    return report(session, file, failed ? 'FAILED' : 'BLOCKED', [
      ...warnings,
      ...error.diagnostics,
    ]);
  }
}

/** A full reset, then a run. */
async function forced(
  session: Session,
  file: DirectiveFile,
  options: RunOptions,
  reason: string,
): Promise<DirectiveReport> {
  // A result that stands is not taken back for a run that could not begin.
  const { policy, diagnostics } = readPolicy(session.files, session.workspace, file.id);
  if (!policy) return report(session, file, 'BLOCKED', diagnostics);
  const reset = await planDirectiveReset(session, file, 'INITIALIZED', reason);
  applyReset(session, file, reset);
  const { provisionOnly, failFast } = options;
  const ran = await runDirective(session, activeFile(session, file), { provisionOnly, failFast });
  return { ...ran, diagnostics: [...reset.warnings, ...ran.diagnostics] };
}

/** The directive's file after a reset brought it back to `active/`. */
function activeFile(session: Session, file: DirectiveFile): DirectiveFile {
  return locateDirective(session.files, session.workspace, file.id);
}

async function advance(
  session: Session,
  context: DirectiveContext,
  options: RunOptions,
): Promise<DirectiveReport> {
  const { file, model, told: warnings } = context;
  let didWork = false;
  let drift: readonly Drift[] | undefined;
  for (;;) {
    throwIfInterrupted(session);
    const record = session.ledger.directive(file.id);
    if (!record || record.state === 'INITIALIZED') {
      const blocked = admit(session, model, record);
      if (blocked) return report(session, file, 'BLOCKED', [...warnings, ...blocked]);
    }
    const state = session.ledger.directive(file.id)?.state ?? 'INITIALIZED';
    const runs = session.ledger.runs(file.id);
    drift ??= state === 'FAILED' ? [] : await detectDrift(context);
    const plan = planResume(
      { state },
      runs,
      drift.map((d) => d.input),
    );
    if (plan.kind === 'refused') return refusal(session, file, plan, warnings, drift);
    if (plan.kind === 'nothing') {
      const lost = completedWorkProblems(session, file.id);
      if (lost.length > 0) return report(session, file, 'REFUSED', [...warnings, ...lost], drift);
      moveToCompleted(session.files, session.workspace, file, session.clock);
      refreshDirectiveViews(session, file.id);
      if (!didWork) policyNotes(session, file.id).forEach(context.tell);
      noTradesNotes(session, file.id).forEach(context.tell);
      incompleteNotes(session, file.id).forEach(context.tell);
      return report(session, file, didWork ? 'COMPLETED' : 'NOTHING_TO_DO', warnings, drift);
    }
    if (options.provisionOnly && plan.preflight === 'skip' && !plan.semantic) {
      return report(session, file, 'PROVISIONED', warnings, drift);
    }
    didWork = true;
    const bound = await performStep(session, context, plan, options);
    if (bound) drift = [];
    if (session.ledger.directive(file.id)?.state === 'FAILED') {
      return report(session, file, 'FAILED', warnings, drift);
    }
  }
}

/** Performs the first piece of work of a plan; true when inputs were bound anew. */
async function performStep(
  session: Session,
  context: DirectiveContext,
  plan: Extract<ResumePlan, { kind: 'continue' }>,
  options: RunOptions,
): Promise<boolean> {
  if (plan.preflight !== 'skip') {
    await performStage(session, context, '0');
    return true;
  }
  if (plan.semantic) await performStage(session, context, '0.5');
  else if (plan.runs.length > 0) await performRuns(context, plan.runs, options.failFast);
  else if (plan.closeRuns) closeRuns(context);
  else if (plan.portfolio) await performStage(session, context, '4');
  return false;
}

async function performStage(
  session: Session,
  context: DirectiveContext,
  id: '0' | '0.5' | '4',
): Promise<void> {
  const directive = context.file.id;
  session.progress({ directive, stage: id, status: 'started' });
  try {
    await directiveStage(id).perform(context);
  } catch (error) {
    session.progress({ directive, stage: id, status: 'failed' });
    throw error;
  } finally {
    refreshDirectiveViews(session, directive);
  }
  session.progress({ directive, stage: id, status: 'done' });
}

/** The gates, then the first record of a directive; returns the findings that stop it. */
function admit(
  session: Session,
  model: DirectiveModel,
  record: DirectiveRecord | undefined,
): readonly Diagnostic[] | undefined {
  const findings = checkLedgerGates(session.ledger, session.files, session.workspace, model);
  if (findings.length > 0) {
    commitEvents(session, [
      {
        type: 'DIRECTIVE_BLOCKED',
        directive_id: model.id,
        token: 'HARD_STOP',
        diagnostics: findings,
      },
    ]);
    return findings;
  }
  if (!record) commitEvents(session, [{ type: 'DIRECTIVE_ADMITTED', directive_id: model.id }]);
  return undefined;
}

function refusal(
  session: Session,
  file: DirectiveFile,
  plan: Extract<ResumePlan, { kind: 'refused' }>,
  warnings: readonly Diagnostic[],
  drift: readonly Drift[],
): DirectiveReport {
  const reason = explainRefusal(session, file.id, plan, drift);
  return report(session, file, 'REFUSED', [...warnings, ...reason], drift);
}

function explainRefusal(
  session: Session,
  id: string,
  plan: Extract<ResumePlan, { kind: 'refused' }>,
  drift: readonly Drift[],
): readonly Diagnostic[] {
  if (plan.code === 'INPUT_DRIFT') {
    return drift.map(
      (d) =>
        new AssayError('INPUT_DRIFT', `${id}: input ${d.input} changed after it was bound`, {
          found: d.found,
          expected: d.bound,
          next: `Restore it, or: reset-directive ${id} --reason "…"`,
        }).diagnostic,
    );
  }
  if (plan.code === 'DIRECTIVE_FAILED') {
    const failed = session.ledger.runs(id).filter((run) => run.state === 'FAILED');
    const causes = failed.flatMap((run) => run.diagnostics.map((d) => `${run.symbol}: ${d.code}`));
    const own = session.ledger.directive(id)?.diagnostics.map((d) => d.code) ?? [];
    return [
      new AssayError('DIRECTIVE_FAILED', `${id} is FAILED`, {
        found: (causes.length > 0 ? causes : own).join(', '),
        expected: 'a reset with a reason',
        next:
          `reset-directive ${id} --reason "…"` +
          (failed.length > 0 ? ` [--failed-only]` : '') +
          `, or run-pipeline ${id} --force --reason "…"`,
      }).diagnostic,
    ];
  }
  return [new AssayError(plan.code, `${id}: the recorded states contradict each other`).diagnostic];
}

/** True when nothing stands in the way but a strategy that nobody has written yet. */
function isPaused(diagnostics: readonly Diagnostic[]): boolean {
  const errors = diagnostics.filter((d) => d.severity === 'error');
  return errors.length > 0 && errors.every((d) => d.code === 'PROVISION_REQUIRED');
}

function report(
  session: Session,
  file: DirectiveFile,
  outcome: BatchOutcome,
  diagnostics: readonly Diagnostic[],
  drift: readonly Drift[] = [],
): DirectiveReport {
  const record = session.ledger.directive(file.id);
  const runs = session.ledger.runs(file.id);
  const own = record?.state === 'FAILED' ? record.diagnostics : [];
  const all = outcome === 'FAILED' ? [...diagnostics, ...own] : diagnostics;
  const done = outcome === 'COMPLETED' || outcome === 'NOTHING_TO_DO' || outcome === 'PROVISIONED';
  const codes = all.filter((d) => d.severity === 'error').map((d) => exitCodeOf(d.code));
  const exit = done ? EXIT_CODES.success : combineExitCodes([...codes, EXIT_CODES.blocked]);
  return {
    id: file.id,
    outcome: outcome === 'BLOCKED' && isPaused(diagnostics) ? 'PAUSED' : outcome,
    record,
    runs,
    diagnostics: all,
    drift,
    exit,
  };
}
