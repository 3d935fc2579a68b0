import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import { PLAIN_EVIDENCE, portfolioRun, timedTrade } from '../testing/portfolio-runs.js';
import { sampleSteps } from '../testing/sample-steps.js';
import { compound, fixRisk, throttle } from './capital-models.js';
import type { PlacedTrade } from './portfolio-input.js';
import { computePortfolio } from './portfolio.js';
import { positionSteps } from './position-walk.js';

function placed(...trades: readonly (readonly [number, number, Partial<PlacedTrade>])[]) {
  return trades.map(([from, to, change]): PlacedTrade => timedTrade(from, to, change));
}

const nets = ({ net }: { readonly net: Float64Array }) => [...net];
const walk = (trades: readonly PlacedTrade[]) => ({ trades, steps: positionSteps(trades) });

describe('one account for all runs', () => {
  test('sizes grow with what is settled at the entry, never with what is still open', () => {
    const trades = placed([0, 2, { net: 500 }], [1, 3, { net: 100 }], [2, 4, { net: 100 }]);
    // The second opens before the first settles; the third at that instant, after it.
    expect(nets(compound(walk(trades), 1000))).toEqual([500, 100, 150]);
  });

  test('an empty account trades no more', () => {
    const trades = placed([0, 1, { net: -1000 }], [2, 3, { net: 700 }]);
    expect(compound(walk(trades), 1000)).toMatchObject({ skipped: { account_empty: 1 } });
    expect(nets(compound(walk(trades), 1000))).toEqual([-1000]);
  });
});

describe('one risk for each position', () => {
  const risk = { riskFraction: 0.01, maxOpenRiskFraction: 0.02 };

  test('a trade is scaled to the risk; the third at once is one too many, one without stop unsized', () => {
    const trades = placed(
      [0, 9, { net: 30, riskAccount: 20 }],
      [1, 9, { net: -20, riskAccount: 20 }],
      [2, 9, { net: 99, riskAccount: 20 }],
      [3, 9, { net: 99, riskAccount: null }],
      [9, 10, { net: 5, riskAccount: 10 }],
    );
    // One percent of 1,000 is 10: half of 20, all of 10.
    const found = fixRisk(walk(trades), 1000, risk);
    expect(nets(found)).toEqual([15, -10, 5]);
    expect(found.skipped).toEqual({ open_risk_cap: 1, no_stop: 1 });
  });

  test('parts of a position share its risk, and leave room when the last has left', () => {
    const trades = placed(
      [0, 2, { net: 30, riskAccount: 15, position: 1 }],
      [0, 5, { net: 10, riskAccount: 5, position: 1 }],
      [1, 9, { net: 20, riskAccount: 10, position: 2 }],
      [3, 9, { net: 99, riskAccount: 10, position: 3 }],
      [5, 9, { net: 40, riskAccount: 10, position: 4 }],
    );
    // Both parts together risked 20: half of each is the 10 that one position may risk.
    const found = fixRisk(walk(trades), 1000, risk);
    expect(nets(found)).toEqual([15, 5, 20, 40]);
    expect(found.skipped).toEqual({ open_risk_cap: 1 });
  });
});

describe('a limit on open positions', () => {
  propertyTest.prop([
    fc.array(
      fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 9 }), fc.integer({ min: -50, max: 50 })),
      { maxLength: 25 },
    ),
    fc.integer({ min: 1, max: 4 }),
  ])('is never exceeded, and everything else is taken', (list, limit) => {
    const trades = placed(
      ...list.map(([from, hold, net]) => [from, from + hold, { net }] as const),
    ).sort((a, b) => a.entryTime - b.entryTime);
    const found = throttle(walk(trades), limit);
    const { taken, skipped } = found;
    expect(taken.length + (skipped['concurrency'] ?? 0)).toBe(trades.length);
    const free = throttle(walk(trades), trades.length + 1);
    expect(free.skipped).toEqual({});
    expect(nets(free).reduce((a, b) => a + b, 0)).toBe(trades.reduce((a, { net }) => a + net, 0));
    if (limit === 1) {
      // Brute force: each trade taken begins when the one before has ended.
      let until = -Infinity;
      const wanted = trades.filter(({ entryTime, exitTime }) => {
        if (entryTime < until) return false;
        until = exitTime;
        return true;
      });
      expect(nets(found)).toEqual(wanted.map(({ net }) => net));
    }
  });
});

describe('scenarios', () => {
  propertyTest.prop([sampleSteps, sampleSteps], { numRuns: 30 })(
    'of nothing changed are the portfolio, and money is neither made nor lost',
    (a, b) => {
      const runs = [portfolioRun('AAA', a), portfolioRun('BBB', b, 5)];
      const { evidence, metrics, contributions } = computePortfolio(runs, {
        evidence: PLAIN_EVIDENCE,
      });
      const of = (group: string, id: string) =>
        evidence.scenarios.find((s) => s.group === group && s.id.startsWith(id))?.metrics.values;
      const fixed = of('capital_model', 'fixed_per_run');
      expect(fixed?.net_profit).toBe(metrics.values.net_profit);
      expect(fixed?.sharpe_ratio).toBe(metrics.values.sharpe_ratio);
      expect(of('without_symbol', 'AAA')).toMatchObject(contributions[0]?.without.values ?? {});
      expect(of('without_cluster', 'first')).toEqual(of('without_symbol', 'AAA'));
      expect(of('without_cluster', 'nobody')).toBeUndefined();
      expect(of('friction', 'spread ×1')?.net_profit).toBeCloseTo(
        metrics.values.net_profit ?? NaN,
        8,
      );
    },
  );

  test('twice the spread costs the spread once more', () => {
    const steps = [{ wait: 20, hold: 30, direction: 1, net: 50 }] as const;
    const run = portfolioRun('AAA', steps);
    const charged = { ...run, trades: run.trades.map((trade) => ({ ...trade, spreadCost: 7 })) };
    const { evidence } = computePortfolio([charged], { evidence: PLAIN_EVIDENCE });
    const friction = evidence.scenarios.filter(({ group }) => group === 'friction');
    expect(friction.map(({ metrics }) => metrics.values.net_profit)).toEqual([50, 43]);
    expect(evidence.robustness.values).toEqual({
      worst_without_symbol_net: null,
      worst_without_cluster_net: null,
      worst_friction_net: 43,
      friction_survival: 1,
    });
  });
});
