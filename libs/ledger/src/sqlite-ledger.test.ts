import { diagnostic } from '@assay/core';
import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from './ledger-events.js';
import {
  admitted,
  advance,
  advanceTo,
  fullReset,
  ID,
  preflight,
  runFailed,
  runIdOf,
  sealed,
  SEMANTICALLY_VALID,
  wholeStory,
} from './testing/story.js';
import { temporaryLedger } from './testing/temporary-ledger.js';

const AT = '2026-01-31T09:08:07.006Z';

function ledgerAfter(...events: LedgerEvent[]) {
  const ledger = temporaryLedger();
  if (events.length > 0) ledger.commit({ events });
  return ledger;
}

function validStory(symbols: readonly string[]): LedgerEvent[] {
  return [
    admitted(),
    ...preflight(symbols),
    ...symbols.map((symbol) => advance(symbol, 'PREFLIGHT_COMPLETE')),
    {
      type: 'DIRECTIVE_ADVANCED',
      directive_id: ID,
      attempt: 1,
      from: 'PREFLIGHT_COMPLETE',
      to: SEMANTICALLY_VALID,
    },
  ];
}

describe('what events make of the projections', () => {
  test('an admitted directive is INITIALIZED in attempt 1 with nothing bound', () => {
    expect(ledgerAfter(admitted()).directive(ID)).toEqual({
      directive_id: ID,
      attempt: 1,
      state: 'INITIALIZED',
      inputs: {},
      sources: [],
      diagnostics: [],
      history: [],
      last_updated: AT,
    });
  });

  test('bound runs keep the order of binding, and preflight takes them from IDLE onwards', () => {
    const ledger = ledgerAfter(admitted(), ...preflight(['USDJPY', 'EURUSD']));
    expect(ledger.runs(ID).map(({ symbol, state }) => [symbol, state])).toEqual([
      ['USDJPY', 'PREFLIGHT_COMPLETE'],
      ['EURUSD', 'PREFLIGHT_COMPLETE'],
    ]);
    expect(ledger.runs(ID)[0]?.history).toEqual([
      { from: 'IDLE', to: 'PREFLIGHT_COMPLETE', at: AT },
    ]);
    expect(ledger.directive(ID)?.sources[0]?.kind).toBe('directive');
    expect(ledger.directive(ID)?.state).toBe('PREFLIGHT_COMPLETE');
  });

  test('a whole story ends with complete runs, current rows and every digest', () => {
    const ledger = ledgerAfter(admitted(), ...wholeStory(['EURUSD', 'USDJPY']));
    expect(ledger.directive(ID)?.state).toBe('PORTFOLIO_COMPLETE');
    expect(ledger.directives().map((directive) => directive.directive_id)).toEqual([ID]);
    const [run] = ledger.runs(ID);
    expect(run).toMatchObject({ state: 'COMPLETE', outcome: 'TRADED', trades: 12, net_pnl: -3.25 });
    expect(run?.history.map((change) => change.to)).toHaveLength(7);
    expect(ledger.masterRows()).toEqual([
      {
        row: 1,
        directive_id: ID,
        symbol: 'EURUSD',
        run_id: runIdOf('EURUSD'),
        attempt: 1,
        status: 'current',
        reason: null,
        values: { none: null, ok: true, row: 1, strategy: 'EURUSD' },
      },
      expect.objectContaining({ row: 2, symbol: 'USDJPY' }),
    ]);
    expect(ledger.artifacts(runIdOf('EURUSD')).map(({ path }) => path)).toEqual([
      `runs/${runIdOf('EURUSD')}/artifacts/raw/trades.csv`,
    ]);
    expect(ledger.portfolioArtifacts(ID)).toHaveLength(1);
    expect(ledger.portfolioRows()).toEqual([
      {
        directive_id: ID,
        attempt: 1,
        status: 'current',
        missing: [],
        values: { net_pnl: 1.5, portfolio_id: ID },
      },
    ]);
    expect(ledger.runKey(runIdOf('EURUSD'))).toHaveLength(64);
    expect(ledger.runKey('0000000000000000')).toBeUndefined();
  });

  test('a failed run has its diagnostics, the outcome FAILED, and ends there', () => {
    const ledger = ledgerAfter(...validStory(['EURUSD']), runFailed('EURUSD', SEMANTICALLY_VALID));
    expect(ledger.runs(ID)[0]).toMatchObject({
      state: 'FAILED',
      outcome: 'FAILED',
      diagnostics: [{ code: 'STRATEGY_CRASH', message: 'it\'s "over"; DROP TABLE runs;--' }],
    });
  });

  test('inputs bound again archive the old runs and create new ones at PREFLIGHT_COMPLETE', () => {
    const ledger = ledgerAfter(admitted(), ...preflight(['EURUSD']));
    const [bound] = preflight(['EURUSD'], { salt: 'edited' });
    if (bound?.type !== 'INPUTS_BOUND') throw new Error('the story begins with binding');
    ledger.commit({ events: [{ ...bound, type: 'INPUTS_REBOUND', changed: ['strategy'] }] });
    expect(ledger.runs(ID)).toHaveLength(1);
    expect(ledger.runs(ID)[0]).toMatchObject({
      run_id: runIdOf('EURUSD', 'edited'),
      state: 'PREFLIGHT_COMPLETE',
      attempt: 1,
    });
    expect(ledger.directive(ID)?.state).toBe('PREFLIGHT_COMPLETE');
    expect(ledger.runHistory(runIdOf('EURUSD'))).toHaveLength(1);
  });

  test('a full reset starts an attempt without runs and supersedes rows, which stay', () => {
    const ledger = ledgerAfter(admitted(), ...wholeStory(['EURUSD']));
    ledger.commit({ events: [fullReset(['EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE')] });
    expect(ledger.directive(ID)).toMatchObject({ attempt: 2, state: 'INITIALIZED', inputs: {} });
    expect(ledger.runs(ID)).toEqual([]);
    expect(ledger.masterRows()).toEqual([]);
    expect(ledger.masterRows({ status: 'superseded' })).toHaveLength(1);
    expect(ledger.portfolioRows()).toEqual([]);
    expect(ledger.portfolioRows({ status: 'all', directiveId: ID })).toHaveLength(1);
    ledger.commit({ events: wholeStory(['EURUSD'], 2) });
    expect(ledger.masterRows()).toMatchObject([{ row: 2, attempt: 2, status: 'current' }]);
    expect(ledger.runHistory(runIdOf('EURUSD')).map(({ attempt }) => attempt)).toEqual([1, 2]);
  });

  test('a reset to stage 4 archives no run and keeps the rows; the same portfolio row is welcome again', () => {
    const ledger = ledgerAfter(admitted(), ...wholeStory(['EURUSD']));
    const of = { directive_id: ID, attempt: 1 };
    ledger.commit({
      events: [
        {
          type: 'DIRECTIVE_RESET',
          ...of,
          from: 'PORTFOLIO_COMPLETE',
          to: 'SYMBOL_RUNS_COMPLETE',
          reason: 'r',
          new_attempt: 1,
          archived_runs: [],
          recreated_runs: [],
        },
        sealed(),
      ],
    });
    expect(ledger.runs(ID)[0]?.state).toBe('COMPLETE');
    expect(ledger.masterRows()).toHaveLength(1);
    expect(ledger.portfolioRows()).toHaveLength(1);
    expect(() => ledger.commit({ events: [sealed(1, 2)] })).toThrow(
      expect.objectContaining({ code: 'PORTFOLIO_ROW_CONFLICT' }),
    );
  });

  test('a failed-only reset creates failed runs anew in their places and keeps the others', () => {
    const symbols = ['AUDUSD', 'EURUSD', 'USDJPY'];
    const ledger = ledgerAfter(
      ...validStory(symbols),
      ...advanceTo('AUDUSD', SEMANTICALLY_VALID, 'COMPLETE'),
      ...advanceTo('EURUSD', SEMANTICALLY_VALID, 'STAGE_3_COMPLETE'),
      runFailed('EURUSD', 'STAGE_3_COMPLETE'),
      ...advanceTo('USDJPY', SEMANTICALLY_VALID, 'COMPLETE'),
      {
        type: 'DIRECTIVE_FAILED',
        directive_id: ID,
        attempt: 1,
        from: SEMANTICALLY_VALID,
        diagnostics: [diagnostic('RUN_FAILED', 'one run failed')],
      },
    );
    expect(ledger.directive(ID)?.diagnostics).toHaveLength(1);
    expect(ledger.masterRows()).toHaveLength(3);
    ledger.commit({
      events: [
        {
          type: 'DIRECTIVE_RESET',
          directive_id: ID,
          attempt: 1,
          from: 'FAILED',
          to: SEMANTICALLY_VALID,
          reason: 'fixed',
          new_attempt: 1,
          archived_runs: [{ run_id: runIdOf('EURUSD'), symbol: 'EURUSD', state: 'FAILED' }],
          recreated_runs: [
            {
              symbol: 'EURUSD',
              run_id: runIdOf('EURUSD'),
              run_key: ledger.runKey(runIdOf('EURUSD')) ?? '',
              inputs: {},
            },
          ],
        },
      ],
    });
    expect(ledger.runs(ID).map(({ symbol, state }) => [symbol, state])).toEqual([
      ['AUDUSD', 'COMPLETE'],
      ['EURUSD', SEMANTICALLY_VALID],
      ['USDJPY', 'COMPLETE'],
    ]);
    expect(ledger.masterRows().map(({ symbol }) => symbol)).toEqual(['AUDUSD', 'USDJPY']);
    expect(ledger.directive(ID)?.diagnostics).toEqual([]);
    ledger.commit({ events: advanceTo('EURUSD', SEMANTICALLY_VALID, 'COMPLETE') });
    expect(ledger.masterRows()).toHaveLength(3);
  });

  test.each<LedgerEvent>([
    { type: 'DIRECTIVE_BLOCKED', directive_id: ID, token: 'BLOCK_EXECUTION', diagnostics: [] },
    { type: 'STATE_VERIFIED_AHEAD', directive_id: ID, expected: 'IDLE', actual: 'COMPLETE' },
    { type: 'LOCK_TAKEN_OVER', holder: 'somebody' },
    { type: 'RECOVERED', rolled_forward: [], discarded: ['x'] },
    { type: 'ILLEGAL_TRANSITION_ATTEMPT', directive_id: ID, from: 'A', to: 'B', allowed: [] },
  ])('$type is a record that changes no state', (event) => {
    const ledger = ledgerAfter(admitted());
    const before = [ledger.directives(), ledger.runs(ID)];
    const head = ledger.commit({ events: [event] });
    expect(head.seq).toBe(2);
    expect([ledger.directives(), ledger.runs(ID)]).toEqual(before);
    expect(ledger.events({ afterSeq: 1 })[0]?.type).toBe(event.type);
  });
});
