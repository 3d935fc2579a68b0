import { ERROR_CATALOGUE } from '@assay/core';
import { expect, test } from 'vitest';
import { readText, repositoryFiles } from '../testing/repository.js';

const CODES = Object.keys(ERROR_CATALOGUE).sort();

/** Codes that no test names yet: they belong to parts still to be written. The list may only shrink. */
const UNTESTED: readonly string[] = [];

const tests = repositoryFiles('apps', 'libs', 'fixtures')
  .filter((path) => path.endsWith('.test.ts') || /(^|\/)(goldens|fixtures|testing)\//.test(path))
  .filter((path) => /\.(ts|json|md|txt|ya?ml|ndjson|csv)$/.test(path))
  .map((path) => readText(path))
  .join('\n');

function isTested(code: string): boolean {
  return new RegExp(`\\b${code}\\b`).test(tests);
}

test('codes are SCREAMING_SNAKE', () => {
  expect(CODES.filter((code) => !/^[A-Z]+(_[A-Z0-9]+)*$/.test(code))).toEqual([]);
});

test('every code says in one sentence each what happened and what to do', () => {
  const vague = Object.entries(ERROR_CATALOGUE).filter(
    ([, { cause, remedy }]) => !/^\S.*\.$/.test(cause) || remedy.length < 8,
  );
  expect(vague).toEqual([]);
});

test('every code is documented', () => {
  const document = readText('docs/errors.md');
  expect(CODES.filter((code) => !document.includes(`\`${code}\` |`))).toEqual([]);
});

test('every code is tested, except those listed here', () => {
  const untested = CODES.filter((code) => !isTested(code));
  expect(untested).toEqual(UNTESTED);
});
