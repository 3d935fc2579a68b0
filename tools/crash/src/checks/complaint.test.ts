import { expect, test } from 'vitest';
import type { Ended } from '../processes.js';
import { readComplaint } from './complaint.js';

function ended(exit: number | null, document: unknown, stderr = ''): Ended {
  const stdout = typeof document === 'string' ? document : JSON.stringify(document);
  return { exit, signal: exit === null ? 'SIGSEGV' : null, stdout, stderr, tookMs: 1 };
}

const BUSY = { schema: 'error/1', ok: false, error: { code: 'WORKSPACE_BUSY', found: 'pid 7' } };

test('a refusal with a code of the catalogue is in order, and its words can be searched', () => {
  const { codes, text, problems } = readComplaint(ended(5, BUSY));
  expect({ codes, problems }).toEqual({ codes: ['WORKSPACE_BUSY'], problems: [] });
  expect(text).toContain('pid 7');
});

test('a success needs no word', () => {
  expect(readComplaint(ended(0, { schema: 'x/1', ok: true })).problems).toEqual([]);
});

test.each([
  ['exit 70', ended(70, BUSY, 'defect'), 'ended with exit 70: defect'],
  ['a signal of its own', ended(null, BUSY), 'ended with SIGSEGV'],
  ['a stack trace', ended(1, BUSY, 'Error\n    at f (file.js:1:2)'), 'a stack trace'],
  ['no document', ended(1, 'oops'), 'no JSON document: oops'],
  ['two documents', ended(1, '{}{}'), 'no JSON document'],
  ['a code that nobody knows', ended(1, { error: { code: 'OOPS' } }), 'no code of the catalogue'],
  ['a failure without a word', ended(1, { ok: false }), 'without a word why'],
  [
    'a failure with a warning alone',
    ended(1, { diagnostics: [{ code: 'VIEW_STALE', severity: 'warning' }] }),
    'without a word why',
  ],
])('%s is a problem', (_, ending, problem) => {
  expect(readComplaint(ending).problems.join()).toContain(problem);
});
