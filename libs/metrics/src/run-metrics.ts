import { MS_PER_DAY } from '@assay/core';
import { accountFacts } from './account-facts.js';
import type { AccountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { ACTIVITY_METRICS } from './activity-metrics.js';
import { benchmarkMetrics } from './benchmark-metrics.js';
import type { BenchmarkMetricId } from './benchmark-metrics.js';
import { COST_METRICS } from './cost-metrics.js';
import { splitEquityByDirection } from './directional-equity.js';
import type { DirectionalEquity } from './directional-equity.js';
import type { DailyEquity, EquityMarks } from './equity-scan.js';
import { EXCURSION_METRICS } from './excursion-metrics.js';
import { evaluateMetrics, undefinedMetrics } from './metric-definition.js';
import type { MetricSet } from './metric-definition.js';
import type { MetricBars, MetricTrade } from './metric-trade.js';
import { PROFIT_METRICS } from './profit-metrics.js';
import { PERIODS_PER_YEAR } from './return-series.js';
import { breakDownTrades } from './trade-breakdown.js';
import type { TradeBreakdowns } from './trade-breakdown.js';
import { sumTrades } from './trade-facts.js';
import type { TradeFacts } from './trade-facts.js';
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
export interface RunMetricsInput {
  /** All bars, warm-up first. */
  readonly bars: MetricBars;
  /** Index of the first bar that could trade; trades count bars from 0, the warm-up included. */
  readonly firstBar: number;
  /** Starting capital, account currency, > 0. */
  readonly capital: number;
  /** In order of entry. */
  readonly trades: readonly MetricTrade[];
  /** At the close of each bar from `firstBar` on. */
  readonly equity: Float64Array;
  /** Worst mark inside each of these bars. */
  readonly equityLow: Float64Array;
  /** Zones that bound the trading sessions. */
  readonly sessionZones: SessionZones;
  /** For annualising; 252 unless stated. */
  readonly periodsPerYear?: number;
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
  const facts = tradeFactsOf(marks, capital, trades);
  const side = (direction: 1 | -1): TradeFacts =>
    tradeFactsOf(
      marks,
      capital,
      trades.filter((trade) => trade.direction === direction),
    );
  const split = splitEquityByDirection(marks, trades, capital, firstBar);
  const sideAccount = (equity: DirectionalEquity | undefined): AccountFacts | null =>
    equity ? accountFacts({ time: marks.time, ...equity }, capital, periodsPerYear) : null;
  return {
    periodsPerYear,
    all: evaluateAll(facts, account),
    long: evaluateAll(side(1), sideAccount(split?.long)),
    short: evaluateAll(side(-1), sideAccount(split?.short)),
    years: yearlyMetrics(marks, facts),
    breakdowns: breakDownTrades(trades, input.sessionZones),
    benchmark: benchmarkMetrics(
      input.bars,
      firstBar,
      { strategyReturn: facts.sums.net / capital, strategyReturns: account.returns },
      periodsPerYear,
    ),
    daily: account.daily,
    calendarDays: facts.calendarDays,
    bars: marks.time.length,
  };
}

/**
 * Computes only the metrics asked for, of all trades; for sweeps over many parameter sets.
 * @throws Error for an id that no metric has.
 */
export function computeMetrics<const Id extends RunMetricId>(
  input: Omit<RunMetricsInput, 'sessionZones'>,
  ids: readonly Id[],
): MetricSet<Id> {
  const unknown = ids.find((id) => !METRICS.some((metric) => metric.id === id));
  if (unknown !== undefined) throw new Error(`no metric has the id ${unknown}`);
  const wanted = (metric: { readonly id: string }) =>
    (ids as readonly string[]).includes(metric.id);
  const marks = marksOf(input);
  const ofTrades = TRADE_METRICS.filter(wanted);
  const ofAccount = ACCOUNT_METRICS.filter(wanted);
  const facts = tradeFactsOf(marks, input.capital, input.trades);
  const trades = evaluateMetrics(ofTrades, facts);
  if (ofAccount.length === 0) return trades as MetricSet<Id>;
  const periodsPerYear = input.periodsPerYear ?? PERIODS_PER_YEAR;
  const account = evaluateMetrics(ofAccount, accountFacts(marks, input.capital, periodsPerYear));
  return joinSets(trades, account) as MetricSet<Id>;
}

function marksOf(input: Omit<RunMetricsInput, 'sessionZones'>): EquityMarks {
  const time = input.bars.time.subarray(input.firstBar);
  const { equity, equityLow } = input;
  if (equity.length !== time.length || equityLow.length !== time.length) {
    throw new Error(`equity has ${equity.length} marks for ${time.length} bars`);
  }
  if (!(input.capital > 0)) throw new Error(`capital must be positive, not ${input.capital}`);
  return { time, equity, equityLow };
}

function tradeFactsOf(
  marks: EquityMarks,
  capital: number,
  trades: readonly MetricTrade[],
): TradeFacts {
  const barCount = marks.time.length;
  const firstTime = barCount === 0 ? NaN : (marks.time[0] as number);
  const lastTime = barCount === 0 ? NaN : (marks.time[barCount - 1] as number);
  const calendarDays =
    barCount === 0 ? 0 : Math.floor(lastTime / MS_PER_DAY) - Math.floor(firstTime / MS_PER_DAY) + 1;
  const sums = sumTrades(trades);
  return { trades, capital, barCount, calendarDays, firstTime, lastTime, sums };
}

function evaluateAll(facts: TradeFacts, account: AccountFacts | null): MetricSet<RunMetricId> {
  return joinSets(
    evaluateMetrics(TRADE_METRICS, facts),
    account ? evaluateMetrics(ACCOUNT_METRICS, account) : undefinedMetrics(ACCOUNT_METRICS, HEDGED),
  ) as MetricSet<RunMetricId>;
}

function joinSets(a: MetricSet, b: MetricSet): MetricSet {
  return {
    values: { ...a.values, ...b.values },
    reasons: { ...a.reasons, ...b.reasons },
  };
}
