import { copyBars } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { INDICATORS } from './catalogue/indicators.js';
import { callIndicator, firstIndexOf, parametersOf } from './testing/call-indicator.js';
import { wanderingBars } from './testing/random-bars.js';

const LENGTH = 1_000_000;
/** Results looked at, far apart and at the very end. */
const ENDS = [200_003, 611_111, 999_998, LENGTH];
const windowed = INDICATORS.filter(({ memory }) => memory === 'window' || memory === 'points').map(
  (entry) => [entry.path, entry] as const,
);

describe('on a million bars whose price wanders over decades', () => {
  const bars = wanderingBars(LENGTH);

  test.each(windowed)('%s gives what a computation of its window alone gives', (_path, entry) => {
    const parameters = parametersOf(entry);
    const needed = firstIndexOf(entry, parameters) + 1;
    const long = callIndicator(entry, bars, parameters);
    for (const end of ENDS) {
      for (const last of [end, end - 1, end - 2]) {
        const alone = callIndicator(entry, copyBars(bars, last - needed, last), parameters);
        alone.forEach((line, index) => {
          const found = long[index]?.[last - 1] as number;
          const expected = line[needed - 1] as number;
          expect(Math.abs(found - expected)).toBeLessThanOrEqual(1e-9 * Math.abs(expected) + 1e-12);
        });
      }
    }
  });
});
