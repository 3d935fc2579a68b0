import { portfolioRun } from '../portfolio/portfolio-run.js';
import { buildPortfolioModel } from '../portfolio/portfolio-model.js';
import type { PolicyModel, PortfolioInput, PortfolioModel } from '../portfolio/portfolio-model.js';
import { sampleModel } from './sample-model.js';

/** A small policy with one of everything. */
export const SAMPLE_POLICY: PolicyModel = {
  name: 'default',
  version: 1,
  sha256: 'cc'.repeat(32),
  content: { policy: 'default', version: 1 },
  plan: {
    fixedRisk: { riskFraction: 0.005, maxOpenRiskFraction: 0.02 },
    clusters: { dollars: ['EURUSD', 'USDJPY'] },
    concurrencyLimits: [1, 2],
    friction: { spreadMultiples: [1, 2], commissionMultiples: [1], extraSlippagePoints: [0, 1] },
  },
  thresholds: [
    { metric: 'net_profit', above: 0, required: true },
    { metric: 'deflated_sharpe', at_least: 0.95, points: 2 },
    { metric: 'max_drawdown_pct', at_most: 0.1 },
  ],
  verdicts: [
    { verdict: 'PROMOTE', at_least_points: 4, meaning: 'watch it' },
    { verdict: 'REJECT', at_least_points: 0, meaning: 'the evidence does not carry it' },
  ],
};

/** A portfolio of sampled runs; what a test cares about is overridden. */
export function samplePortfolio(
  symbols: readonly string[] = ['EURUSD', 'GBPUSD', 'USDJPY'],
  change: Partial<PortfolioInput> = {},
): PortfolioModel {
  const {
    directiveId,
    strategy,
    broker,
    timeframe,
    startDate,
    endDate,
    engineName,
    engineVersion,
  } = sampleModel();
  return buildPortfolioModel({
    directiveId,
    strategy,
    broker,
    timeframe,
    startDate,
    endDate,
    engineName,
    engineVersion,
    runs: symbols.map((symbol, i) =>
      portfolioRun(sampleModel({ symbol, seed: 11 * i + 5, trades: 60 + i })),
    ),
    failed: [],
    policy: SAMPLE_POLICY,
    trials: {
      family: 'breakouts',
      hypothesis: 'a+b',
      count: 3,
      otherSharpeRatios: [0.4],
      bySymbol: {},
    },
    previous: null,
    warnings: [],
    ...change,
  });
}
