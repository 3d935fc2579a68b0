import { describe, expect, test } from 'vitest';
import { isSoakLine, soakLineProblem } from './soak-line.js';

const LINE = {
  seq: 1,
  tick: 'tick_20260302T135857700Z_000001',
  ts: '2026-03-02T13:58:58.500Z',
  status: 'ready',
  age_sec: 0.002,
  gap_sec: null,
};

test('a line of the index is one, with and without a tick and a gap', () => {
  expect(isSoakLine(LINE)).toBe(true);
  expect(isSoakLine({ ...LINE, tick: null, gap_sec: 5, status: 'timed_out' })).toBe(true);
});

describe('what is no line names the member that is wrong', () => {
  test.each([
    ['nothing', null, 'the whole'],
    ['a text', 'ready', 'the whole'],
    ['a number of zero', { ...LINE, seq: 0 }, 'seq'],
    ['a number with a fraction', { ...LINE, seq: 1.5 }, 'seq'],
    ['a name that is none', { ...LINE, tick: 'tick_1' }, 'tick'],
    ['a time without milliseconds', { ...LINE, ts: '2026-03-02T13:58:58Z' }, 'ts'],
    ['a status of another kind', { ...LINE, status: 'fine' }, 'status'],
    ['an age that is no number', { ...LINE, age_sec: '0' }, 'age_sec'],
    ['a gap that is missing', { ...LINE, gap_sec: undefined }, 'gap_sec'],
    ['one member too many', { ...LINE, hint: 'run this' }, 'hint'],
  ])('%s', (_what, value, member) => {
    expect(soakLineProblem(value)).toBe(member);
  });
});
