import type { PortfolioRow, RunRecord } from '@assay/ledger';
import { expect, test } from 'vitest';
import { previousAttempt } from './previous-attempt.js';

/** A portfolio of one run under a policy. */
function row(attempt: number, run: string, policy = 'p'): PortfolioRow {
  const values = { constituent_run_ids: run, policy_hash: policy, sharpe_ratio: attempt };
  return { directive_id: 'Cross', attempt, status: 'superseded', missing: [], values };
}

function ledgerOf(rows: readonly PortfolioRow[]) {
  const record = (run_id: string, attempt: number) =>
    ({
      run_id,
      attempt,
      symbol: 'EURUSD',
      inputs: { data: run_id },
      trades: 3,
      net_pnl: 1,
    }) as unknown as RunRecord;
  return {
    portfolioRows: () => rows,
    runHistory: (id: string) =>
      rows
        .filter(({ values }) => values['constituent_run_ids'] === id)
        .map(({ attempt }) => record(id, attempt)),
  };
}

function attemptBefore(rows: readonly PortfolioRow[], attempt: number, run: string, policy = 'p') {
  const own = { runIds: [run], policy };
  return previousAttempt(ledgerOf(rows), 'Cross', attempt, own);
}

test('a first attempt, and one that only repeats, have nothing before them', () => {
  expect(attemptBefore([], 1, 'a')).toBeNull();
  expect(attemptBefore([row(1, 'a'), row(2, 'a')], 3, 'a')).toBeNull();
});

test('the last attempt on other runs is the one, repeated ones and later ones are passed over', () => {
  const rows = [row(1, 'a'), row(2, 'b'), row(3, 'c'), row(4, 'c'), row(5, 'd')];
  const found = attemptBefore(rows, 5, 'c');
  expect(found?.attempt).toBe(2);
  expect(found?.runs).toEqual([
    { symbol: 'EURUSD', runId: 'b', inputs: { data: 'b' }, trades: 3, netPnl: 1 },
  ]);
  // The attempt that it repeats found the same: so its page has the same bytes.
  expect(attemptBefore(rows, 4, 'c')).toEqual(found);
  expect(attemptBefore(rows, 3, 'c')).toEqual(found);
});

test('another policy over the same runs is another portfolio', () => {
  expect(attemptBefore([row(1, 'a', 'old')], 2, 'a', 'new')?.attempt).toBe(1);
});
