import { AssayError, combineExitCodes, EXIT_CODES, isAssayError, type ExitCode } from '@assay/core';
import { endsTheCall, throwIfInterrupted } from './environment-errors.js';
import { activeDirectives, locateDirective, type DirectiveFile } from './inputs/directive-files.js';
import { runDirective, type DirectiveReport, type RunOptions } from './run-directive.js';
import type { Session } from './session.js';
import { refreshDirectiveViews } from './views/directive-views.js';
import { showBacktests } from './views/backtests-view.js';
import { writeBatchSummary } from './views/batch-summary.js';
import { refreshMasterSheet } from './views/master-sheet-view.js';

/** What became of every directive of one call, in the order handled. */
export interface BatchReport {
  readonly directives: readonly DirectiveReport[];
  readonly exit: ExitCode;
}

/** The directives a call names; all of `active/` when it asks for all. Each once. */
export function selectDirectives(
  session: Session,
  words: readonly string[],
  all: boolean,
): readonly DirectiveFile[] {
  if (!all) {
    const files = words.map((word) => locateDirective(session.files, session.workspace, word));
    return files.filter((file, index) => files.findIndex((f) => f.id === file.id) === index);
  }
  const active = activeDirectives(session.files, session.workspace);
  const ids = [...new Set(active.map((file) => file.id))].sort();
  return ids.map((id) => active.find((file) => file.id === id) as DirectiveFile);
}

/**
 * Runs directives one after the other; what stops one does not stop the next. The master sheet is
 * rendered once, after all of them.
 */
export async function runBatch(
  session: Session,
  directives: readonly DirectiveFile[],
  options: RunOptions,
): Promise<BatchReport> {
  const reports: DirectiveReport[] = [];
  try {
    for (const file of directives) {
      throwIfInterrupted(session);
      reports.push(await runOne(session, file, options));
    }
  } finally {
    if (!session.signal.aborted) await refreshMasterSheet(session);
  }
  const exit = combineExitCodes(reports.map((report) => report.exit));
  return { directives: reports, exit: reports.length === 0 ? EXIT_CODES.success : exit };
}

async function runOne(
  session: Session,
  file: DirectiveFile,
  options: RunOptions,
): Promise<DirectiveReport> {
  let changed = true;
  try {
    // An id that stands in two files is found here under --all, where nobody named it.
    const located = locateDirective(session.files, session.workspace, file.id);
    const report = await runDirective(session, located, options);
    changed = report.outcome !== 'NOTHING_TO_DO';
    return report;
  } catch (error) {
    if (!isAssayError(error) || endsTheCall(error)) throw error;
    return {
      id: file.id,
      outcome: 'BLOCKED',
      record: session.ledger.directive(file.id),
      runs: session.ledger.runs(file.id),
      diagnostics: error.diagnostics,
      drift: [],
      exit: error instanceof AssayError ? error.exitCode : EXIT_CODES.blocked,
    };
  } finally {
    refreshDirectiveViews(session, file.id);
    showBacktests(session, file.id, changed);
    writeBatchSummary(session, file.id);
  }
}
