import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { judgePortfolio } from './policy-verdict.js';

const verdicts = [
  { verdict: 'GO', at_least_points: 3, meaning: 'good' },
  { verdict: 'WAIT', at_least_points: 1, meaning: 'fair' },
  { verdict: 'STOP', at_least_points: 0, meaning: 'bad' },
];
const thresholds = [
  { metric: 'a', at_least: 1, points: 2 },
  { metric: 'b', at_most: 5, required: true },
  { metric: 'c', above: -1, at_most: 1 },
];
const policy = { thresholds, verdicts };

describe('a verdict', () => {
  test.each([
    [{ a: 1, b: 5, c: 0 }, 'GO', 4],
    [{ a: 0.99, b: 5, c: 2 }, 'WAIT', 1],
    [{ a: 9, b: 5.01, c: 1 }, 'STOP', 3],
    [{ a: null, b: 0, c: -1 }, 'WAIT', 1],
    [{ a: null, b: null, c: null }, 'STOP', 0],
  ])(
    'of %j is %s with %d points: bounds pass, no value fails, what is required decides',
    (values, verdict, score) => {
      expect(judgePortfolio(policy, values)).toMatchObject({ verdict, score, of: 4 });
    },
  );

  test('shows each threshold with what was measured', () => {
    const { thresholds: shown } = judgePortfolio(policy, { a: 1, b: 9, c: null });
    expect(shown.map(({ metric, measured, passed }) => [metric, measured, passed])).toEqual([
      ['a', 1, true],
      ['b', 9, false],
      ['c', null, false],
    ]);
  });

  test('on a number that does not exist is an error', () => {
    expect(() => judgePortfolio(policy, { a: 1, b: 1 })).toThrow(/c/);
  });

  propertyTest.prop([fc.double({ noNaN: true }), fc.double({ noNaN: true })])(
    'does not get worse when a number gets better',
    (x, y) => {
      const order = ['STOP', 'WAIT', 'GO'];
      const rank = (a: number) => order.indexOf(judgePortfolio(policy, { a, b: 0, c: 2 }).verdict);
      expect(rank(Math.max(x, y))).toBeGreaterThanOrEqual(rank(Math.min(x, y)));
    },
  );
});
