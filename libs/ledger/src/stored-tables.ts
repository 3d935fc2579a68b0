import type { StoredTable } from './ledger.js';

/** Each table's columns as they are given out, and their order. */
export const TABLES: Readonly<Record<StoredTable, string>> = {
  directives: `SELECT directive_id, attempt, state, last_updated
    FROM directives JOIN attempts USING (directive_id, attempt) ORDER BY directive_id`,
  attempts: `SELECT directive_id, attempt, state, started_at, last_updated, inputs, sources,
    diagnostics, history FROM attempts ORDER BY directive_id, attempt`,
  runs: `SELECT directive_id, attempt, symbol, run_id, run_key, live, state, outcome, trades, net_pnl,
    last_updated, inputs, diagnostics, history FROM runs ORDER BY id`,
  artifacts: `SELECT path, run_id, directive_id, attempt, bytes, sha256, seq
    FROM artifacts ORDER BY path`,
  master_rows: `SELECT row, directive_id, symbol, run_id, attempt, status, reason, cells
    FROM master_rows ORDER BY row`,
  portfolio_rows: `SELECT directive_id, attempt, status, missing, cells
    FROM portfolio_rows ORDER BY id`,
  trials: `SELECT family, symbol, trial_key, directive_id, outcome, sharpe_ratio, net_pnl
    FROM trials ORDER BY seq, symbol`,
  promotions: `SELECT directive_id, attempt, promoted_at, actor, reason
    FROM promotions ORDER BY directive_id`,
  events: `SELECT seq, at, actor, type, subject, payload, prev_hash, hash FROM events ORDER BY seq`,
};
