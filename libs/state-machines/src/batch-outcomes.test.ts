import { expect, test } from 'vitest';
import { BATCH_OUTCOMES, isOutcomeDone } from './batch-outcomes.js';

test('these outcomes exist, and these of them count as done', () => {
  expect(BATCH_OUTCOMES.map((outcome) => `${outcome} ${isOutcomeDone(outcome)}`)).toEqual([
    'COMPLETED true',
    'NOTHING_TO_DO true',
    'PROVISIONED true',
    'PAUSED false',
    'BLOCKED false',
    'FAILED false',
    'REFUSED false',
  ]);
});

test('provisioning only, a paused directive is done as well, and no other one is', () => {
  const done = BATCH_OUTCOMES.filter((outcome) => isOutcomeDone(outcome, true));
  expect(done).toEqual(['COMPLETED', 'NOTHING_TO_DO', 'PROVISIONED', 'PAUSED']);
});
