import { describe, expect, test } from 'vitest';
import { proveOnMarket, SHORT_MARKET } from './testing/lookahead-corpus/corpus-market.js';
import { HONEST_COLUMNS, HONEST_INDICATORS } from './testing/lookahead-corpus/honest-columns.js';
import { HONEST_DECISIONS } from './testing/lookahead-corpus/honest-decisions.js';
import { HONEST_RECIPES } from './testing/lookahead-corpus/honest-recipes.js';

const WRITTEN = [...HONEST_COLUMNS, ...HONEST_DECISIONS, ...HONEST_RECIPES];
const HONEST = [...WRITTEN, ...HONEST_INDICATORS];

describe('an honest strategy raises no alarm:', () => {
  test.each(HONEST.map((sample) => [sample.kind, sample] as const))('%s', (_kind, sample) => {
    const verdict = proveOnMarket(sample.load, sample.rules, SHORT_MARKET);
    const { finding, cuts, alteredCuts, simulatedCuts } = verdict;
    expect(finding).toBeUndefined();
    expect(cuts).toHaveLength(64);
    expect(alteredCuts.length).toBeGreaterThanOrEqual(8);
    // The tape speaks for the engine: only what an instance never forgets has to be simulated again.
    if (!/never forgets/.test(sample.kind)) expect(simulatedCuts).toEqual([cuts[63]]);
  });
});

test('the honest strategies are more than 50 besides the indicators, each of another kind', () => {
  expect(new Set(HONEST.map(({ kind }) => kind)).size).toBe(HONEST.length);
  expect(WRITTEN.length).toBeGreaterThan(50);
  expect(HONEST_INDICATORS.length).toBeGreaterThan(30);
});
