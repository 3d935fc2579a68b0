import fc from 'fast-check';
import type { SampleStep } from './sample-run.js';

/** Steps of a sampled market; results are whole amounts, so that sums are exact. */
export const sampleSteps: fc.Arbitrary<readonly SampleStep[]> = fc.array(
  fc.record({
    wait: fc.integer({ min: 0, max: 30 }),
    hold: fc.integer({ min: 0, max: 20 }),
    direction: fc.constantFrom<1 | -1>(1, -1),
    net: fc.integer({ min: -200, max: 250 }),
  }),
  { maxLength: 25 },
);
