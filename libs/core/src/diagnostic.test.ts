import { describe, expect, test } from 'vitest';
import {
  AssayError,
  diagnostic,
  formatDiagnostic,
  formatPlace,
  isAssayError,
} from './diagnostic.js';
import { ERROR_CATALOGUE } from './errors/error-catalogue.js';

describe('diagnostic', () => {
  test("is an error with the catalogue's remedy unless told otherwise", () => {
    expect(diagnostic('USAGE', 'm')).toEqual({
      code: 'USAGE',
      severity: 'error',
      message: 'm',
      next: ERROR_CATALOGUE.USAGE.remedy,
    });
    expect(diagnostic('USAGE', 'm', { severity: 'note', next: 'n' })).toMatchObject({
      severity: 'note',
      next: 'n',
    });
  });

  test('is rendered with place, found, expected and next', () => {
    const place = { file: 'a.txt', line: 3, column: 7 };
    const text = formatDiagnostic(
      diagnostic('WRONG_TYPE', 'm', { place, found: 'f', expected: 'e', next: 'n' }),
    );
    expect(text).toBe(
      'a.txt:3:7: error WRONG_TYPE: m\n  found:    f\n  expected: e\n  next:     n',
    );
  });

  test.each([
    [{ file: 'a' }, 'a'],
    [{ file: 'a', line: 2 }, 'a:2'],
    [{ file: 'a', line: 2, column: 4 }, 'a:2:4'],
    [{ file: 'a', column: 4 }, 'a'],
  ])('place %j is written %s', (place, expected) => {
    expect(formatPlace(place)).toBe(expected);
  });
});

describe('AssayError', () => {
  test('carries one diagnostic, its exit code and its cause', () => {
    const cause = new Error('disk');
    const error = new AssayError('DISK_FULL', 'full', { found: '0 bytes', cause });
    expect(error.diagnostic).toMatchObject({
      code: 'DISK_FULL',
      message: 'full',
      found: '0 bytes',
    });
    expect(error).toMatchObject({ exitCode: 1, cause, message: 'full', name: 'AssayError' });
    expect(isAssayError(error)).toBe(true);
    expect(isAssayError(cause)).toBe(false);
  });

  test('of several findings takes code and message of the first error, warnings first or not', () => {
    const findings = [
      diagnostic('LEGACY_SPELLING', 'old', { severity: 'warning' }),
      diagnostic('MISSING_KEY', 'missing'),
      diagnostic('WRONG_TYPE', 'type'),
    ];
    const error = AssayError.of(findings);
    expect(error.code).toBe('MISSING_KEY');
    expect(error.message).toBe('missing');
    expect(error.diagnostics).toEqual(findings);
    expect(error.diagnostic.message).toBe('missing');
  });

  test('of warnings alone takes the first; of nothing is a defect of the caller', () => {
    const warning = diagnostic('VIEW_STALE', 'stale', { severity: 'warning' });
    expect(AssayError.of([warning]).code).toBe('VIEW_STALE');
    expect(() => AssayError.of([])).toThrow(RangeError);
  });
});
