import { expect, test } from 'vitest';
import { jobOf } from '../job-table.js';
import { isAtRest } from './stop-jobs.js';

// prettier-ignore
test.each([
  ['cycle',      'absent',  true ],
  ['cycle',      'stopped', true ],
  ['cycle',      'failed',  true ],
  ['cycle',      'loaded',  false],
  ['cycle',      'running', false],
  ['cycle',      'unknown', false],
  ['soak',       'loaded',  true ],
  ['soak',       'running', false],
  ['supervisor', 'stopped', true ],
  ['supervisor', 'loaded',  false],
  ['supervisor', 'unknown', false],
] as const)('job %s in state %s is at rest: %s', (job, state, atRest) => {
  expect(isAtRest(jobOf(job), state)).toBe(atRest);
});
