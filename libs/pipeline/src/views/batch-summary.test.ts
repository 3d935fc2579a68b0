import { expect, test } from 'vitest';
import type { RunRecord } from '@assay/ledger';
import { batchSummaryCsv } from './batch-summary.js';

const RUN: RunRecord = {
  directive_id: 'A',
  attempt: 1,
  symbol: 'EURUSD',
  run_id: '0123456789abcdef',
  run_key: '',
  inputs: {},
  state: 'COMPLETE',
  outcome: 'TRADED',
  trades: 3,
  net_pnl: -12.345678901234567,
  diagnostics: [],
  history: [],
  last_updated: '',
};

test('the batch summary says SUCCESS, NO_TRADES or FAILED, with full precision and a quoted cause', () => {
  const failed: RunRecord = {
    ...RUN,
    symbol: 'GBPUSD',
    state: 'FAILED',
    outcome: 'FAILED',
    net_pnl: null,
    diagnostics: [
      { code: 'STRATEGY_CRASH', severity: 'error', message: 'threw "x", then stopped' },
    ],
  };
  const empty: RunRecord = { ...RUN, symbol: 'USDJPY', outcome: 'NO_TRADES', net_pnl: 0 };
  expect(batchSummaryCsv([RUN, failed, empty])).toBe(
    [
      'Symbol,RunID,Status,NetPnL,Error',
      'EURUSD,0123456789abcdef,SUCCESS,-12.345678901234567,',
      'GBPUSD,0123456789abcdef,FAILED,,"STRATEGY_CRASH: threw ""x"", then stopped"',
      'USDJPY,0123456789abcdef,NO_TRADES,0,',
      '',
    ].join('\n'),
  );
});
