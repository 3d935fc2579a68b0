export { evaluateMetrics, undefinedMetrics } from './metric-definition.js';
export type { MetricDefinition, MetricSet, MetricUnit } from './metric-definition.js';
export type { MetricBars, MetricMarketState, MetricTrade } from './metric-trade.js';
export { METRICS, TRADE_METRICS, computeRunMetrics } from './run-metrics.js';
export { computeMetrics } from './selected-metrics.js';
export type { CompactRun } from './selected-metrics.js';
export type { EquityStretches, MarkPrices } from './equity-scan.js';
export type { NumberTable, TradeTable } from './trade-sums.js';
export type { RunMetricId, RunMetrics, RunMetricsInput } from './run-metrics.js';
export { ACCOUNT_METRICS } from './account-metrics.js';
export { BENCHMARK_METRICS } from './benchmark-metrics.js';
export type { BenchmarkMetricId } from './benchmark-metrics.js';
export {
  DIRECTION_KEYS,
  GROUP_METRIC_IDS,
  TREND_KEYS,
  VOLATILITY_KEYS,
  breakDownTrades,
  groupTrades,
} from './trade-breakdown.js';
export type { GroupMetricId, TradeBreakdowns, TradeGroup } from './trade-breakdown.js';
export { TRADING_SESSIONS, tradingSessionAt } from './trading-session.js';
export type { SessionZones, TradingSession } from './trading-session.js';
export { yearlyMetrics } from './yearly-metrics.js';
export type { YearMetricId, YearMetrics } from './yearly-metrics.js';
export { scanEquity } from './equity-scan.js';
export type { DailyEquity, DrawdownAnatomy, EquityMarks, EquityScan } from './equity-scan.js';
export { calendarEquity, calendarReturns } from './calendar-returns.js';
export type { CalendarEquity } from './calendar-returns.js';
export { splitEquityByDirection } from './directional-equity.js';
export type { DirectionalEquity, SplitEquity } from './directional-equity.js';
export { JUDGED_METRIC_IDS, UNIT_NAMES, metricsGlossary, portfolioGlossary } from './glossary.js';
export type { GlossaryRow } from './glossary.js';
export { medianBarSeconds } from './bar-geometry.js';
export {
  correlation,
  kurtosis,
  linearFit,
  meanOf,
  momentsOf,
  quantile,
  ratio,
  sampleDeviation,
  skewness,
} from './moments.js';
export type { LinearFit, Moments } from './moments.js';
export {
  PERIODS_PER_YEAR,
  annualReturn,
  annualVolatility,
  beta,
  calmarRatio,
  cumulativeReturns,
  downsideRisk,
  excessSharpe,
  maxDrawdownOfReturns,
  omegaRatio,
  sharpeRatio,
  sortinoRatio,
  stabilityOfReturns,
  totalReturn,
} from './return-series.js';
export type { ReturnOptions } from './return-series.js';
export { computePortfolio } from './portfolio/portfolio.js';
export type { PortfolioMetrics } from './portfolio/portfolio.js';
export type { PlacedTrade, PortfolioRun, PortfolioTrade } from './portfolio/portfolio-input.js';
export {
  PORTFOLIO_OVERLAP_METRICS,
  PORTFOLIO_TRADE_METRICS,
} from './portfolio/portfolio-metrics.js';
export type { PortfolioMetricId } from './portfolio/portfolio-metrics.js';
export type { Contribution } from './portfolio/portfolio-contribution.js';
export type { PortfolioYear } from './portfolio/portfolio-years.js';
export { measureConcurrency } from './portfolio/concurrency.js';
export type { Concurrency } from './portfolio/concurrency.js';
export { correlationMatrix } from './portfolio/correlation-matrix.js';
export type { CorrelationMatrix } from './portfolio/correlation-matrix.js';
export type { MergedEquity } from './portfolio/merged-equity.js';
export { monthlyReturns } from './monthly-returns.js';
export type { MonthReturn } from './monthly-returns.js';
export { settledEquity } from './portfolio/settled-equity.js';
export type { SettledEquity } from './portfolio/settled-equity.js';
export { normalCdf, normalQuantile } from './normal-distribution.js';
export {
  deflatedSharpe,
  expectedMaxOfNormals,
  minBacktestYears,
  minTrackRecordLength,
  probabilisticSharpe,
  sharpeDeviation,
} from './sharpe-statistics.js';
export type { SharpeSample } from './sharpe-statistics.js';
export { SIGNIFICANCE_METRICS, sharpeSample } from './significance-metrics.js';
export {
  alphaBeta,
  betaFragility,
  captureRatio,
  sidedAlphaBeta,
  sidedCaptureRatio,
  upDownCapture,
} from './benchmark-relative.js';
export type { AlphaBeta, BenchmarkSide } from './benchmark-relative.js';
export { aggregateReturns } from './aggregate-returns.js';
export type { ReturnPeriod } from './aggregate-returns.js';
export { rolling } from './rolling-statistics.js';
export { rollingSharpe, rollingWindow } from './rolling-sharpe.js';
export type { RollingSharpe } from './rolling-sharpe.js';
export { hourlyResults } from './hourly-results.js';
export type { HourlyResult } from './hourly-results.js';
export { tradeStreaks } from './trade-streaks.js';
export type { TradeStreaks } from './trade-streaks.js';
export { RISK_FLAG_RULES, raiseRiskFlags } from './risk-flags.js';
export type { RiskFlag, RiskFlagRule } from './risk-flags.js';
export { FAN_SHARES, equityFan } from './rigour/equity-fan.js';
export type { EquityFan } from './rigour/equity-fan.js';
export { holdPortfolio } from './portfolio/hold-portfolio.js';
export { conditionalValueAtRisk, tailRatio, valueAtRisk } from './tail-risk.js';
export { extremeLosses } from './extreme-losses.js';
export type { TailFit } from './extreme-losses.js';
export { RIGOUR_METRICS } from './rigour/rigour-metrics.js';
export type { RigourMetricId } from './rigour/rigour-metrics.js';
export { computeRigour } from './rigour/rigour.js';
export type { RigourInput, RunRigour } from './rigour/rigour.js';
export { RUN_COST_GRID, costLevels, stressCosts } from './rigour/cost-stress.js';
export type { CostCell, CostGrid, CostLevel, StressedTrade } from './rigour/cost-stress.js';
export { DEFLATION_METRICS, deflate } from './rigour/deflation.js';
export type { DeflationMetricId, TrialStatistics } from './rigour/deflation.js';
export { ROBUSTNESS_METRICS } from './portfolio/portfolio-evidence.js';
export type {
  EvidenceInput,
  PortfolioEvidence,
  RobustnessMetricId,
} from './portfolio/portfolio-evidence.js';
export type { Scenario, ScenarioGroup, ScenarioPlan } from './portfolio/portfolio-scenarios.js';
export type { FixedRisk } from './portfolio/capital-models.js';
export { judgePortfolio } from './portfolio/policy-verdict.js';
export type {
  Judgement,
  PolicyThreshold,
  PolicyVerdict,
  ThresholdResult,
} from './portfolio/policy-verdict.js';
