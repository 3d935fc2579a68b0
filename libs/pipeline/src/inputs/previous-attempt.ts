import type { Ledger, PortfolioRow } from '@assay/ledger';
import type { PreviousAttempt } from '@assay/report';

/** What names the content of a portfolio: its runs in the directive's order, and the policy. */
export interface PortfolioIdentity {
  readonly runIds: readonly string[];
  readonly policy: string;
}

function isAnother({ values }: PortfolioRow, { runIds, policy }: PortfolioIdentity): boolean {
  return values['constituent_run_ids'] !== runIds.join(',') || values['policy_hash'] !== policy;
}

/**
 * The last attempt of a directive before `attempt` that came to another portfolio: its row, and its runs
 * in the order of the row. Null when there is none. An attempt that only repeats this one is passed over:
 * repeating must give the same bytes. Follows from the ledger's events before this attempt alone.
 */
export function previousAttempt(
  ledger: Pick<Ledger, 'portfolioRows' | 'runHistory'>,
  directiveId: string,
  attempt: number,
  own: PortfolioIdentity,
): PreviousAttempt | null {
  const row = ledger
    .portfolioRows({ directiveId, status: 'all' })
    .filter((one) => one.attempt < attempt && isAnother(one, own))
    .sort((a, b) => b.attempt - a.attempt)[0];
  if (!row) return null;
  const ids = String(row.values['constituent_run_ids'] ?? '').split(',');
  const runs = ids.flatMap((id) => {
    const run = ledger.runHistory(id).find((one) => one.attempt === row.attempt);
    if (!run) return [];
    const { symbol, run_id: runId, inputs, trades, net_pnl: netPnl } = run;
    return [{ symbol, runId, inputs, trades, netPnl }];
  });
  return { attempt: row.attempt, values: row.values, runs };
}
