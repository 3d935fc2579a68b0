import { portfolioRun } from '../portfolio/portfolio-run.js';
import { buildPortfolioModel } from '../portfolio/portfolio-model.js';
import type { PortfolioInput, PortfolioModel } from '../portfolio/portfolio-model.js';
import { sampleModel } from './sample-model.js';

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
    warnings: [],
    ...change,
  });
}
