import type { Ledger } from '@assay/ledger';
import type { PreviousAttempt } from '@assay/report';

/**
 * The last attempt of a directive before `attempt` that came to a portfolio: its row, and its runs in the
 * order of the row. Null when there is none. Follows from the ledger's events before this attempt alone,
 * so stage 4 finds the same however often it is repeated.
 */
export function previousAttempt(
  ledger: Pick<Ledger, 'portfolioRows' | 'runHistory'>,
  directiveId: string,
  attempt: number,
): PreviousAttempt | null {
  const row = ledger
    .portfolioRows({ directiveId, status: 'all' })
    .filter((one) => one.attempt < attempt)
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
