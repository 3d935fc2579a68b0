import type { Diagnostic } from '@assay/core';
import type { DirectiveState, RunOutcome, RunState } from '@assay/state-machines';
import type { ArtifactRecord, SourceFile } from './ledger-events.js';
import type {
  DirectiveRecord,
  MasterRow,
  PortfolioRow,
  Publication,
  RunRecord,
  StateChange,
} from './ledger.js';
import type { Row } from './sqlite.js';
import type { TrialRecord } from './trials.js';

// JSON columns are written by the fold alone, so what they hold is what it wrote.
function json<T>(row: Row, column: string): T {
  return JSON.parse(String(row[column])) as T;
}

/** A directive from its joined row of `directives` and `attempts`. */
export function directiveRecord(row: Row): DirectiveRecord {
  return {
    directive_id: String(row['directive_id']),
    attempt: Number(row['attempt']),
    state: row['state'] as DirectiveState,
    inputs: json<Record<string, string>>(row, 'inputs'),
    sources: json<SourceFile[]>(row, 'sources'),
    diagnostics: json<Diagnostic[]>(row, 'diagnostics'),
    history: json<StateChange[]>(row, 'history'),
    last_updated: String(row['last_updated']),
  };
}

/** A run from its row of `runs`. */
export function runRecord(row: Row): RunRecord {
  return {
    directive_id: String(row['directive_id']),
    attempt: Number(row['attempt']),
    symbol: String(row['symbol']),
    run_id: String(row['run_id']),
    run_key: String(row['run_key']),
    inputs: json<Record<string, string>>(row, 'inputs'),
    state: row['state'] as RunState,
    outcome: row['outcome'] as RunOutcome | null,
    trades: row['trades'] as number | null,
    net_pnl: row['net_pnl'] as number | null,
    diagnostics: json<Diagnostic[]>(row, 'diagnostics'),
    history: json<StateChange[]>(row, 'history'),
    last_updated: String(row['last_updated']),
  };
}

/** An artifact from its row. */
export function artifactRecord(row: Row): ArtifactRecord {
  return {
    path: String(row['path']),
    bytes: Number(row['bytes']),
    sha256: String(row['sha256']),
  };
}

/** A master row from its row. */
export function masterRow(row: Row): MasterRow {
  return {
    row: Number(row['row']),
    directive_id: String(row['directive_id']),
    symbol: String(row['symbol']),
    run_id: String(row['run_id']),
    attempt: Number(row['attempt']),
    status: row['status'] as MasterRow['status'],
    reason: row['reason'] as string | null,
    values: json<MasterRow['values']>(row, 'cells'),
  };
}

/** A portfolio row from its row. */
export function portfolioRow(row: Row): PortfolioRow {
  return {
    directive_id: String(row['directive_id']),
    attempt: Number(row['attempt']),
    status: row['status'] as PortfolioRow['status'],
    missing: json<string[]>(row, 'missing'),
    values: json<PortfolioRow['values']>(row, 'cells'),
  };
}

/** A trial from its row. */
export function trialRecord(row: Row): TrialRecord {
  return {
    family: String(row['family']),
    symbol: String(row['symbol']),
    trial_key: String(row['trial_key']),
    directive_id: String(row['directive_id']),
    outcome: String(row['outcome']),
    sharpe_ratio: row['sharpe_ratio'] as number | null,
    net_pnl: row['net_pnl'] as number | null,
  };
}

/** A publication from its row. */
export function publication(row: Row): Publication {
  return {
    staged: String(row['staged']),
    target: String(row['target']),
    sha256: String(row['sha256']),
    bytes: Number(row['bytes']),
  };
}
