import {
  AssayError,
  diagnostic,
  EXIT_CODES,
  exitCodeOf,
  formatStamp,
  isAssayError,
  type Diagnostic,
} from '@assay/core';
import type { LedgerEvent, RunRecord } from '@assay/ledger';
import type { ResumePlan, RunState } from '@assay/state-machines';
import { commitEvents, commitStaged } from './commit.js';
import { endsTheCall, throwIfInterrupted } from './environment-errors.js';
import { refreshRunViews } from './views/directive-views.js';
import { showRun } from './views/backtests-view.js';
import { RUN_STAGES } from './stages.js';
import { verifyRunState } from './verify-state.js';
import type { DirectiveContext, RunContext, RunStage, RunStep } from './stages/stage.js';

type RunPlan = Extract<ResumePlan, { kind: 'continue' }>['runs'][number];

/**
 * Takes every unfinished run on after its own last complete stage, several at a time. A failing run
 * does not stop the others, unless `failFast`. Never throws for a run's own failure.
 */
export async function performRuns(
  context: DirectiveContext,
  plans: readonly RunPlan[],
  failFast: boolean,
): Promise<void> {
  const { session, file } = context;
  const queue = [...plans];
  const total = plans.length;
  let done = 0;
  let stop = false;
  let defect: unknown;
  session.progress({ directive: file.id, stage: 'runs', status: 'started', runs: { done, total } });
  const worker = async (): Promise<void> => {
    for (let plan = queue.shift(); plan && !stop; plan = queue.shift()) {
      try {
        if (plan.state !== 'FAILED') {
          verifyRunState(session, liveRun(context, plan.symbol), plan.state);
        }
        const failed = await performRun(context, plan.symbol);
        done += 1;
        session.progress({
          directive: file.id,
          stage: 'runs',
          status: 'started',
          runs: { done, total },
        });
        if (failed && failFast) stop = true;
      } catch (error) {
        stop = true;
        defect ??= error;
      }
    }
  };
  await Promise.all(Array.from({ length: chainsAtOnce(session.jobs) }, worker));
  if (defect !== undefined) throw defect;
  if (failFast && session.ledger.runs(file.id).some((run) => run.state === 'FAILED')) {
    failDirective(context);
  }
}

/**
 * Chains that go on at the same time. More than there are threads, so that another's task waits while
 * the files of one are committed; of one job each run is done before the next begins.
 */
function chainsAtOnce(jobs: number): number {
  return jobs <= 1 ? 1 : jobs + 1;
}

/** One run through its remaining stages; true when it failed. */
async function performRun(context: DirectiveContext, symbol: string): Promise<boolean> {
  const { session, file } = context;
  for (const stage of RUN_STAGES) {
    throwIfInterrupted(session);
    const run = liveRun(context, symbol);
    if (run.state !== stage.runFrom) continue;
    session.progress({ directive: file.id, symbol, stage: stage.id, status: 'started' });
    let bars: number | undefined;
    try {
      const step = await stage.perform(runContext(context, run));
      commitStep(context, run, stage, step);
      bars = step.bars;
    } catch (error) {
      if (!isAssayError(error) || endsTheCall(error)) throw error;
      // Read again: a commit may have gone through before what followed it failed.
      const named = error.diagnostics.map((d) => ({ ...d, message: `${symbol}: ${d.message}` }));
      failRun(context, liveRun(context, symbol), named);
      session.progress({ directive: file.id, symbol, stage: stage.id, status: 'failed' });
      return true;
    }
    const measured = bars === undefined ? {} : { bars };
    session.progress({ directive: file.id, symbol, stage: stage.id, status: 'done', ...measured });
  }
  return false;
}

function liveRun(context: DirectiveContext, symbol: string): RunRecord {
  const run = context.session.ledger.runs(context.file.id).find((r) => r.symbol === symbol);
  if (!run) throw new Error(`run of ${symbol} vanished from the ledger`);
  return run;
}

function runContext(context: DirectiveContext, run: RunRecord): RunContext {
  const symbol = context.scope().symbols.find((s) => s.symbol === run.symbol);
  if (!symbol) throw new Error(`symbol ${run.symbol} is not in the scope`);
  return { session: context.session, directive: context, run, symbol };
}

/** Commits what a stage staged, with the state it earned. */
function commitStep(
  context: DirectiveContext,
  run: RunRecord,
  stage: RunStage,
  step: RunStep,
): void {
  if (stage.runTo.length === 0) return;
  const events: LedgerEvent[] = [];
  let from: RunState = run.state;
  for (const [index, to] of stage.runTo.entries()) {
    const first = index === 0;
    events.push({
      type: 'RUN_ADVANCED',
      directive_id: run.directive_id,
      attempt: run.attempt,
      symbol: run.symbol,
      run_id: run.run_id,
      from,
      to,
      ...(first && step.outcome ? { outcome: step.outcome } : {}),
      ...(first && step.trades !== undefined ? { trades: step.trades } : {}),
      ...(first && step.netPnl !== undefined ? { net_pnl: step.netPnl } : {}),
      ...(first && step.masterRow ? { master_row: step.masterRow } : {}),
      ...(first && step.files.length > 0
        ? {
            artifacts: step.files.map(({ target, bytes, sha256 }) => ({
              path: target,
              bytes,
              sha256,
            })),
          }
        : {}),
    });
    from = to;
  }
  if (stage.id === '3') commitIndex(context, run, events, step);
  else commitStaged(context.session, events, step.files);
  refreshRunViews(context.session, run.run_id, run.directive_id);
  if (from === 'COMPLETE') showRun(context.session, liveRun(context, run.symbol), true);
}

/**
 * The commit of stage 3 is what lists a run. When it is refused, what was staged is kept aside: the run
 * passed, only its indexing failed.
 */
function commitIndex(
  context: DirectiveContext,
  run: RunRecord,
  events: readonly LedgerEvent[],
  step: RunStep,
): void {
  const { session } = context;
  try {
    commitStaged(session, events, step.files);
  } catch (cause) {
    const isCommitted = liveRun(context, run.symbol).state !== run.state;
    if (isCommitted || (isAssayError(cause) && endsTheCall(cause))) throw cause;
    const { paths } = session.workspace;
    const kept = paths.failed(`${run.run_id}_FAILED_${formatStamp(session.clock.now())}`);
    const [first] = step.files;
    const staging = first?.staged.split('/').slice(0, 3).join('/') ?? '';
    session.files.makeFolder(paths.failedFolder.absolute);
    session.files.moveAside(paths.at(staging).absolute, kept.absolute);
    throw new AssayError(
      'INDEXING_FAILED',
      `Run passed but indexing failed; artifacts kept in ${kept.relative}`,
      {
        place: { file: kept.absolute },
        found: cause instanceof Error ? cause.message : String(cause),
        expected: 'a ledger that takes the row',
        cause,
      },
    );
  }
}

function failRun(
  context: DirectiveContext,
  run: RunRecord,
  diagnostics: readonly Diagnostic[],
): void {
  commitEvents(context.session, [
    {
      type: 'RUN_FAILED',
      directive_id: run.directive_id,
      attempt: run.attempt,
      symbol: run.symbol,
      run_id: run.run_id,
      from: run.state,
      diagnostics,
    },
  ]);
  refreshRunViews(context.session, run.run_id, run.directive_id);
}

/** When no run has work left: the directive advances, or fails if one of its runs did. */
export function closeRuns(context: DirectiveContext): void {
  const { session, file } = context;
  if (session.ledger.runs(file.id).some((run) => run.state === 'FAILED')) {
    failDirective(context);
    return;
  }
  const record = session.ledger.directive(file.id);
  if (!record) throw new Error(`directive ${file.id} vanished from the ledger`);
  commitEvents(session, [
    {
      type: 'DIRECTIVE_ADVANCED',
      directive_id: file.id,
      attempt: record.attempt,
      from: record.state,
      to: 'SYMBOL_RUNS_COMPLETE',
    },
  ]);
}

function failDirective(context: DirectiveContext): void {
  const { session, file } = context;
  const record = session.ledger.directive(file.id);
  if (!record) throw new Error(`directive ${file.id} vanished from the ledger`);
  const runs = session.ledger.runs(file.id);
  const failed = runs.filter((run) => run.state === 'FAILED');
  const diagnostics = failed.map((run) =>
    diagnostic('RUN_FAILED', `${run.symbol} (run ${run.run_id}) failed: ${firstCause(run)}`, {
      found: `${failed.length} of ${runs.length} runs FAILED`,
      expected: 'every run COMPLETE',
      next: nextAfter(file.id, run),
    }),
  );
  commitEvents(session, [
    {
      type: 'DIRECTIVE_FAILED',
      directive_id: file.id,
      attempt: record.attempt,
      from: record.state,
      diagnostics: [...diagnostics, ...failed.flatMap((run) => run.diagnostics)],
    },
  ]);
}

/** Failed-only goes on with the bound inputs: right for lost evidence, not for a strategy to be mended. */
function nextAfter(directiveId: string, run: RunRecord): string {
  const isEvidence = run.diagnostics.every((d) => exitCodeOf(d.code) === EXIT_CODES.integrity);
  const flag = isEvidence ? ' --failed-only' : '';
  const mend = isEvidence ? 'Restore what is named, then' : 'Mend the cause, then';
  return `${mend}: reset-directive ${directiveId}${flag} --reason "…"`;
}

function firstCause(run: RunRecord): string {
  const [cause] = run.diagnostics;
  return cause ? `${cause.code}, ${cause.message}` : 'no cause recorded';
}
