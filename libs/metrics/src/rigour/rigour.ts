import { calendarEquity, calendarReturns } from '../calendar-returns.js';
import { RUN_COST_GRID, slippagePointCost, stressCosts } from './cost-stress.js';
import type { CostCell, CostGrid, StressedTrade } from './cost-stress.js';
import type { DailyEquity } from '../equity-scan.js';
import { evaluateMetrics } from '../metric-definition.js';
import type { MetricSet } from '../metric-definition.js';
import { PERIODS_PER_YEAR } from '../return-series.js';
import { RIGOUR_METRICS } from './rigour-metrics.js';
import type { RigourMetricId } from './rigour-metrics.js';
import { SeededWords } from './seeded-words.js';
import { meanBlockLength, stationaryBootstrap } from './stationary-bootstrap.js';
import { resampleTrades, settledDrawdown, shuffleTrades } from './trade-resampling.js';

/** What the confidence in a run is computed from. */
export interface RigourInput {
  /** SHA-256 that the random numbers are drawn from: the run's key. */
  readonly seed: string;
  readonly capital: number;
  readonly daily: Pick<DailyEquity, 'day' | 'equity'>;
  /** In the order in which they closed. */
  readonly trades: readonly (StressedTrade & { readonly exitTime: number })[];
  /** One tick, price units. */
  readonly pointSize: number;
  /** For annualising; 252 unless stated. */
  readonly periodsPerYear?: number;
  /** Costs to be tried; those of a run's report unless stated. */
  readonly costGrid?: CostGrid;
}

/** How far the numbers of a run can be trusted: intervals, other orders, other costs. */
export interface RunRigour {
  readonly metrics: MetricSet<RigourMetricId>;
  /** Resamples of days, of trades, and shuffled orders. */
  readonly resamples: { readonly days: number; readonly trades: number; readonly orders: number };
  /** Expected length of a block of days. */
  readonly meanBlockDays: number;
  readonly costGrid: readonly CostCell[];
}

const RESAMPLES = 1000;
const RESAMPLES_MIN = 200;
/** Trades drawn at most, so that a run of many trades costs no more than one of a thousand. */
const DRAWS_MAX = 1_000_000;

/** Purposes of the streams of one seed. */
const DAYS = 0;
const TRADES = 1;
const ORDERS = 2;

/** Resamples of `count` trades: fewer for many trades, never below 200. */
function resamplesOf(count: number): number {
  return Math.max(RESAMPLES_MIN, Math.min(RESAMPLES, Math.floor(DRAWS_MAX / Math.max(1, count))));
}

/** Bootstrap, Monte Carlo and cost stress of a run; the same input gives the same bits anywhere. */
export function computeRigour(input: RigourInput): RunRigour {
  const { seed, capital, daily, trades, pointSize } = input;
  const returns = calendarReturns(calendarEquity(daily).equity, capital);
  const byExit = [...trades].sort((a, b) => a.exitTime - b.exitTime);
  const nets = Float64Array.from(byExit, ({ net }) => net);
  const some = trades.length >= 2;
  const resamples = resamplesOf(trades.length);
  const sum = (value: (trade: StressedTrade) => number): number =>
    trades.reduce((total, trade) => total + value(trade), 0);
  const days = returns && stationaryBootstrap(returns, RESAMPLES, new SeededWords(seed, DAYS));
  return {
    metrics: evaluateMetrics(RIGOUR_METRICS, {
      periodsPerYear: input.periodsPerYear ?? PERIODS_PER_YEAR,
      capital,
      days,
      trades: some ? resampleTrades(nets, capital, resamples, new SeededWords(seed, TRADES)) : null,
      orders: some ? shuffleTrades(nets, capital, resamples, new SeededWords(seed, ORDERS)) : null,
      settledDrawdown: settledDrawdown(nets, capital),
      net: sum(({ net }) => net),
      spreadCost: sum(({ spreadCost }) => spreadCost),
      slippagePoint: sum((trade) => slippagePointCost(trade, pointSize)),
    }),
    resamples: {
      days: days ? RESAMPLES : 0,
      trades: some ? resamples : 0,
      orders: some ? resamples : 0,
    },
    meanBlockDays: meanBlockLength(returns?.length ?? 0),
    costGrid: stressCosts(trades, pointSize, input.costGrid ?? RUN_COST_GRID),
  };
}
