import { accountFacts } from './account-facts.js';
import type { AccountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { ACTIVITY_METRICS } from './activity-metrics.js';
import { measureBenchmark } from './benchmark-metrics.js';
import type { BenchmarkMetricId } from './benchmark-metrics.js';
import { COST_METRICS } from './cost-metrics.js';
import { splitEquityByDirection } from './directional-equity.js';
import type { DirectionalEquity } from './directional-equity.js';
import type { DailyEquity } from './equity-scan.js';
import { EXCURSION_METRICS } from './excursion-metrics.js';
import { evaluateMetrics, joinSets, undefinedMetrics } from './metric-definition.js';
import type { MetricSet } from './metric-definition.js';
import { marksOf, tradeFactsOf, type MarkedRun } from './marked-run.js';
import { PROFIT_METRICS } from './profit-metrics.js';
import { PERIODS_PER_YEAR } from './return-series.js';
import { breakDownTrades } from './trade-breakdown.js';
import type { TradeBreakdowns } from './trade-breakdown.js';
import type { TradeFacts } from './trade-facts.js';
import { sumTrades } from './trade-sums.js';
import type { SessionZones } from './trading-session.js';
import { yearlyMetrics } from './yearly-metrics.js';
import type { YearMetrics } from './yearly-metrics.js';

/** Metrics of a set of trades. */
export const TRADE_METRICS = [
  ...PROFIT_METRICS,
  ...ACTIVITY_METRICS,
  ...EXCURSION_METRICS,
  ...COST_METRICS,
] as const;

/** Every number of a run, in the order of reports; ids are unique. */
export const METRICS = [...TRADE_METRICS, ...ACCOUNT_METRICS] as const;
export type RunMetricId = (typeof METRICS)[number]['id'];

/** What the metrics of a run are computed from; a simulation's bars and result fit as they are. */
export interface RunMetricsInput extends MarkedRun {
  /** Zones that bound the trading sessions. */
  readonly sessionZones: SessionZones;
}

/** Everything that reports show of a run. */
export interface RunMetrics {
  readonly periodsPerYear: number;
  /** The same definitions and units in each of the three. */
  readonly all: MetricSet<RunMetricId>;
  readonly long: MetricSet<RunMetricId>;
  readonly short: MetricSet<RunMetricId>;
  readonly years: readonly YearMetrics[];
  readonly breakdowns: TradeBreakdowns;
  readonly benchmark: MetricSet<BenchmarkMetricId>;
  /** One entry for each UTC day with bars. */
  readonly daily: DailyEquity;
  /** Buy and hold with the same capital, on the days of `daily`. */
  readonly hold: Float64Array;
  /** From the first to the last bar, both included. */
  readonly calendarDays: number;
  /** Bars that could trade. */
  readonly bars: number;
}

const HEDGED = 'longs and shorts were open together, so equity cannot be divided';

/** Computes every metric of a run. O(bars + trades · log trades), three passes over the bars. */
export function computeRunMetrics(input: RunMetricsInput): RunMetrics {
  const { capital, firstBar, trades } = input;
  const periodsPerYear = input.periodsPerYear ?? PERIODS_PER_YEAR;
  const marks = marksOf(input);
  const account = accountFacts(marks, capital, periodsPerYear);
  const facts = tradeFactsOf(marks.time, capital, sumTrades(trades));
  const side = (direction: 1 | -1): TradeFacts =>
    tradeFactsOf(
      marks.time,
      capital,
      sumTrades(trades.filter((trade) => trade.direction === direction)),
    );
  const split = splitEquityByDirection(marks, trades, capital, firstBar);
  const sideAccount = (equity: DirectionalEquity | undefined): AccountFacts | null =>
    equity ? accountFacts({ time: marks.time, ...equity }, capital, periodsPerYear) : null;
  const benchmark = measureBenchmark(
    input.bars,
    firstBar,
    { strategyReturn: facts.sums.net / capital, strategyReturns: account.returns, capital },
    periodsPerYear,
  );
  return {
    periodsPerYear,
    all: evaluateAll(facts, account),
    long: evaluateAll(side(1), sideAccount(split?.long)),
    short: evaluateAll(side(-1), sideAccount(split?.short)),
    years: yearlyMetrics(marks, facts),
    breakdowns: breakDownTrades(trades, input.sessionZones),
    benchmark: benchmark.metrics,
    hold: benchmark.equity,
    daily: account.daily,
    calendarDays: facts.calendarDays,
    bars: marks.time.length,
  };
}

function evaluateAll(facts: TradeFacts, account: AccountFacts | null): MetricSet<RunMetricId> {
  return joinSets(
    evaluateMetrics(TRADE_METRICS, facts),
    account ? evaluateMetrics(ACCOUNT_METRICS, account) : undefinedMetrics(ACCOUNT_METRICS, HEDGED),
  ) as MetricSet<RunMetricId>;
}
