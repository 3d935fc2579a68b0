import { DIRECTIVE_STATES, RUN_STATES, runSuccessors, type RunState } from '@assay/state-machines';
import { describe, expect, test } from 'vitest';
import type { LedgerEvent } from './ledger-events.js';
import type { Ledger } from './ledger.js';
import {
  admitted,
  advance,
  advanceTo,
  boundRun,
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

const ILLEGAL = expect.objectContaining({ code: 'ILLEGAL_TRANSITION', exitCode: 1 });

function runAt(state: RunState): Ledger {
  const ledger = temporaryLedger();
  const [bound] = preflight(['EURUSD']);
  if (!bound) throw new Error('the story begins with binding');
  const events = [admitted(), bound];
  if (state === 'FAILED') events.push(runFailed('EURUSD', 'IDLE'));
  else events.push(...advanceTo('EURUSD', 'IDLE', state));
  ledger.commit({ events });
  return ledger;
}

/** What a refused commit must leave: the attempt on record, and nothing else changed. */
function expectRefused(ledger: Ledger, event: LedgerEvent): void {
  const before = [ledger.directives(), ledger.runs(ID), ledger.masterRows({ status: 'all' })];
  const { seq } = ledger.head();
  expect(() => ledger.commit({ events: [event] })).toThrow(ILLEGAL);
  expect([ledger.directives(), ledger.runs(ID), ledger.masterRows({ status: 'all' })]).toEqual(
    before,
  );
  expect(ledger.events({ afterSeq: seq }).map(({ type }) => type)).toEqual([
    'ILLEGAL_TRANSITION_ATTEMPT',
  ]);
  expect(ledger.verifyChain()).toBeUndefined();
}

describe('runs', () => {
  const run = { directive_id: ID, attempt: 1, symbol: 'EURUSD', run_id: runIdOf('EURUSD') };

  test.each(RUN_STATES)('from %s a run advances and fails exactly as its table says', (from) => {
    for (const to of RUN_STATES) {
      const ledger = runAt(from);
      const event: LedgerEvent =
        to === 'FAILED'
          ? { type: 'RUN_FAILED', ...run, from, diagnostics: [] }
          : { type: 'RUN_ADVANCED', ...run, from, to };
      if (runSuccessors(from).includes(to)) {
        ledger.commit({ events: [event] });
        expect(ledger.runs(ID)[0]?.state).toBe(to);
      } else expectRefused(ledger, event);
    }
  });

  test('an event that is mistaken about where the run stands is refused', () => {
    expectRefused(runAt('STAGE_1_COMPLETE'), advance('EURUSD', SEMANTICALLY_VALID));
    expectRefused(runAt('STAGE_1_COMPLETE'), advance('EURUSD', 'STAGE_2_COMPLETE'));
    expectRefused(runAt('STAGE_1_COMPLETE'), runFailed('EURUSD', 'IDLE'));
  });

  test.each<[string, Partial<typeof run>]>([
    ['another attempt', { attempt: 2 }],
    ['another symbol', { symbol: 'USDJPY' }],
    ['another run id', { run_id: runIdOf('EURUSD', 'edited') }],
    ['a directive that nobody admitted', { directive_id: 'Unknown' }],
  ])('a run is named by directive, attempt, symbol and id: %s is refused', (_, part) => {
    expectRefused(runAt('IDLE'), {
      type: 'RUN_ADVANCED',
      ...run,
      ...part,
      from: 'IDLE',
      to: 'PREFLIGHT_COMPLETE',
    });
  });

  test('the refusal names the from, the to and what was allowed, and so does its record', () => {
    const ledger = runAt('STAGE_1_COMPLETE');
    expect(() => ledger.commit({ events: [advance('EURUSD', 'STAGE_3_COMPLETE')] })).toThrow(
      expect.objectContaining({
        message: `run ${runIdOf('EURUSD')} may not go from STAGE_1_COMPLETE to STAGE_3A_COMPLETE`,
        diagnostic: expect.objectContaining({
          expected: 'STAGE_1_COMPLETE -> STAGE_2_COMPLETE, FAILED',
        }),
      }),
    );
    expect(ledger.events().at(-1)?.payload).toEqual({
      directive_id: ID,
      run_id: runIdOf('EURUSD'),
      from: 'STAGE_1_COMPLETE',
      to: 'STAGE_3A_COMPLETE',
      allowed: ['STAGE_2_COMPLETE', 'FAILED'],
    });
  });

  test('of a commit with one illegal event nothing is recorded but the attempt', () => {
    const ledger = runAt('IDLE');
    const events = [advance('EURUSD', 'IDLE'), advance('EURUSD', 'IDLE')];
    expect(() => ledger.commit({ events })).toThrow(ILLEGAL);
    expect(ledger.runs(ID)[0]?.state).toBe('IDLE');
  });
});

describe('directives', () => {
  test('a directive is admitted once', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted()] });
    expectRefused(ledger, admitted());
  });

  test('inputs are bound once, at INITIALIZED, and bound again only at PREFLIGHT_COMPLETE', () => {
    const [bound] = preflight(['EURUSD']);
    if (bound?.type !== 'INPUTS_BOUND') throw new Error('the story begins with binding');
    const rebound: LedgerEvent = { ...bound, type: 'INPUTS_REBOUND', changed: [] };
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted()] });
    expectRefused(ledger, rebound);
    ledger.commit({ events: [bound] });
    expectRefused(ledger, bound);
    ledger.commit({
      events: [
        advance('EURUSD', 'IDLE'),
        {
          type: 'DIRECTIVE_ADVANCED',
          directive_id: ID,
          attempt: 1,
          from: 'INITIALIZED',
          to: 'PREFLIGHT_COMPLETE',
        },
      ],
    });
    expectRefused(ledger, bound);
    ledger.commit({
      events: [
        advance('EURUSD', 'PREFLIGHT_COMPLETE'),
        {
          type: 'DIRECTIVE_ADVANCED',
          directive_id: ID,
          attempt: 1,
          from: 'PREFLIGHT_COMPLETE',
          to: SEMANTICALLY_VALID,
        },
      ],
    });
    expectRefused(ledger, rebound);
  });

  test('runs are complete before their directive says so', () => {
    const ledger = temporaryLedger();
    const story = [admitted(), ...wholeStory(['EURUSD', 'USDJPY'])];
    const last = story.findIndex(
      (event) => event.type === 'RUN_ADVANCED' && event.to === 'COMPLETE',
    );
    ledger.commit({ events: story.slice(0, last + 1) });
    expectRefused(ledger, {
      type: 'DIRECTIVE_ADVANCED',
      directive_id: ID,
      attempt: 1,
      from: SEMANTICALLY_VALID,
      to: 'SYMBOL_RUNS_COMPLETE',
    });
  });

  test('a portfolio is sealed on complete runs only', () => {
    expectRefused(runAt('COMPLETE'), sealed());
  });

  test.each(DIRECTIVE_STATES)('PORTFOLIO_COMPLETE has no exit to %s but a reset', (to) => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD'])] });
    const of = { directive_id: ID, attempt: 1, from: 'PORTFOLIO_COMPLETE' as const };
    expectRefused(ledger, { type: 'DIRECTIVE_ADVANCED', ...of, to });
    expectRefused(ledger, { type: 'DIRECTIVE_FAILED', ...of, diagnostics: [] });
  });
});

describe('resets', () => {
  const reset = fullReset(['EURUSD'], 'PORTFOLIO_COMPLETE', 'COMPLETE');
  if (reset.type !== 'DIRECTIVE_RESET') throw new Error('a reset is a reset');

  function completed(): Ledger {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...wholeStory(['EURUSD'])] });
    return ledger;
  }

  test.each(DIRECTIVE_STATES)(
    'a complete directive is never reset to %s against the table',
    (to) => {
      if (to === 'INITIALIZED' || to === 'SYMBOL_RUNS_COMPLETE') return;
      expectRefused(completed(), { ...reset, to });
    },
  );

  test('what was never admitted, or is INITIALIZED, cannot be reset', () => {
    const ledger = temporaryLedger();
    expectRefused(ledger, reset);
    ledger.commit({ events: [admitted()] });
    expectRefused(ledger, { ...reset, from: 'INITIALIZED', archived_runs: [] });
  });

  test('a failed-only reset needs a failed run', () => {
    const ledger = completed();
    ledger.commit({
      events: [{ ...reset, to: 'SYMBOL_RUNS_COMPLETE', new_attempt: 1, archived_runs: [] }],
    });
    const of = { directive_id: ID, attempt: 1, from: 'SYMBOL_RUNS_COMPLETE' as const };
    ledger.commit({ events: [{ type: 'DIRECTIVE_FAILED', ...of, diagnostics: [] }] });
    expectRefused(ledger, {
      ...reset,
      from: 'FAILED',
      to: SEMANTICALLY_VALID,
      new_attempt: 1,
      archived_runs: [],
    });
  });

  test('a reset that tells something else than its table says is our bug, and changes nothing', () => {
    const ledger = completed();
    const { seq } = ledger.head();
    for (const part of [
      { archived_runs: [] },
      { new_attempt: 1 },
      { archived_runs: [...reset.archived_runs, ...reset.archived_runs] },
      { recreated_runs: [boundRun('EURUSD')] },
    ]) {
      expect(() => ledger.commit({ events: [{ ...reset, ...part }] })).toThrow(RangeError);
    }
    expect(ledger.head().seq).toBe(seq);
  });
});

describe('identity', () => {
  test('two run keys of one run id are RUN_ID_COLLISION, and so are two directives of one', () => {
    const ledger = temporaryLedger();
    ledger.commit({ events: [admitted(), ...preflight(['EURUSD'])] });
    const [bound] = preflight(['EURUSD'], { directive_id: 'Other' });
    if (bound?.type !== 'INPUTS_BOUND') throw new Error('the story begins with binding');
    expect(() => ledger.commit({ events: [admitted('Other'), bound] })).toThrow(
      expect.objectContaining({ code: 'RUN_ID_COLLISION', exitCode: 3 }),
    );
    const run = { ...boundRun('USDJPY'), run_id: runIdOf('EURUSD') };
    expect(() => ledger.commit({ events: [admitted('Other'), { ...bound, runs: [run] }] })).toThrow(
      expect.objectContaining({ code: 'RUN_ID_COLLISION' }),
    );
    expect(ledger.directives()).toHaveLength(1);
  });

  test('a row that stayed current while its run left the live set stops the next one: INDEX_CONFLICT', () => {
    // Binding anew archives runs; that one of them was indexed already cannot happen along the
    // stages, so the ledger is the last to notice if it ever does.
    const ledger = temporaryLedger();
    const [bound, ...rest] = preflight(['EURUSD']);
    if (bound?.type !== 'INPUTS_BOUND') throw new Error('the story begins with binding');
    const steps = advanceTo('EURUSD', 'PREFLIGHT_COMPLETE', 'STAGE_3_COMPLETE');
    ledger.commit({ events: [admitted(), bound, ...rest, ...steps] });
    const again: LedgerEvent = {
      ...bound,
      type: 'INPUTS_REBOUND',
      changed: ['data'],
      runs: [boundRun('EURUSD', 'b')],
    };
    const indexed = advanceTo('EURUSD', 'PREFLIGHT_COMPLETE', 'STAGE_3_COMPLETE', { salt: 'b' });
    expect(() => ledger.commit({ events: [again, ...indexed] })).toThrow(
      expect.objectContaining({
        code: 'INDEX_CONFLICT',
        message: `${ID}_EURUSD already has a current master row`,
      }),
    );
    expect(ledger.runs(ID)[0]?.run_id).toBe(runIdOf('EURUSD'));
    expect(ledger.masterRows()).toHaveLength(1);
  });

  test('a master row comes with stage 3 and with nothing else', () => {
    const event = advance('EURUSD', 'STAGE_1_COMPLETE');
    expect(() =>
      runAt('STAGE_1_COMPLETE').commit({ events: [{ ...event, master_row: {} } as LedgerEvent] }),
    ).toThrow(RangeError);
  });
});
