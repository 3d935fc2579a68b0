import { describe, expect, test } from 'vitest';
import {
  advanceRun,
  createRun,
  failRun,
  isRunAtLeast,
  remainingRunStates,
  RUN_OUTCOMES,
  RUN_STATES,
  RUN_TRANSITIONS,
  runStageIndex,
  runSuccessors,
  verifyRunAtLeast,
  type RunProgress,
  type RunState,
} from './run-lifecycle.js';

/** The table of the specification, written down a second time: state → its only next state. */
const NEXT: readonly (readonly [RunState, RunState])[] = [
  ['IDLE', 'PREFLIGHT_COMPLETE'],
  ['PREFLIGHT_COMPLETE', 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID'],
  ['PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', 'STAGE_1_COMPLETE'],
  ['STAGE_1_COMPLETE', 'STAGE_2_COMPLETE'],
  ['STAGE_2_COMPLETE', 'STAGE_3_COMPLETE'],
  ['STAGE_3_COMPLETE', 'STAGE_3A_COMPLETE'],
  ['STAGE_3A_COMPLETE', 'COMPLETE'],
];
const WAY = RUN_STATES.slice(0, 8) as readonly RunProgress[];
const PAIRS = RUN_STATES.flatMap((from) => RUN_STATES.map((to) => ({ from, to })));

function isNext(from: RunState, to: RunState): boolean {
  return NEXT.some((row) => row[0] === from && row[1] === to);
}

function allowedFrom(from: RunState): readonly RunState[] {
  const next = NEXT.find((row) => row[0] === from);
  return next ? [next[1], 'FAILED'] : [];
}

describe('transitions of a run', () => {
  test('the table has one row for every state, in the order of the states', () => {
    expect(RUN_TRANSITIONS.map((row) => row.from)).toEqual(RUN_STATES);
  });

  test.each(PAIRS)('advance $from → $to exactly if it is the next state', ({ from, to }) => {
    const expected = isNext(from, to)
      ? { ok: true, value: to }
      : {
          ok: false,
          error: {
            code: 'ILLEGAL_TRANSITION',
            from,
            to,
            allowed: allowedFrom(from).filter((state) => state !== to),
          },
        };
    expect(advanceRun(from, to)).toEqual(expected);
  });

  test.each(RUN_STATES)('from %s a run may fail unless the state is terminal', (from) => {
    const terminal = from === 'COMPLETE' || from === 'FAILED';
    expect(failRun(from)).toEqual(
      terminal
        ? { ok: false, error: { code: 'ILLEGAL_TRANSITION', from, to: 'FAILED', allowed: [] } }
        : { ok: true, value: 'FAILED' },
    );
    expect(runSuccessors(from)).toEqual(allowedFrom(from));
  });

  test('a row that surprises says why, and no other one has a remark', () => {
    const remarks = RUN_TRANSITIONS.filter((row) => row.remark !== '').map((row) => [
      row.from,
      row.remark,
    ]);
    expect(remarks).toEqual([
      ['IDLE', expect.stringContaining('in one commit')],
      ['PREFLIGHT_COMPLETE', expect.stringContaining('in one commit')],
      ['PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', expect.stringContaining('0.75')],
      ['STAGE_1_COMPLETE', expect.stringContaining('without trades')],
      ['COMPLETE', expect.stringContaining('never the run')],
      ['FAILED', expect.stringContaining('only a reset')],
    ]);
  });

  test('NO_TRADES is an outcome and not a state', () => {
    expect(RUN_OUTCOMES).toEqual(['TRADED', 'NO_TRADES', 'FAILED']);
    expect(RUN_STATES).not.toContain('NO_TRADES');
  });
});

describe('creating a run', () => {
  const run = { directive_id: 'D', attempt: 1, symbol: 'EURUSD', run_id: '0123456789abcdef' };

  test('V-1: initialising an existing run is refused in every state, and changes nothing', () => {
    for (const existing of RUN_STATES) {
      expect(createRun(run, existing)).toEqual({
        ok: false,
        error: {
          code: 'ILLEGAL_TRANSITION',
          from: existing,
          to: 'IDLE',
          allowed: allowedFrom(existing),
        },
      });
    }
  });

  test('V-1: no transition leads back to an earlier state or out of COMPLETE and FAILED', () => {
    for (const { from, to } of PAIRS) {
      if (!advanceRun(from, to).ok) continue;
      expect(runStageIndex(to)).toBe(runStageIndex(from) + 1);
      expect(['COMPLETE', 'FAILED']).not.toContain(from);
    }
  });

  test('V-4: a run knows its directive from its first moment, and there is no run without one', () => {
    expect(createRun(run, undefined)).toEqual({ ok: true, value: { ...run, state: 'IDLE' } });
    expect(() => createRun({ ...run, directive_id: '' }, undefined)).toThrow(
      /belongs to a directive/,
    );
    expect(() => createRun({ ...run, symbol: '' }, undefined)).toThrow(RangeError);
  });
});

describe('the way of a run', () => {
  test('has these positions, and FAILED is not on it', () => {
    expect(RUN_STATES.map(runStageIndex)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, -1]);
  });

  test('V-5: "at least" is told from "exactly", for every pair of states', () => {
    for (const actual of RUN_STATES) {
      for (const expected of WAY) {
        const [a, e] = [RUN_STATES.indexOf(actual), RUN_STATES.indexOf(expected)];
        const verdict = actual === 'FAILED' || a < e ? 'behind' : a > e ? 'ahead' : 'equal';
        expect(verifyRunAtLeast(actual, expected)).toBe(verdict);
        expect(isRunAtLeast(actual, expected)).toBe(verdict !== 'behind');
      }
    }
  });

  test('what remains is the rest of the way; nothing for COMPLETE and FAILED', () => {
    for (const state of RUN_STATES) {
      const rest = state === 'FAILED' ? [] : WAY.slice(runStageIndex(state) + 1);
      expect(remainingRunStates(state)).toEqual(rest);
    }
  });
});
