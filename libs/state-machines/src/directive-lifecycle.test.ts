import { describe, expect, test } from 'vitest';
import {
  advanceDirective,
  DIRECTIVE_STATES,
  DIRECTIVE_TRANSITIONS,
  directiveStageIndex,
  directiveSuccessors,
  failDirective,
  isDirectiveAtLeast,
  verifyDirectiveAtLeast,
  type DirectiveProgress,
  type DirectiveState,
} from './directive-lifecycle.js';

/** The table of the specification, written down a second time: state → its only next state. */
const NEXT: readonly (readonly [DirectiveState, DirectiveState])[] = [
  ['INITIALIZED', 'PREFLIGHT_COMPLETE'],
  ['PREFLIGHT_COMPLETE', 'PREFLIGHT_COMPLETE_SEMANTICALLY_VALID'],
  ['PREFLIGHT_COMPLETE_SEMANTICALLY_VALID', 'SYMBOL_RUNS_COMPLETE'],
  ['SYMBOL_RUNS_COMPLETE', 'PORTFOLIO_COMPLETE'],
];
const WAY = DIRECTIVE_STATES.slice(0, 5) as readonly DirectiveProgress[];
const PAIRS = DIRECTIVE_STATES.flatMap((from) => DIRECTIVE_STATES.map((to) => ({ from, to })));

function allowedFrom(from: DirectiveState): readonly DirectiveState[] {
  const next = NEXT.find((row) => row[0] === from);
  return next ? [next[1], 'FAILED'] : [];
}

describe('transitions of a directive', () => {
  test('the table has one row for every state, in the order of the states', () => {
    expect(DIRECTIVE_TRANSITIONS.map((row) => row.from)).toEqual(DIRECTIVE_STATES);
  });

  test.each(PAIRS)('advance $from → $to exactly if it is the next state', ({ from, to }) => {
    const expected = NEXT.some((row) => row[0] === from && row[1] === to)
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
    expect(advanceDirective(from, to)).toEqual(expected);
  });

  test.each(DIRECTIVE_STATES)(
    'from %s a directive may fail unless the state is terminal',
    (from) => {
      const terminal = from === 'PORTFOLIO_COMPLETE' || from === 'FAILED';
      expect(failDirective(from)).toEqual(
        terminal
          ? { ok: false, error: { code: 'ILLEGAL_TRANSITION', from, to: 'FAILED', allowed: [] } }
          : { ok: true, value: 'FAILED' },
      );
      expect(directiveSuccessors(from)).toEqual(allowedFrom(from));
    },
  );

  test('V-6: PORTFOLIO_COMPLETE has no exit in this table, not even failure', () => {
    expect(directiveSuccessors('PORTFOLIO_COMPLETE')).toEqual([]);
    expect(DIRECTIVE_STATES.filter((to) => advanceDirective('PORTFOLIO_COMPLETE', to).ok)).toEqual(
      [],
    );
  });

  test('a row that surprises says why', () => {
    const remarks = new Map(DIRECTIVE_TRANSITIONS.map((row) => [row.from, row.remark]));
    expect(remarks.get('INITIALIZED')).toContain('blocked stage 0');
    expect(remarks.get('PREFLIGHT_COMPLETE')).toContain('bind again');
    expect(remarks.get('PREFLIGHT_COMPLETE_SEMANTICALLY_VALID')).toContain('states of the runs');
    expect(remarks.get('SYMBOL_RUNS_COMPLETE')).toContain('stay COMPLETE');
    expect(remarks.get('PORTFOLIO_COMPLETE')).toContain('only a reset');
    expect(remarks.get('FAILED')).toContain('only a reset');
  });
});

describe('the way of a directive', () => {
  test('has these positions, and FAILED is not on it', () => {
    expect(DIRECTIVE_STATES.map(directiveStageIndex)).toEqual([0, 1, 2, 3, 4, -1]);
  });

  test('V-5: "at least" is told from "exactly", for every pair of states', () => {
    for (const actual of DIRECTIVE_STATES) {
      for (const expected of WAY) {
        const [a, e] = [DIRECTIVE_STATES.indexOf(actual), DIRECTIVE_STATES.indexOf(expected)];
        const verdict = actual === 'FAILED' || a < e ? 'behind' : a > e ? 'ahead' : 'equal';
        expect(verifyDirectiveAtLeast(actual, expected)).toBe(verdict);
        expect(isDirectiveAtLeast(actual, expected)).toBe(verdict !== 'behind');
      }
    }
  });
});
