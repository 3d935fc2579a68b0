import type { DirectiveRules } from '@assay/directive';
import { describe, expect, it } from 'vitest';
import { simulate } from './index.js';
import { MarketStates } from './market-state.js';
import { randomBars } from './testing/random-market.js';
import { inputOf, plainRules, scripted } from './testing/scenario.js';

const bars = randomBars(11, 500, 100);
const states = new MarketStates(bars);

/** Bars at which the filters let a trade pass. */
function allowedBars(rules: DirectiveRules): number[] {
  const allowed: number[] = [];
  const strategy = scripted(
    {},
    {
      checkEntry: ({ i, filters }) => {
        if (filters.allows(1) && filters.allows()) allowed.push(i);
        return null;
      },
    },
  );
  simulate(inputOf(bars, strategy, { rules: plainRules(rules) }));
  return allowed;
}

const barsWhere = (holds: (bar: number) => boolean): number[] =>
  Array.from({ length: bars.length }, (_, bar) => bar).filter(holds);

describe('filters', () => {
  it('that are off or absent let everything pass, warm-up included', () => {
    expect(allowedBars({})).toHaveLength(500);
    expect(allowedBars({ trend_filter: { enabled: false, required_regime: 2 } })).toHaveLength(500);
  });

  it('of volatility pass the required level only, and nothing while it is unknown', () => {
    const names = ['low', 'normal', 'high'];
    for (const level of [-1, 0, 1]) {
      const expected = barsWhere((bar) => states.at(bar).volatilityRegime === names[level + 1]);
      expect(expected.length).toBeGreaterThan(20);
      expect(allowedBars({ volatility_filter: { enabled: true, required_regime: level } })).toEqual(
        expected,
      );
    }
  });

  it('of trend pass the required regimes only', () => {
    const expected = barsWhere((bar) => [1, 2].includes(states.at(bar).trendRegime ?? NaN));
    expect(expected.length).toBeGreaterThan(20);
    expect(allowedBars({ trend_filter: { enabled: true, required_regime: [1, 2] } })).toEqual(
      expected,
    );
  });

  it('must all pass', () => {
    const both: DirectiveRules = {
      volatility_filter: { enabled: true, required_regime: 1, atr_period: 5, window: 20 },
      trend_filter: { enabled: true, required_regime: [-2, -1] },
    };
    const expected = barsWhere(
      (bar) => states.volatilityLevel(bar, 5, 20) === 1 && states.trendRegime(bar) < 0,
    );
    expect(expected.length).toBeGreaterThan(5);
    expect(allowedBars(both)).toEqual(expected);
  });
});
