import { fc, test } from '@fast-check/vitest';
import { isAssayError } from '@assay/core';
import { DIRECTIVE_STATES, RUN_STATES } from '@assay/state-machines';
import { expect } from 'vitest';
import { EXPORT_TABLES } from './export-table.js';
import type { LedgerEvent } from './ledger-events.js';
import type { Ledger } from './ledger.js';
import { openLedger } from './open-ledger.js';
import { rebuildLedger } from './rebuild-ledger.js';
import {
  admitted,
  advance,
  boundRun,
  demoted,
  ID,
  preflight,
  promoted,
  runFailed,
  runIdOf,
  reinstated,
  retired,
  sealed,
  SEMANTICALLY_VALID,
} from './testing/story.js';
import { NOW } from './testing/temporary-ledger.js';

const MEMORY = { path: ':memory:', clock: NOW, actor: 'test' };
type Proposal = (ledger: Ledger) => readonly LedgerEvent[];

/** Where the directive stands, or would. */
function standing(ledger: Ledger) {
  const { attempt = 1, state: from = 'INITIALIZED' } = ledger.directive(ID) ?? {};
  return { directive_id: ID, attempt, from } as const;
}

const directiveState = fc.constantFrom(...DIRECTIVE_STATES);
const runState = fc.constantFrom(...RUN_STATES);
const symbol = fc.constantFrom('EURUSD', 'USDJPY');

function advanceAll(ledger: Ledger): LedgerEvent[] {
  return ledger.runs(ID).map((run) => advance(run.symbol, run.state, { attempt: run.attempt }));
}

function failOne(ledger: Ledger, which: string): LedgerEvent[] {
  const run = ledger.runs(ID).find((one) => one.symbol === which);
  return run ? [runFailed(which, run.state, run.attempt)] : [];
}

function reset(
  ledger: Ledger,
  to: (typeof DIRECTIVE_STATES)[number],
  failedOnly: boolean,
): LedgerEvent {
  const { attempt, ...of } = standing(ledger);
  const runs = ledger.runs(ID).filter((run) => !failedOnly || run.state === 'FAILED');
  return {
    type: 'DIRECTIVE_RESET',
    ...of,
    to,
    reason: 'r',
    attempt,
    new_attempt: to === 'INITIALIZED' ? attempt + 1 : attempt,
    archived_runs: to === 'SYMBOL_RUNS_COMPLETE' ? [] : runs,
    recreated_runs: to === SEMANTICALLY_VALID ? runs.map((run) => boundRun(run.symbol)) : [],
  };
}

/** Mostly the story as it goes on from where things stand, sometimes anything at all. */
const proposal: fc.Arbitrary<Proposal> = fc.oneof(
  fc.constant<Proposal>(() => [admitted()]),
  fc.subarray(['EURUSD', 'USDJPY']).map(
    (symbols): Proposal =>
      (ledger) =>
        preflight(symbols, { attempt: standing(ledger).attempt }),
  ),
  { weight: 4, arbitrary: fc.constant<Proposal>(advanceAll) },
  symbol.map(
    (which): Proposal =>
      (ledger) =>
        failOne(ledger, which),
  ),
  {
    weight: 2,
    arbitrary: directiveState.map((to): Proposal => (ledger) => [
      { type: 'DIRECTIVE_ADVANCED', ...standing(ledger), to },
    ]),
  },
  fc.constant<Proposal>((ledger) => [
    { type: 'DIRECTIVE_FAILED', ...standing(ledger), diagnostics: [] },
  ]),
  fc
    .tuple(directiveState, fc.boolean())
    .map(([to, failedOnly]): Proposal => (ledger) => [reset(ledger, to, failedOnly)]),
  fc
    .tuple(fc.integer({ min: 1, max: 3 }), symbol, runState, runState)
    .map(([attempt, which, from, to]): Proposal => () => {
      const run = { directive_id: ID, attempt, symbol: which, run_id: runIdOf(which) };
      return [{ type: 'RUN_ADVANCED', ...run, from, to }];
    }),
  fc.integer({ min: 1, max: 3 }).map((attempt): Proposal => () => [sealed(attempt)]),
  fc.boolean().map((isOn): Proposal => (ledger) => {
    const { attempt } = standing(ledger);
    return [isOn ? promoted(attempt) : demoted(attempt)];
  }),
  fc
    .boolean()
    .map((artifacts_gone): Proposal => (ledger) => [
      ...ledger.masterRows({ status: 'all' }).flatMap((row) => retired(row, artifacts_gone)),
    ]),
  fc.constantFrom('current' as const, 'superseded' as const).map(
    (to): Proposal =>
      (ledger) =>
        ledger.masterRows({ status: 'retired' }).map((row) => reinstated(row, to)),
  ),
);

function tables(ledger: Ledger) {
  return Object.fromEntries(EXPORT_TABLES.map((table) => [table, [...ledger.tableRows(table)]]));
}

test.prop([fc.array(proposal, { maxLength: 30 })], { numRuns: 60 })(
  'whatever is proposed, the log replays to the same tables, and what is current is so once',
  (proposals) => {
    const ledger = openLedger(MEMORY);
    for (const propose of proposals) {
      try {
        ledger.commit({ events: propose(ledger) });
      } catch (error) {
        // Refused by the tables, or told something that they do not say.
        if (!isAssayError(error) && !(error instanceof RangeError)) throw error;
      }
    }
    expect(ledger.verifyChain()).toBeUndefined();
    const again = rebuildLedger({ ...MEMORY, bodies: ledger.events().map(({ body }) => body) });
    expect(tables(again)).toEqual(tables(ledger));
    const current = ledger.masterRows().map((row) => `${row.directive_id} ${row.symbol}`);
    expect(new Set(current).size).toBe(current.length);
    for (const { directive_id, attempt } of ledger.promotions()) {
      expect(ledger.directive(directive_id)).toMatchObject({
        attempt,
        state: 'PORTFOLIO_COMPLETE',
      });
    }
    for (const run of ledger.runs(ID)) {
      expect(['IDLE', ...run.history.map(({ to }) => to)].at(-1)).toBe(run.state);
    }
    again.close();
    ledger.close();
  },
);
