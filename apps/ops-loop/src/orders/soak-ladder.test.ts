import { describe, expect, test } from 'vitest';
import { parseFailRule, rungOf } from './soak-ladder.js';

describe('the ladder', () => {
  // prettier-ignore
  test.each([
    ['',       'none'],
    ['ggggg',  'none'],
    ['ggr',    'warn'],
    ['ggrg',   'warn'],
    ['ggrr',   'snapshot'],
    ['rgr',    'snapshot'],
    ['rgrgr',  'stop'],
    ['rrr',    'stop'],
    ['rrgggg', 'warn'],
    ['rrggggg', 'none'],
  ])('at 3/5, after %s, is at %s', (history, rung) => {
    expect(rungOf([...history].map((one) => one === 'g'), { fails: 3, of: 5 })).toBe(rung);
  });

  test('at 1/1 ends with the first red one', () => {
    expect(rungOf([true, false], { fails: 1, of: 1 })).toBe('stop');
  });
});

test.each(['', '0/5', '6/5', '3', '3/', '03/5', '3/5 ', '-1/5', '3/05'])(
  'the rule %j is refused',
  (text) => {
    expect(parseFailRule(text)).toBe(undefined);
  },
);

test('a rule is red checkpoints among the last', () => {
  expect(parseFailRule('3/5')).toEqual({ fails: 3, of: 5 });
});
