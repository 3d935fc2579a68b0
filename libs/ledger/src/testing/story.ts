import { diagnostic } from '@assay/core';
import { sha256Hex } from '@assay/hashing';
import { RUN_STATES, type RunState } from '@assay/state-machines';
import type { ArtifactRecord, BoundRun, LedgerEvent } from '../ledger-events.js';
import type { MasterRow } from '../ledger.js';

/** The directive that the stories are about. */
export const ID = 'Range_Breakout_01';

/** What their trials are counted by. */
export const FAMILY = 'breakouts';

export function runIdOf(symbol: string, salt = ''): string {
  return sha256Hex(`${symbol}${salt}`).slice(0, 16);
}

export function boundRun(symbol: string, salt = ''): BoundRun {
  const run_id = runIdOf(symbol, salt);
  return {
    symbol,
    run_id,
    run_key: sha256Hex(`${symbol}${salt}`),
    inputs: { data: sha256Hex(symbol) },
  };
}

export function artifact(path: string, text: string): ArtifactRecord {
  return { path, bytes: Buffer.byteLength(text), sha256: sha256Hex(text) };
}

export function admitted(directive_id = ID): LedgerEvent {
  return { type: 'DIRECTIVE_ADMITTED', directive_id };
}

/** Binds and goes to PREFLIGHT_COMPLETE, as stage 0 does in one commit. */
export function preflight(
  symbols: readonly string[],
  { directive_id = ID, attempt = 1, salt = '' } = {},
): LedgerEvent[] {
  const inputs = { directive: sha256Hex(directive_id) };
  const sources = [
    {
      path: `backtest_directives/active/${directive_id}.txt`,
      bytes: 7,
      sha256: inputs.directive,
      kind: 'directive',
    },
  ];
  const runs = symbols.map((symbol) => boundRun(symbol, salt));
  return [
    { type: 'INPUTS_BOUND', directive_id, attempt, family: FAMILY, inputs, sources, runs },
    ...runs.map((run) => advance(run.symbol, 'IDLE', { directive_id, attempt, salt })),
    {
      type: 'DIRECTIVE_ADVANCED',
      directive_id,
      attempt,
      from: 'INITIALIZED',
      to: 'PREFLIGHT_COMPLETE',
    },
  ];
}

/** The step from one state of a run to the next; stage 3 brings its row. */
export function advance(
  symbol: string,
  from: RunState,
  { directive_id = ID, attempt = 1, salt = '', row = 1 } = {},
): LedgerEvent {
  const to = RUN_STATES[RUN_STATES.indexOf(from) + 1] ?? 'FAILED';
  const run_id = runIdOf(symbol, salt);
  const event = { type: 'RUN_ADVANCED' as const, directive_id, attempt, symbol, run_id, from, to };
  if (to === 'STAGE_1_COMPLETE') {
    const artifacts = [artifact(`runs/${run_id}/artifacts/raw/trades.csv`, `${symbol}${salt}`)];
    return { ...event, outcome: 'TRADED', trades: 12, net_pnl: -3.25, artifacts };
  }
  if (to === 'STAGE_3_COMPLETE')
    return { ...event, master_row: { strategy: symbol, row, ok: true, none: null } };
  return event;
}

/** The steps of a run from one state to another. */
export function advanceTo(
  symbol: string,
  from: RunState,
  to: RunState,
  options: Parameters<typeof advance>[2] = {},
): LedgerEvent[] {
  return RUN_STATES.slice(RUN_STATES.indexOf(from), RUN_STATES.indexOf(to)).map((state) =>
    advance(symbol, state, options),
  );
}

export function runFailed(symbol: string, from: RunState, attempt = 1): LedgerEvent {
  const diagnostics = [diagnostic('STRATEGY_CRASH', 'it\'s "over"; DROP TABLE runs;--')];
  const run_id = runIdOf(symbol);
  return { type: 'RUN_FAILED', directive_id: ID, attempt, symbol, run_id, from, diagnostics };
}

export const SEMANTICALLY_VALID = 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID' as const;

/** Everything from admission to PORTFOLIO_COMPLETE. */
export function wholeStory(symbols: readonly string[], attempt = 1): LedgerEvent[] {
  const of = { directive_id: ID, attempt };
  return [
    ...preflight(symbols, of),
    ...symbols.map((symbol) => advance(symbol, 'PREFLIGHT_COMPLETE', of)),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'PREFLIGHT_COMPLETE', to: SEMANTICALLY_VALID },
    ...symbols.flatMap((symbol) => advanceTo(symbol, SEMANTICALLY_VALID, 'COMPLETE', of)),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: SEMANTICALLY_VALID, to: 'SYMBOL_RUNS_COMPLETE' },
    sealed(attempt),
    { type: 'DIRECTIVE_ADVANCED', ...of, from: 'SYMBOL_RUNS_COMPLETE', to: 'PORTFOLIO_COMPLETE' },
  ];
}

export function sealed(attempt = 1, net_pnl = 1.5): LedgerEvent {
  const artifacts = [artifact(`portfolios/${ID}/portfolio_summary.json`, `${net_pnl}`)];
  const portfolio_row = { portfolio_id: ID, net_pnl };
  return { type: 'PORTFOLIO_SEALED', directive_id: ID, attempt, artifacts, portfolio_row };
}

export function fullReset(
  symbols: readonly string[],
  from: Extract<LedgerEvent, { type: 'DIRECTIVE_RESET' }>['from'],
  state: RunState,
  attempt = 1,
): LedgerEvent {
  const archived_runs = symbols.map((symbol) => ({ run_id: runIdOf(symbol), symbol, state }));
  return {
    type: 'DIRECTIVE_RESET',
    directive_id: ID,
    from,
    to: 'INITIALIZED',
    reason: 'try again',
    attempt,
    new_attempt: attempt + 1,
    archived_runs,
    recreated_runs: [],
  };
}

/** The watch over the directive begins. */
export function promoted(attempt = 1): LedgerEvent {
  return { type: 'DIRECTIVE_PROMOTED', directive_id: ID, attempt, reason: 'it held up' };
}

/** The watch ends. */
export function demoted(attempt = 1): LedgerEvent {
  return { type: 'DIRECTIVE_DEMOTED', directive_id: ID, attempt, reason: 'it decayed' };
}

/** The sweep that the stories tell of. */
export const SWEEP = '20260131T090807006Z-00000000';

/** A row leaves the sheet; nothing when it has left already. */
export function retired(row: MasterRow, artifacts_gone = true): LedgerEvent[] {
  if (row.status === 'retired') return [];
  const reason = artifacts_gone ? 'artifacts gone' : 'withdrawn';
  return [
    {
      type: 'ROW_RETIRED',
      ...rowName(row),
      from: row.status,
      sweep: SWEEP,
      reason,
      artifacts_gone,
    },
  ];
}

/** A retirement is taken back. */
export function reinstated(row: MasterRow, to: 'current' | 'superseded'): LedgerEvent {
  return { type: 'ROW_REINSTATED', ...rowName(row), to, sweep: SWEEP };
}

function rowName({ directive_id, symbol, run_id, row }: MasterRow) {
  return { directive_id, symbol, run_id, row };
}
