import { dirname } from 'node:path';
import { isAssayError } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import type { MasterRow, RunRecord } from '@assay/ledger';
import type { Session } from '../session.js';
import type { MasterSheetResult } from '../work/tasks.js';

/**
 * Shows the artifacts of a directive's complete runs under `backtests/<DIRECTIVE>_<SYMBOL>/`: copies,
 * read-only, of what the capsules own. When nothing `changed` only lost copies are made again; that a
 * copy was edited is the sweep's to find.
 */
export function showBacktests(session: Session, directiveId: string, changed: boolean): void {
  for (const run of session.ledger.runs(directiveId)) showRun(session, run, changed);
}

/** The same for one run, as soon as it is complete: meanwhile the threads compute the next. */
export function showRun(session: Session, run: RunRecord, changed: boolean): void {
  const { files, ledger, workspace } = session;
  if (run.state !== 'COMPLETE') return;
  const prefix = `runs/${run.run_id}/artifacts/`;
  const folder = workspace.paths.backtestsFolder(run.directive_id, run.symbol).relative;
  const folders: string[] = [];
  for (const artifact of ledger.artifacts(run.run_id)) {
    if (!artifact.path.startsWith(prefix)) continue;
    const shown = artifact.path.slice(prefix.length).replace(/^report\//, '');
    const target = workspace.paths.at(`${folder}/${shown}`).absolute;
    try {
      const there = files.stat(target);
      const same = there?.bytes === artifact.bytes;
      if (same && (!changed || files.digest(target).sha256 === artifact.sha256)) continue;
      files.copy(workspace.paths.at(artifact.path).absolute, target, { mode: 0o444 });
      folders.push(dirname(target));
    } catch (error) {
      notShown(session, error, target);
    }
  }
  try {
    files.syncFolders(folders);
  } catch (error) {
    notShown(session, error, workspace.paths.at(folder).absolute);
  }
}

/** A copy that is missing is made again by the next command. */
function notShown(session: Session, error: unknown, path: string): void {
  if (!isAssayError(error)) throw error;
  session.warn('VIEW_STALE', `a copy could not be shown: ${error.message}`, path);
}

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

/** Tries to write the sheet this often before it is left stale: somebody may be closing it. */
const SHEET_TRIES = 3;

/**
 * Renders the master sheet when its rows changed since it was last written, or when it is missing,
 * stale or edited. No result is ever lost because a spreadsheet is open: a sheet that cannot be
 * written is marked stale and refreshed by the next command.
 */
export async function refreshMasterSheet(session: Session): Promise<void> {
  const { files, ledger, workspace } = session;
  const { absolute, relative } = workspace.paths.masterSheet;
  const rows = sheetOrder(ledger.masterRows({ status: 'current' }));
  const key = sha256Hex(rowsText(rows));
  const known = ledger.view(`${relative}#rows`);
  const written = ledger.view(relative);
  const there = files.stat(absolute);
  if (rows.length === 0 && !there) return;
  if (known?.sha256 === key && written && !written.stale && there?.kind === 'file') {
    if (files.digest(absolute).sha256 === written.sha256) return;
    session.warn(
      'VIEW_DRIFT',
      'the master sheet was edited; it was rebuilt from the ledger',
      absolute,
    );
  }
  const { workbook } = await session.pool.run<MasterSheetResult>({
    kind: 'master-sheet',
    computeFile: session.toolchain.computeFile,
    rows: rows.map((row) => row.values),
  });
  const digest = sha256Hex(workbook);
  for (let attempt = 1; ; attempt += 1) {
    try {
      files.writeAtomic(absolute, workbook);
      ledger.recordView(relative, digest, false);
      ledger.recordView(`${relative}#rows`, key, false);
      return;
    } catch (error) {
      if (!isAssayError(error)) throw error;
      if (attempt < SHEET_TRIES) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        continue;
      }
      ledger.recordView(relative, digest, true);
      session.warn(
        'VIEW_STALE',
        `the master sheet could not be written after ${SHEET_TRIES} tries: ${error.message}`,
        absolute,
      );
      return;
    }
  }
}

/** By directive and symbol: which thread was first must not show. */
function sheetOrder(rows: readonly MasterRow[]): readonly MasterRow[] {
  const key = (row: MasterRow): string => `${row.directive_id}\u0000${row.symbol}`;
  return [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

function rowsText(rows: readonly MasterRow[]): string {
  return rows.map((row) => JSON.stringify([row.run_id, row.values])).join('\n');
}
