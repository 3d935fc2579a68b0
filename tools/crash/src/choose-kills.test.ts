import { seededRandom } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { killPoints, shuffled } from './choose-kills.js';
import { formatKillPlan, type KillPoint } from './kill-point.js';
import { describeStep, parseTrace } from './trace.js';

const TRACE = `main 1 open runs/.a.1-0-1.tmp
main 2 write runs/.a.1-0-1.tmp
main 3 fsync runs/.a.1-0-1.tmp
main 4 rename runs/00000000000000aa/a
main 5 sql BEGIN IMMEDIATE
main 6 sql COMMIT
main 7 rename runs/00000000000000aa/b
main 8 rename runs/00000000000000bb/c
main 9 fsync runs
main 10 unlink .assay/lock
worker 1 write staged
`;
const STEPS = parseTrace(TRACE);

function names(points: readonly KillPoint[]): readonly string[] {
  return points.map((first) => formatKillPlan({ first, again: [] })).sort();
}

describe('kill points of a trace', () => {
  test('a commit and the edges of each kind of rename are always killed, from both sides', () => {
    const { always } = killPoints(STEPS, new Set(), false);
    expect(names(always)).toEqual(['main:4', 'main:5', 'main:6', 'main:7', 'main:8', 'main:9']);
  });

  test('what a variant does like others is only drawn', () => {
    const known = new Set<string>();
    killPoints(STEPS, known, false);
    const { always, renames } = killPoints(STEPS, known, true);
    expect(always).toEqual([]);
    expect(names(renames)).toEqual(['main:4', 'main:5', 'main:7', 'main:8', 'main:9']);
  });

  test('a kill at a flush is that at the step behind it; a write can be torn', () => {
    const { others } = killPoints(STEPS, new Set(), false);
    expect(names(others)).toEqual([
      'main:1',
      'main:10',
      'main:2',
      'main:2:torn',
      'worker:1',
      'worker:1:torn',
    ]);
  });

  test('no point stands in two lists', () => {
    const { always, renames, others } = killPoints(STEPS, new Set(), false);
    const all = names([...always, ...renames, ...others]);
    expect(new Set(all).size).toBe(all.length);
  });
});

test('a trace says where a process died', () => {
  const step = parseTrace('main 41 rename runs/a b/c.json KILLED\n')[0];
  expect(step).toMatchObject({ step: 41, isKilled: true });
  expect(step && describeStep(step)).toBe('rename runs/a b/c.json');
});

test('a line that is no step is refused', () => {
  expect(() => parseTrace('main x rename a')).toThrow('no line of a trace');
});

test('shuffling keeps every value once, and a seed gives one order', () => {
  const values = Array.from({ length: 40 }, (_, index) => index);
  const order = shuffled(values, seededRandom(7));
  expect([...order].sort((a, b) => a - b)).toEqual(values);
  expect(order).not.toEqual(values);
  expect(shuffled(values, seededRandom(7))).toEqual(order);
});
