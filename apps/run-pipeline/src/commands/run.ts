import { availableParallelism } from 'node:os';
import { AssayError, diagnostic, type Diagnostic } from '@assay/core';
import { renderTable, type Ending, type ToolIo } from '@assay/cli';
import {
  currentUser,
  runBatch,
  selectDirectives,
  withSession,
  type BatchReport,
  type DirectiveReport,
  type Session,
} from '@assay/pipeline';
import { runEquity } from '../evidence/read-equity.js';
import { progressView } from '../progress-view.js';
import { equityLine, LINES_MAX } from '../status/equity-lines.js';
import { toolchain, writerRequest } from '../surroundings.js';

/** The flags of a plain `run-pipeline`. */
export interface RunFlags {
  readonly all?: true | undefined;
  readonly provisionOnly?: true | undefined;
  readonly force?: true | undefined;
  readonly reason?: string | undefined;
  readonly failFast?: true | undefined;
  readonly jobs?: number | undefined;
}

function usage(message: string, next: string): AssayError {
  return new AssayError('USAGE', message, { next });
}

function checkUsage(words: readonly string[], flags: RunFlags): void {
  if (words.length === 0 && !flags.all) {
    throw usage('no directive was named', 'Name directives, or use --all. See --help.');
  }
  if (words.length > 0 && flags.all) {
    throw usage('--all stands beside named directives', 'Use one or the other.');
  }
  if (flags.force && !flags.reason?.trim()) {
    throw usage('--force needs a reason', 'Add --reason "…": it is recorded with the reset.');
  }
  if (flags.reason !== undefined && !flags.force) {
    throw usage('--reason without --force', 'Add --force, or leave --reason out.');
  }
}

/** Runs directives and shows what became of each. */
export async function run(io: ToolIo, words: readonly string[], flags: RunFlags): Promise<Ending> {
  checkUsage(words, flags);
  return withSession(
    {
      ...writerRequest(io),
      actor: currentUser(),
      toolchain: toolchain(),
      jobs: flags.jobs ?? availableParallelism(),
      progress: progressView(io),
      report: (found) => io.report(found),
    },
    async (session) => {
      const directives = selectDirectives(session, words, flags.all === true);
      const batch = await runBatch(session, directives, {
        provisionOnly: flags.provisionOnly === true,
        failFast: flags.failFast === true,
        ...(flags.force && flags.reason !== undefined ? { forceReason: flags.reason } : {}),
      });
      return endingOf(session, batch);
    },
  );
}

const EQUITY_WIDTH = 16;

/** Lines of equity by run id, drawn while the workspace is open. */
function drawEquity(session: Session, batch: BatchReport): ReadonlyMap<string, string> {
  const ids = batch.directives.flatMap(({ runs }) => runs.map((run) => run.run_id));
  return new Map(
    ids
      .slice(0, LINES_MAX)
      .map((id) => [id, equityLine(session, runEquity(session.ledger, id), EQUITY_WIDTH)]),
  );
}

function endingOf(session: Session, batch: BatchReport): Ending {
  const equity = drawEquity(session, batch);
  return {
    schema: 'run-pipeline.run/1',
    exit: batch.exit,
    body: { directives: batch.directives.map((report) => directiveJson(session, report)) },
    diagnostics: batch.directives.flatMap((report) =>
      shownDiagnostics(report).map((found) => named(found, report, batch.directives.length)),
    ),
    text: (view) => batchText(session, batch, equity, view.width),
  };
}

/** With several directives each finding says whose it is, unless its message does already. */
function named(found: Diagnostic, report: DirectiveReport, count: number): Diagnostic {
  if (count === 1 || found.message.includes(report.id)) return found;
  return { ...found, message: `${report.id}: ${found.message}` };
}

/** Findings of a directive; drift of a finished one is a warning. */
function shownDiagnostics(report: DirectiveReport): readonly Diagnostic[] {
  const finished = report.outcome === 'COMPLETED' || report.outcome === 'NOTHING_TO_DO';
  const drift = finished
    ? report.drift.map((d) =>
        diagnostic('INPUT_DRIFT', `${report.id}: input ${d.input} changed after it was bound`, {
          severity: 'warning',
          found: d.found,
          expected: d.bound,
          next: 'The result stands for the bound input; reset the directive to use the new one.',
        }),
      )
    : [];
  return [...report.diagnostics, ...drift];
}

function reportPaths(
  session: Session,
  report: DirectiveReport,
): { html: string | null; workbooks: string[] } {
  const { paths } = session.workspace;
  const complete = report.record?.state === 'PORTFOLIO_COMPLETE';
  const html = paths.at(`portfolios/${report.id}/report.html`).absolute;
  const workbooks = report.runs
    .filter((run) => run.state === 'COMPLETE')
    .map((run) => {
      const name = `AK_Trade_Report_${report.id}_${run.symbol}.xlsx`;
      return paths.at(`${paths.backtestsFolder(report.id, run.symbol).relative}/${name}`).absolute;
    });
  return { html: complete ? html : null, workbooks };
}

function directiveJson(session: Session, report: DirectiveReport) {
  return {
    id: report.id,
    state: report.record?.state ?? null,
    outcome: report.outcome,
    attempt: report.record?.attempt ?? null,
    runs: report.runs.map((run) => ({
      symbol: run.symbol,
      run_id: run.run_id,
      state: run.state,
      outcome: run.outcome,
      trades: run.trades,
      net_pnl: run.net_pnl,
    })),
    causes: shownDiagnostics(report)
      .filter((found) => found.severity === 'error')
      .map(({ code, message }) => ({ code, message })),
    drift: report.drift.map((d) => ({ input: d.input, bound: d.bound, found: d.found })),
    reports: reportPaths(session, report),
  };
}

function batchText(
  session: Session,
  batch: BatchReport,
  equity: ReadonlyMap<string, string>,
  width: number | undefined,
): string {
  if (batch.directives.length === 0) {
    return 'Nothing to do: backtest_directives/active/ has no directives.';
  }
  return batch.directives.map((one) => directiveText(session, one, equity, width)).join('\n\n');
}

/** Money with two decimals; what rounds to nothing has no sign. */
function cents(money: number): string {
  const text = money.toFixed(2);
  return text === '-0.00' ? '0.00' : text;
}

function directiveText(
  session: Session,
  report: DirectiveReport,
  equity: ReadonlyMap<string, string>,
  width: number | undefined,
): string {
  const lines = [`${report.id}: ${report.outcome}${stateText(report)}`];
  if (report.outcome === 'NOTHING_TO_DO') lines.push('Already complete; nothing was done.');
  if (report.outcome === 'PROVISIONED') {
    lines.push(`Provision-only: ${report.id} remains in active/`);
  }
  if (report.runs.length > 0 && report.outcome !== 'PROVISIONED') {
    lines.push(
      renderTable(
        [
          { header: 'symbol' },
          { header: 'run id' },
          { header: 'outcome' },
          { header: 'trades', align: 'right' },
          { header: 'net', align: 'right' },
          { header: 'equity' },
        ],
        report.runs.map((run) => [
          run.symbol,
          run.run_id,
          run.outcome ?? run.state,
          run.trades === null ? '' : String(run.trades),
          run.net_pnl === null ? '' : cents(run.net_pnl),
          equity.get(run.run_id) ?? '',
        ]),
        width === undefined ? {} : { width },
      ),
    );
  }
  const { html } = reportPaths(session, report);
  if (html !== null) lines.push(`report: ${html}`);
  return lines.join('\n');
}

function stateText(report: DirectiveReport): string {
  const record = report.record;
  return record ? ` (${record.state}, attempt ${record.attempt})` : '';
}
