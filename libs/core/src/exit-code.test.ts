import { fc, test as property } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import {
  describeError,
  ERROR_CATALOGUE,
  exitCodeOf,
  type ErrorCode,
} from './errors/error-catalogue.js';
import { combineExitCodes, EXIT_CODES, type ExitCode } from './exit-code.js';

const codes = fc.constantFrom<ExitCode[]>(...Object.values(EXIT_CODES));

describe('combineExitCodes', () => {
  test.each<[ExitCode[], ExitCode]>([
    [[], 0],
    [[0, 0], 0],
    [[0, 1], 1],
    [[1, 2], 2],
    [[2, 5], 5],
    [[5, 4], 4],
    [[4, 3], 3],
    [[3, 70], 70],
    [[1, 2, 5, 4, 3, 70, 0], 70],
    [[7, 1], 7],
    [[130, 0, 1], 130],
  ])('of %j is %d', (present, expected) => {
    expect(combineExitCodes(present)).toBe(expected);
  });

  property.prop([fc.array(codes)])(
    'is one of its arguments and does not depend on their order',
    (list) => {
      const combined = combineExitCodes(list);
      expect([...list, 0]).toContain(combined);
      expect(combineExitCodes([...list].reverse())).toBe(combined);
    },
  );

  property.prop([fc.array(codes), fc.array(codes)])('may be combined in parts', (a, b) => {
    const parts = combineExitCodes([combineExitCodes(a), combineExitCodes(b)]);
    expect(parts).toBe(combineExitCodes([...a, ...b]));
  });

  property.prop([fc.array(codes, { minLength: 1 })])('is success only if all succeeded', (list) => {
    expect(combineExitCodes(list) === 0).toBe(list.every((code) => code === 0));
  });
});

describe('the catalogue', () => {
  test.each(Object.keys(ERROR_CATALOGUE) as ErrorCode[])(
    '%s says cause, remedy and exit',
    (code) => {
      const entry = describeError(code);
      expect(code).toMatch(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/);
      expect(entry.cause).toMatch(/^\S.*\.$/);
      expect(entry.remedy).toMatch(/\S/);
      expect(exitCodeOf(code)).toBe(EXIT_CODES[entry.exit]);
    },
  );

  test('gives what it calls a warning the exit of success', () => {
    const warnings = Object.values(ERROR_CATALOGUE).filter((e) => e.cause.includes('(warning)'));
    expect(warnings.length).toBeGreaterThan(2);
    expect(new Set(warnings.map((entry) => entry.exit))).toEqual(new Set(['success']));
  });
});
