import { isAssayError } from '@assay/core';
import type { RunRecord } from '@assay/ledger';
import type { Session } from '../session.js';

/** Renders `batch_summary_<DIRECTIVE>.csv`: a line per run that ended, in the directive's order. */
export function batchSummaryCsv(runs: readonly RunRecord[]): string {
  const lines = runs.flatMap((run) => {
    if (run.outcome === null) return [];
    const status = run.outcome === 'TRADED' ? 'SUCCESS' : run.outcome;
    const error = run.diagnostics[0];
    const cells = [
      run.symbol,
      run.run_id,
      status,
      run.net_pnl === null ? '' : String(run.net_pnl),
      error ? `${error.code}: ${error.message}` : '',
    ];
    return [cells.map(csvCell).join(',')];
  });
  return ['Symbol,RunID,Status,NetPnL,Error', ...lines, ''].join('\n');
}

function csvCell(text: string): string {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Brings the batch summary of a directive up to date; exists once a run has an outcome. */
export function writeBatchSummary(session: Session, directiveId: string): void {
  const runs = session.ledger.runs(directiveId);
  if (!runs.some((run) => run.outcome !== null)) return;
  const path = session.workspace.paths.batchSummary(directiveId).absolute;
  const text = batchSummaryCsv(runs);
  const { files } = session;
  try {
    if (files.exists(path) && files.readText(path) === text) return;
    files.writeAtomic(path, text);
  } catch (error) {
    if (!isAssayError(error)) throw error;
    session.warn('VIEW_STALE', `the batch summary could not be written: ${error.message}`, path);
  }
}
