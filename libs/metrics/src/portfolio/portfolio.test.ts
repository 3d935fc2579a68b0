import { fc, test as propertyTest } from '@fast-check/vitest';
import { MS_PER_HOUR } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { measureConcurrency } from './concurrency.js';
import { computePortfolio } from './portfolio.js';
import { computeRunMetrics } from '../run-metrics.js';
import { SAMPLE_START, sampleRun } from '../testing/sample-run.js';
import { PLAIN_EVIDENCE, portfolioRun, timedTrade } from '../testing/portfolio-runs.js';
import { sampleSteps } from '../testing/sample-steps.js';

const trade = timedTrade;
const OPTIONS = { evidence: PLAIN_EVIDENCE };

describe('concurrency', () => {
  const end = SAMPLE_START + 10 * MS_PER_HOUR;

  test('an exit at the instant of an entry is no overlap', () => {
    expect(measureConcurrency([trade(0, 5), trade(5, 10)], SAMPLE_START, end)).toMatchObject({
      average: 1,
      max: 1,
      p95: 1,
      timeInMarket: 1,
      peakDeployed: 100,
    });
  });

  test('the average is over time, the maximum over moments', () => {
    const found = measureConcurrency([trade(0, 4), trade(2, 3)], SAMPLE_START, end);
    expect(found).toMatchObject({ average: 0.5, max: 2, timeAtMax: 0.1, timeInMarket: 0.4 });
    expect([...found.atEntry]).toEqual([1, 2]);
    expect([...found.deployedAtEntry]).toEqual([100, 200]);
  });

  test('parts of one position are one position, until the last of them has left', () => {
    const first = trade(0, 2, { position: 7, notional: 60 });
    const rest = trade(0, 6, { position: 7, notional: 40 });
    const elsewhere = trade(4, 8, { position: 7, run: 1 });
    const found = measureConcurrency([first, rest, elsewhere], SAMPLE_START, end);
    expect(found).toMatchObject({ max: 2, timeAtMax: 0.2, timeInMarket: 0.8, peakDeployed: 140 });
    expect(found.average).toBeCloseTo(1, 12);
    expect([...found.atEntry]).toEqual([1, 1, 2]);
    expect([...found.deployedAtEntry]).toEqual([100, 100, 140]);
  });

  test('a trade that opens and closes at one instant was open', () => {
    expect(measureConcurrency([trade(3, 3)], SAMPLE_START, end)).toMatchObject({
      max: 1,
      average: 0,
    });
  });

  const spans = fc.array(
    fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 3 })),
    { maxLength: 12 },
  );
  propertyTest.prop([spans])('it agrees with counting open positions hour by hour', (list) => {
    const trades = list.flatMap(([from, length, parts], position) =>
      Array.from({ length: parts }, (_, part) =>
        trade(from, Math.min(from + length + part, 10), { position }),
      ),
    );
    const counts = Array.from({ length: 10 }, (_, hour) => {
      const now = SAMPLE_START + hour * MS_PER_HOUR;
      const open = trades.filter(({ entryTime, exitTime }) => entryTime <= now && exitTime > now);
      return new Set(open.map(({ position }) => position)).size;
    });
    const found = measureConcurrency(trades, SAMPLE_START, end);
    expect(found.max).toBe(Math.max(...counts));
    expect(found.average).toBeCloseTo(counts.reduce((a, b) => a + b, 0) / 10, 12);
    expect(found.timeInMarket).toBeCloseTo(counts.filter((count) => count > 0).length / 10, 12);
  });
});

describe('portfolio', () => {
  propertyTest.prop([sampleSteps, sampleSteps])(
    'equity and net are the sums of the runs',
    (a, b) => {
      const runs = [portfolioRun('AAA', a), portfolioRun('BBB', b, 5)];
      const { metrics, contributions, daily, years } = computePortfolio(runs, OPTIONS);
      const finals = runs.map(({ daily: { equity } }) => equity.at(-1) ?? NaN);
      expect(metrics.values.final_equity).toBeCloseTo((finals[0] ?? NaN) + (finals[1] ?? NaN), 8);
      expect(daily.equity).toHaveLength(daily.day.length);
      const nets = contributions.map(({ own }) => own.values.net_profit ?? NaN);
      expect(metrics.values.net_profit).toBe((nets[0] ?? NaN) + (nets[1] ?? NaN));
      expect(contributions[0]?.without.values.net_profit).toBe(nets[1]);
      expect(years.reduce((sum, { netProfit }) => sum + netProfit, 0)).toBe(
        metrics.values.net_profit,
      );
      for (const [id, value] of Object.entries(metrics.values)) {
        const reason = (metrics.reasons as Readonly<Record<string, string>>)[id];
        expect([id, value === null]).toEqual([id, reason !== undefined]);
      }
    },
  );

  propertyTest.prop([sampleSteps])('one run alone has its own daily numbers', (steps) => {
    const own = computeRunMetrics(sampleRun(steps)).all.values;
    const { metrics } = computePortfolio([portfolioRun('AAA', steps)], OPTIONS);
    for (const id of [
      'sharpe_ratio',
      'sortino_ratio',
      'cagr',
      'ulcer_index',
      'net_profit',
    ] as const) {
      expect(metrics.values[id]).toEqual(own[id]);
    }
    expect(metrics.values.max_drawdown ?? NaN).toBeLessThanOrEqual(own.max_drawdown ?? NaN);
  });

  propertyTest.prop([sampleSteps, sampleSteps])('the order of the runs moves no number', (a, b) => {
    const runs = [portfolioRun('AAA', a), portfolioRun('BBB', b, 3)];
    const forth = computePortfolio(runs, OPTIONS).metrics.values;
    const back = computePortfolio([...runs].reverse(), OPTIONS).metrics.values;
    for (const [id, value] of Object.entries(forth)) {
      const other = (back as Readonly<Record<string, number | null>>)[id];
      if (value === null) expect([id, other]).toEqual([id, null]);
      else expect(other).toBeCloseTo(value, 8);
    }
  });

  test('a run and its copy are correlated perfectly', () => {
    const steps = [{ wait: 20, hold: 30, direction: 1, net: 50 }] as const;
    const runs = [portfolioRun('AAA', steps), portfolioRun('BBB', steps)];
    const { correlation, metrics } = computePortfolio(runs, OPTIONS);
    expect(correlation.rows[0]?.[1]).toBeCloseTo(1, 12);
    expect(metrics.values.avg_correlation).toBeCloseTo(1, 12);
  });

  test('a losing portfolio keeps the sign of its return to drawdown', () => {
    const steps = [{ wait: 20, hold: 30, direction: 1, net: -50 }] as const;
    const { metrics, drawdownWindow } = computePortfolio([portfolioRun('AAA', steps)], OPTIONS);
    expect(metrics.values.return_dd_ratio).toBe(-1);
    expect(metrics.reasons.top_contributor_share).toBe('the portfolio did not gain');
    expect(drawdownWindow).toMatchObject({ peak: SAMPLE_START, recovery: null });
  });

  test('no run gives no number, not zero', () => {
    const { metrics, daily } = computePortfolio([], OPTIONS);
    expect(daily.day).toHaveLength(0);
    expect(metrics.values).toMatchObject({ total_trades: 0, cagr: null, avg_concurrent: null });
  });
});
