import { listedName } from '@assay/core';
import { canonicalJson } from '@assay/hashing';
import { UNIT_NAMES, settledEquity } from '@assay/metrics';
import { csvText } from '../results/csv-text.js';
import { equityCurveCsv } from '../results/equity-curve.js';
import { moneySuffix } from '../results/run-result-model.js';
import type { ReportTrade } from '../results/run-result-model.js';
import { dayOrNull, tradeTimestamp } from '../results/timestamps.js';
import { portfolioDefinitions } from './portfolio-definitions.js';
import type { PortfolioModel } from './portfolio-model.js';

/** Version of `portfolio_summary.json`. */
export const PORTFOLIO_SUMMARY_SCHEMA = '2.1.0';

/**
 * `portfolio_summary.json`: every number of the portfolio, as canonical JSON without a clock. A
 * number without a value is null, with its reason in `undefined_metrics`.
 */
export function portfolioSummaryJson(model: PortfolioModel): string {
  const { portfolio } = model;
  const { drawdownWindow: window, evidence } = portfolio;
  return canonicalJson({
    schema_version: PORTFOLIO_SUMMARY_SCHEMA,
    portfolio_id: model.directiveId,
    strategy: model.strategy,
    broker: model.broker,
    signal_timeframes: model.timeframe,
    evaluation_timeframe: '1D',
    date_range: { start: model.startDate, end: model.endDate },
    engine_name: model.engineName,
    engine_version: model.engineVersion,
    account_currency: model.accountCurrency,
    capital_model: 'fixed_per_run',
    policy: { name: model.policy.name, version: model.policy.version, sha256: model.policy.sha256 },
    judgement: model.judgement,
    trials: model.trials,
    periods_per_year: portfolio.periodsPerYear,
    synthetic_data: model.synthetic,
    notices: model.notices,
    warnings: model.warnings,
    constituents: model.runs.map(({ symbol, runId, runKey, capital, inputs }) => ({
      symbol,
      run_id: runId,
      run_key: runKey,
      capital,
      inputs,
    })),
    failed: model.failed,
    metrics: portfolio.metrics.values,
    undefined_metrics: portfolio.metrics.reasons,
    drawdown_window: window && {
      peak: dayOrNull(window.peak),
      trough: dayOrNull(window.trough),
      recovery: dayOrNull(window.recovery),
    },
    contributions: portfolio.contributions.map(({ symbol, runId, own, without }) => ({
      symbol,
      run_id: runId,
      own: own.values,
      without: without.values,
    })),
    rigour: evidence.rigour.metrics.values,
    undefined_rigour: evidence.rigour.metrics.reasons,
    deflation: evidence.deflation.values,
    robustness: evidence.robustness.values,
    deflation_by_symbol: model.runs.map(({ symbol }, place) => ({
      symbol,
      ...evidence.runDeflation[place]?.values,
    })),
    scenarios: evidence.scenarios.map(({ group, id, costs, skipped, metrics }) => ({
      group,
      id,
      costs,
      skipped,
      metrics: metrics.values,
    })),
    correlation: portfolio.correlation,
    stress_correlation: portfolio.stressCorrelation,
  });
}

/** `portfolio_metrics.csv`: one row per number; an undefined one is empty and says why. */
export function portfolioMetricsCsv({ portfolio: { metrics } }: PortfolioModel): string {
  return csvText(
    ['metric', 'value', 'unit', 'undefined_because', 'definition'],
    portfolioDefinitions().map(({ id, unit, formula }) => [
      id,
      metrics.values[id],
      UNIT_NAMES[unit],
      metrics.reasons[id] ?? null,
      formula,
    ]),
  );
}

/** `portfolio_equity.csv`: every calendar day; columns as in a run's equity curve. */
export function portfolioEquityCsv({ portfolio: { daily }, hold }: PortfolioModel): string {
  return equityCurveCsv(daily, hold);
}

/**
 * `portfolio_tradelevel.csv`: all trades by time of entry, then by run. Equity before and after counts
 * closed trades of all runs in order of exit; open positions and deployed notional are right after entry.
 */
export function portfolioTradesCsv(model: PortfolioModel): string {
  const { portfolio } = model;
  const money = moneySuffix(model.accountCurrency);
  const capital = model.runs.reduce((sum, run) => sum + run.capital, 0);
  const placed = placedTrades(model);
  const settled = settledEquity(
    placed.map(({ trade }) => trade),
    capital,
  );
  return csvText(
    [
      'source_run_id',
      'strategy_name',
      'symbol',
      'entry_timestamp',
      'exit_timestamp',
      'direction',
      'entry_price',
      'exit_price',
      `pnl_${money}`,
      'position_units',
      `notional_${money}`,
      'bars_held',
      'equity_before_trade',
      'equity_after_trade',
      'concurrency_at_entry',
      'capital_deployed_at_entry',
      'exit_reason',
      'volatility_regime',
    ],
    placed.map(({ trade, runId, symbol }, place) => [
      runId,
      listedName(model.directiveId, symbol),
      symbol,
      tradeTimestamp(trade.entryTime),
      tradeTimestamp(trade.exitTime),
      trade.direction,
      trade.entryPrice,
      trade.exitPrice,
      trade.net,
      trade.units,
      trade.notional,
      trade.barsHeld,
      settled[place]?.before ?? null,
      settled[place]?.after ?? null,
      portfolio.concurrency.atEntry[place] ?? null,
      portfolio.concurrency.deployedAtEntry[place] ?? null,
      trade.exitReason,
      trade.marketState.volatilityRegime,
    ]),
  );
}

/** A trade with the run it belongs to. */
interface PlacedReportTrade {
  readonly trade: ReportTrade;
  readonly runId: string;
  readonly symbol: string;
}

/** In the order of `portfolio.trades`: by time of entry, then by run. */
function placedTrades({ runs }: PortfolioModel): readonly PlacedReportTrade[] {
  return runs
    .flatMap(({ trades, runId, symbol }, run) =>
      trades.map((trade) => ({ trade, runId, symbol, run })),
    )
    .sort((a, b) => a.trade.entryTime - b.trade.entryTime || a.run - b.run);
}
