import { expect, test } from 'vitest';
import { directiveModel } from '../testing/directive-model.js';
import { planSignatureConflicts } from './signature-conflicts.js';

const one = directiveModel({ id: 'A', rules: { parameters: { a: 1 } } });

test('directives that share a strategy and its rules are no conflict, whatever symbols and dates they have', () => {
  const same = directiveModel({
    ...one,
    id: 'B',
    symbols: ['GBPUSD'],
    end_date: '2025-01-01',
    labels: { name: 'x' },
  });
  expect(planSignatureConflicts(one, [one, same])).toEqual([]);
});

test('directives that share a strategy but not its rules are a conflict that names the field', () => {
  const other = directiveModel({ ...one, id: 'B', rules: { parameters: { a: 2 } } });
  expect(planSignatureConflicts(one, [other])).toMatchObject([
    { code: 'SIGNATURE_CONFLICT', found: 'rules.parameters.a is 1', expected: 'as in B: 2' },
  ]);
});

test('two strategies whose names differ in case only are one folder on some machines, so a conflict', () => {
  expect(
    planSignatureConflicts(one, [directiveModel({ ...one, id: 'B', strategy: 'PLAIN' })]),
  ).toHaveLength(1);
});

test('directives of other strategies are never a conflict', () => {
  expect(planSignatureConflicts(one, [directiveModel({ id: 'B', strategy: 'Other' })])).toEqual([]);
});
