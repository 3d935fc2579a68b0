import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { directiveIdProblem, isRunId, listedName, RESERVED_IDS } from './ids.js';

describe('directive ids', () => {
  test.each(['A', 'Range_Breakout_01', '0', 'a-b', 'x'.repeat(64), 'abcdef0123456789a'])(
    '%s is one',
    (id) => {
      expect(directiveIdProblem(id)).toBeUndefined();
    },
  );

  test.each([
    '',
    '_a',
    '-a',
    'a b',
    'a.b',
    'a/b',
    '..',
    'ä',
    'a\n',
    'x'.repeat(65),
    '0123456789abcdef',
    ...RESERVED_IDS,
  ])('%j is none', (id) => {
    expect(directiveIdProblem(id)).toBeTypeOf('string');
  });

  property.prop([fc.string({ unit: 'binary' })])(
    'no id can leave its folder or hide a line',
    (text) => {
      if (directiveIdProblem(text) === undefined) expect(text).not.toMatch(/[^A-Za-z0-9_-]/);
    },
  );
});

describe('run ids', () => {
  test.each([
    ['0123456789abcdef', true],
    ['0123456789ABCDEF', false],
    ['0123456789abcde', false],
    ['0123456789abcdef0', false],
    ['0123456789abcdef\n', false],
  ])('%j: %j', (text, expected) => {
    expect(isRunId(text)).toBe(expected);
  });

  property.prop([
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 16, maxLength: 16 }),
  ])('no text is both a run id and a directive id', (text) => {
    expect(isRunId(text)).toBe(true);
    expect(directiveIdProblem(text)).toBeTypeOf('string');
  });
});

test('the listed name joins directive and symbol', () => {
  expect(listedName('Range_Breakout_01', 'EURUSD')).toBe('Range_Breakout_01_EURUSD');
});
