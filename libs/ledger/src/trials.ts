import type { EventOf, EventPlace } from './event-place.js';
import type { Sqlite } from './sqlite.js';

/**
 * A try that a result was seen of: one set of rules and code on one symbol. Running it again, after a
 * reset, on newer data or with a newer engine, is the same trial; every change of rules or code is another.
 */
export interface TrialRecord {
  /** What the trials are counted by: the directive's `family`, or its strategy where it names none. */
  readonly family: string;
  readonly symbol: string;
  /** Names rules and code: hashes of directive and strategy, or the run key where they are unknown. */
  readonly trial_key: string;
  /** The directive that first tried it. */
  readonly directive_id: string;
  /** What became of it when it last ran. */
  readonly outcome: string;
  /** Annualised; null until indexed, or when it has no value. */
  readonly sharpe_ratio: number | null;
  readonly net_pnl: number | null;
}

type Advance = EventOf<'RUN_ADVANCED'>;

const NAMED = `
  SELECT runs.symbol, runs.directive_id, runs.outcome, runs.net_pnl,
    coalesce(attempts.family, ?1) AS family,
    coalesce(runs.inputs ->> '$.directive' || '+' || (runs.inputs ->> '$.strategy'), runs.run_key)
      AS trial_key
  FROM runs JOIN attempts USING (directive_id, attempt)
  WHERE runs.live = 1 AND runs.directive_id = ?2 AND runs.run_id = ?3`;

/**
 * Counts a run that was executed, and notes its Sharpe ratio when it is indexed. Nothing ever takes a
 * trial back: that it lost, or was reset, does not unsee its result.
 */
export function countTrial(database: Sqlite, event: Advance, place: EventPlace): void {
  const { to, master_row: row, directive_id, run_id } = event;
  if (to !== 'STAGE_1_COMPLETE' && !row) return;
  const strategy = row?.['strategy_name'];
  const family = typeof strategy === 'string' ? strategy : null;
  const named = database.get(NAMED, family, directive_id, run_id);
  // A log of before families were recorded names its strategy only in the row of stage 3.
  if (!named || named['family'] === null) return;
  const sharpe = row?.['sharpe_ratio'];
  database.run(
    `INSERT INTO trials (family, symbol, trial_key, directive_id, outcome, sharpe_ratio, net_pnl, seq)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (family, symbol, trial_key) DO UPDATE SET outcome = excluded.outcome,
       net_pnl = excluded.net_pnl, sharpe_ratio = coalesce(excluded.sharpe_ratio, sharpe_ratio)`,
    String(named['family']),
    String(named['symbol']),
    String(named['trial_key']),
    String(named['directive_id']),
    String(named['outcome'] ?? 'unknown'),
    typeof sharpe === 'number' ? sharpe : null,
    named['net_pnl'] as number | null,
    place.seq,
  );
}
