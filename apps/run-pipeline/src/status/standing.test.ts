import { diagnostic } from '@assay/core';
import type { DirectiveRecord, RunRecord } from '@assay/ledger';
import { expect, test } from 'vitest';
import { standingOf, type Known } from './standing.js';

function record(state: DirectiveRecord['state'], more: Partial<DirectiveRecord> = {}) {
  return {
    directive_id: 'Cross',
    attempt: 1,
    state,
    inputs: {},
    sources: [],
    diagnostics: [],
    history: [],
    last_updated: '2026-01-02T00:00:00.000Z',
    ...more,
  };
}

const failedRun = {
  symbol: 'EURUSD',
  state: 'FAILED',
  diagnostics: [diagnostic('STRATEGY_CRASH', 'no yen today')],
} as unknown as RunRecord;

const wrong = [diagnostic('MISSING_KEY', 'no broker', { next: 'Add it.' })];
const gate = [diagnostic('DATA_MISSING', 'no bars', { next: 'Get some.' })];

const cases: readonly (readonly [string, Partial<Known>, string, readonly string[], RegExp])[] = [
  ['a file that was never run', {}, 'waiting', [], /^run-pipeline Cross$/],
  ['a file with a mistake', { parsing: wrong }, 'blocked', ['MISSING_KEY'], /^Add it\. Then: run/],
  ['what a gate refused', { blocked: gate }, 'blocked', ['DATA_MISSING'], /^Get some\. Then: run/],
  [
    'a warning alone',
    { parsing: [{ ...wrong[0], severity: 'warning' } as (typeof wrong)[0]] },
    'waiting',
    [],
    /^run-pipeline Cross$/,
  ],
  [
    'a stage behind and nobody there',
    { record: record('PREFLIGHT_COMPLETE') },
    'interrupted',
    [],
    /goes on where it stopped/,
  ],
  [
    'a stage behind and somebody there',
    { record: record('SYMBOL_RUNS_COMPLETE'), isHeld: true },
    'at_work',
    [],
    /^Wait/,
  ],
  [
    'a failed run',
    {
      record: record('FAILED', {
        diagnostics: [diagnostic('RUN_FAILED', 'one failed', { next: 'reset-directive Cross' })],
      }),
      runs: [failedRun],
    },
    'failed',
    ['STRATEGY_CRASH', 'RUN_FAILED'],
    /^reset-directive Cross/,
  ],
  ['a sealed portfolio', { record: record('PORTFOLIO_COMPLETE') }, 'complete', [], /compare Cross/],
  [
    'a sealed portfolio whose capsule is gone',
    { record: record('PORTFOLIO_COMPLETE'), missing: ['0123456789abcdef'] },
    'incomplete',
    ['ORPHANED_ROW'],
    /^reset-directive Cross/,
  ],
];

test.each(cases)('%s is told as what it is, with its cause and what to do', (...row) => {
  const [, known, standing, codes, next] = row;
  const stand = standingOf({
    id: 'Cross',
    record: undefined,
    runs: [],
    parsing: [],
    blocked: [],
    missing: [],
    isHeld: false,
    ...known,
  });
  expect(stand.standing).toBe(standing);
  expect(stand.causes.map(({ code }) => code)).toEqual(codes);
  expect(stand.next).toMatch(next);
});
