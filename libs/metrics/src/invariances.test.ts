import { fc, test as propertyTest } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { alphaBeta } from './benchmark-relative.js';
import { kurtosis, skewness } from './moments.js';
import * as series from './return-series.js';
import { computeMetrics } from './selected-metrics.js';
import { conditionalValueAtRisk, tailRatio, valueAtRisk } from './tail-risk.js';
import { sampleRun } from './testing/sample-run.js';
import { sampleSteps } from './testing/sample-steps.js';

/** Returns on a grid of 2⁻¹⁰, so that scaling by powers of two rounds nothing. */
const sample = fc.array(
  fc.integer({ min: -100, max: 100 }).map((value) => value / 1024),
  { minLength: 3, maxLength: 80 },
);

type Statistic = (returns: readonly number[]) => number | null;

const UNORDERED: Readonly<Record<string, Statistic>> = {
  sharpe: (returns) => series.sharpeRatio(returns),
  sortino: (returns) => series.sortinoRatio(returns),
  volatility: (returns) => series.annualVolatility(returns),
  downside: (returns) => series.downsideRisk(returns),
  omega: (returns) => series.omegaRatio(returns),
  skewness,
  kurtosis,
  tailRatio,
  valueAtRisk: (returns) => valueAtRisk(returns),
  shortfall: (returns) => conditionalValueAtRisk(returns),
  annual: (returns) => series.annualReturn(returns),
};

/** What becomes of a statistic when every return is multiplied: nothing, or the same factor. */
const SCALED: Readonly<Record<string, 0 | 1>> = {
  sharpe: 0,
  sortino: 0,
  volatility: 1,
  downside: 1,
  omega: 0,
  skewness: 0,
  kurtosis: 0,
  tailRatio: 0,
  valueAtRisk: 1,
  shortfall: 1,
};

/** What becomes of a statistic when every return changes its sign. */
const MIRRORED: Readonly<Record<string, 1 | -1>> = {
  sharpe: -1,
  volatility: 1,
  skewness: -1,
  kurtosis: 1,
};

function expectNear(found: number | null | undefined, wanted: number | null, what: string): void {
  if (wanted === null || found === null || found === undefined)
    expect([what, found]).toEqual([what, wanted]);
  else
    expect(Math.abs(found - wanted), what).toBeLessThanOrEqual(
      1e-9 * Math.max(1, Math.abs(wanted)),
    );
}

describe('statistics of returns', () => {
  propertyTest.prop([sample, fc.integer()])(
    'do not care for the order of the days',
    (returns, seed) => {
      const shuffled = returns
        .map((value, i) => [value, Math.sin(seed + i * i)] as const)
        .sort(([, a], [, b]) => a - b)
        .map(([value]) => value);
      for (const [name, statistic] of Object.entries(UNORDERED)) {
        expectNear(statistic(shuffled), statistic(returns), name);
      }
    },
  );

  propertyTest.prop([sample, fc.integer({ min: 1, max: 3 })])(
    'scale with the returns, or not at all',
    (returns, power) => {
      const factor = 2 ** -power;
      for (const [name, exponent] of Object.entries(SCALED)) {
        const before = UNORDERED[name]?.(returns) ?? null;
        const after = UNORDERED[name]?.(returns.map((value) => value * factor));
        expectNear(after, before === null ? null : before * (exponent === 1 ? factor : 1), name);
      }
    },
  );

  propertyTest.prop([sample])('turn with the sign, or not at all', (returns) => {
    for (const [name, sign] of Object.entries(MIRRORED)) {
      const before = UNORDERED[name]?.(returns) ?? null;
      const after = UNORDERED[name]?.(returns.map((value) => 0 - value));
      expectNear(after, before === null ? null : before * sign, name);
    }
  });

  propertyTest.prop([sample])('of a benchmark against itself are alpha 0 and beta 1', (returns) => {
    const { alpha, beta } = alphaBeta(returns, returns);
    expectNear(beta, beta === null ? null : 1, 'beta');
    expectNear(alpha, beta === null ? null : 0, 'alpha');
  });
});

describe('numbers of trades', () => {
  propertyTest.prop([sampleSteps])('against the same trades with the sign turned', (steps) => {
    const ids = [
      'net_profit',
      'gross_profit',
      'gross_loss',
      'profit_factor',
      'winning_trades',
      'losing_trades',
      'longest_win_streak',
      'longest_loss_streak',
      'sqn',
      'expectancy',
    ] as const;
    const run = sampleRun(steps);
    const turned = sampleRun(steps.map((step) => ({ ...step, net: 0 - step.net })));
    const a = computeMetrics(run, ids).values;
    const b = computeMetrics(turned, ids).values;
    expectNear(b.net_profit, a.net_profit === null ? null : 0 - a.net_profit, 'net');
    expectNear(b.expectancy, a.expectancy === null ? null : 0 - a.expectancy, 'expectancy');
    expectNear(b.sqn, a.sqn === null ? null : 0 - a.sqn, 'sqn');
    expect([b.gross_profit, b.gross_loss]).toEqual([a.gross_loss, a.gross_profit]);
    expect([b.winning_trades, b.losing_trades]).toEqual([a.losing_trades, a.winning_trades]);
    expect([b.longest_win_streak, b.longest_loss_streak]).toEqual([
      a.longest_loss_streak,
      a.longest_win_streak,
    ]);
    if (a.profit_factor !== null && b.profit_factor !== null) {
      expect(a.profit_factor * b.profit_factor).toBeCloseTo(1, 9);
    }
  });
});
