import { expect, test } from 'vitest';
import type { DirectiveRecord, RunRecord } from '@assay/ledger';
import { compareInputs, driftOfSources } from './drift.js';

const SHARED = { directive: 'd1', strategy: 's1' };

function record(inputs: Readonly<Record<string, string>>): DirectiveRecord {
  return {
    directive_id: 'A',
    attempt: 1,
    state: 'PREFLIGHT_COMPLETE',
    inputs,
    sources: [],
    diagnostics: [],
    history: [],
    last_updated: '2026-01-01T00:00:00.000Z',
  };
}

function run(symbol: string, inputs: Readonly<Record<string, string>>): RunRecord {
  return {
    directive_id: 'A',
    attempt: 1,
    symbol,
    run_id: '0'.repeat(16),
    run_key: '0'.repeat(64),
    inputs,
    state: 'PREFLIGHT_COMPLETE',
    outcome: null,
    trades: null,
    net_pnl: null,
    diagnostics: [],
    history: [],
    last_updated: '2026-01-01T00:00:00.000Z',
  };
}

function bound(symbol: string, inputs: Readonly<Record<string, string>>) {
  return { symbol, run_id: '', run_key: '', inputs };
}

test('equal inputs are no drift', () => {
  const inputs = { ...SHARED, data: 'x' };
  const current = { inputs: SHARED, sources: [], runs: [bound('EURUSD', inputs)] };
  expect(compareInputs([run('EURUSD', inputs)], record(SHARED), current)).toEqual([]);
});

test('an input that all runs share is named once, not for each symbol', () => {
  const changed = { directive: 'd2', strategy: 's1' };
  const current = {
    inputs: changed,
    sources: [],
    runs: ['EURUSD', 'GBPUSD'].map((symbol) => bound(symbol, { ...changed, data: symbol })),
  };
  const runs = ['EURUSD', 'GBPUSD'].map((symbol) => run(symbol, { ...SHARED, data: symbol }));
  expect(compareInputs(runs, record(SHARED), current)).toEqual([
    { input: 'directive', bound: 'd1', found: 'd2' },
  ]);
});

test('an input of one symbol is named with it; one that is new or gone is too', () => {
  const current = {
    inputs: SHARED,
    sources: [],
    runs: [bound('EURUSD', { ...SHARED, data: 'y', conversion_USDJPY: 'c' })],
  };
  expect(compareInputs([run('EURUSD', { ...SHARED, data: 'x' })], record(SHARED), current)).toEqual(
    [
      { input: 'conversion_USDJPY EURUSD', bound: 'absent', found: 'c' },
      { input: 'data EURUSD', bound: 'x', found: 'y' },
    ],
  );
});

test('another list of symbols is drift, another order is not', () => {
  const runs = ['EURUSD', 'GBPUSD'].map((symbol) => run(symbol, SHARED));
  const of = (...symbols: string[]) => ({
    inputs: SHARED,
    sources: [],
    runs: symbols.map((symbol) => bound(symbol, SHARED)),
  });
  expect(compareInputs(runs, record(SHARED), of('GBPUSD', 'EURUSD'))).toEqual([]);
  expect(compareInputs(runs, record(SHARED), of('EURUSD')).map((d) => d.input)).toEqual([
    'symbols',
  ]);
});

test('a source that cannot be read any more is named by its kind', () => {
  const source = { path: 'strategies/S/strategy.ts', bytes: 1, sha256: 'x', kind: 'strategy' };
  expect(driftOfSources([source, { ...source, kind: 'data EURUSD' }]).map((d) => d.input)).toEqual([
    'strategy (strategy.ts)',
    'data EURUSD',
  ]);
});
