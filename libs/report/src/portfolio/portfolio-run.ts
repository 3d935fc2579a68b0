import type { RunResultModel } from '../results/run-result-model.js';
import { instantOrNull } from '../results/timestamps.js';
import type { PortfolioRunModel } from './portfolio-model.js';

/** A run as its portfolio sees it, straight from the run's model. */
export function portfolioRun(model: RunResultModel): PortfolioRunModel {
  const { result, metrics } = model;
  return {
    runId: model.runId,
    runKey: model.runKey,
    symbol: model.symbol,
    inputs: model.inputs,
    synthetic: model.synthetic,
    firstBar: instantOrNull(model.firstBarTime),
    lastBar: instantOrNull(model.lastBarTime),
    bars: model.bars,
    capital: result.capital,
    accountCurrency: result.accountCurrency,
    trades: result.trades,
    daily: metrics.daily,
    hold: metrics.hold,
    metrics: metrics.all,
    rigour: model.rigour.metrics,
    pointSize: model.pointSize,
    settings: result.settings,
    rejections: result.rejections,
    notReadyBars: result.notReadyBars,
    periodsPerYear: metrics.periodsPerYear,
  };
}
