import { accountFacts } from './account-facts.js';
import type { AccountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { alphaBeta, sidedCaptureRatio } from './benchmark-relative.js';
import { evaluateMetrics, undefinedMetrics } from './metric-definition.js';
import type { MetricDefinition, MetricSet } from './metric-definition.js';
import type { MetricBars } from './metric-trade.js';
import { beta } from './return-series.js';
import type { ReturnOptions } from './return-series.js';

/** Buy and hold over the bars that could trade, next to the strategy. */
export interface BenchmarkFacts {
  /** An account that buys its whole capital's worth at the first open and never sells. */
  readonly hold: AccountFacts;
  readonly firstPrice: number;
  readonly lastPrice: number;
  readonly strategyReturn: number;
  /** Calendar-day returns of the strategy, on the days of `hold`; null when equity fell to zero. */
  readonly strategyReturns: Float64Array | null;
}

const SOURCE = 'buy and hold of the traded bars, without costs';
const RELATIVE_SOURCE = 'Jensen 1968; empyrical, alpha_beta and capture ratios';
const NO_RELATION = 'there are fewer than two days, the price never moved, or equity fell to zero';

/** A statistic of both series of calendar-day returns; null when either does not exist. */
function relative(
  statistic: (own: Float64Array, hold: Float64Array, options: ReturnOptions) => number | null,
): (facts: BenchmarkFacts) => number | null {
  return ({ hold: { returns, periodsPerYear }, strategyReturns }) =>
    returns === null || strategyReturns === null
      ? null
      : statistic(strategyReturns, returns, { periodsPerYear });
}

/** The definition of the account metric `id`, so that both columns mean the same. */
function ofHold(
  id: (typeof ACCOUNT_METRICS)[number]['id'],
): (facts: BenchmarkFacts) => number | null {
  const definition = ACCOUNT_METRICS.find((metric) => metric.id === id);
  if (!definition) throw new Error(`no account metric ${id}`);
  return ({ hold }) => definition.compute(hold);
}

function holdReturn({ firstPrice, lastPrice }: BenchmarkFacts): number {
  return lastPrice / firstPrice - 1;
}

/** Numbers of buy and hold; shares of the first price, so they need no position size. */
export const BENCHMARK_METRICS = [
  {
    id: 'first_price',
    name: 'First price',
    unit: 'ratio',
    formula: 'open of the first bar that could trade, quote currency',
    undefinedWhen: null,
    source: SOURCE,
    compute: ({ firstPrice }) => firstPrice,
  },
  {
    id: 'last_price',
    name: 'Last price',
    unit: 'ratio',
    formula: 'close of the last bar, quote currency',
    undefinedWhen: null,
    source: SOURCE,
    compute: ({ lastPrice }) => lastPrice,
  },
  {
    id: 'buy_hold_return',
    name: 'Buy and hold return',
    unit: 'fraction',
    formula: 'last price ÷ first price − 1',
    undefinedWhen: null,
    source: SOURCE,
    compute: holdReturn,
  },
  {
    id: 'buy_hold_max_drawdown_pct',
    name: 'Buy and hold maximum drawdown',
    unit: 'fraction',
    formula: 'largest fall from a close (or the first price) to a later low ÷ that close',
    undefinedWhen: null,
    source: SOURCE,
    compute: ofHold('max_drawdown_pct'),
  },
  {
    id: 'buy_hold_cagr',
    name: 'Buy and hold annual growth',
    unit: 'fraction',
    formula: '(last price ÷ first price)^(365.25 ÷ calendar days) − 1',
    undefinedWhen: null,
    source: SOURCE,
    compute: ofHold('cagr'),
  },
  {
    id: 'buy_hold_sharpe_ratio',
    name: 'Buy and hold Sharpe ratio',
    unit: 'ratio',
    formula: 'as the Sharpe ratio of the strategy',
    undefinedWhen: 'there are fewer than two days, or the price never moved',
    source: SOURCE,
    compute: ofHold('sharpe_ratio'),
  },
  {
    id: 'relative_return',
    name: 'Relative performance',
    unit: 'fraction',
    formula: 'return on capital of the strategy − buy and hold return',
    undefinedWhen: null,
    source: SOURCE,
    compute: (facts) => facts.strategyReturn - holdReturn(facts),
  },
  {
    id: 'beta',
    name: 'Beta to buy and hold',
    unit: 'ratio',
    formula: 'slope of calendar-day returns on those of buy and hold',
    undefinedWhen: NO_RELATION,
    source: RELATIVE_SOURCE,
    compute: relative(beta),
  },
  {
    id: 'alpha',
    name: 'Alpha over buy and hold',
    unit: 'fraction',
    formula: '(1 + mean of (return − beta × return of buy and hold))^(periods per year) − 1',
    undefinedWhen: NO_RELATION,
    source: RELATIVE_SOURCE,
    compute: relative((own, hold, options) => alphaBeta(own, hold, options).alpha),
  },
  {
    id: 'up_capture',
    name: 'Up capture',
    unit: 'ratio',
    formula: 'annual return ÷ that of buy and hold, over the days on which buy and hold gained',
    undefinedWhen: 'buy and hold gained on no day, or equity fell to zero',
    source: RELATIVE_SOURCE,
    compute: relative((own, hold, options) => sidedCaptureRatio(own, hold, 'up', options)),
  },
  {
    id: 'down_capture',
    name: 'Down capture',
    unit: 'ratio',
    formula: 'annual return ÷ that of buy and hold, over the days on which buy and hold lost',
    undefinedWhen: 'buy and hold lost on no day, or equity fell to zero',
    source: RELATIVE_SOURCE,
    compute: relative((own, hold, options) => sidedCaptureRatio(own, hold, 'down', options)),
  },
] as const satisfies readonly MetricDefinition<BenchmarkFacts>[];

export type BenchmarkMetricId = (typeof BENCHMARK_METRICS)[number]['id'];

/** Buy and hold of a run: its numbers, and what the starting capital would have become. */
export interface Benchmark {
  readonly metrics: MetricSet<BenchmarkMetricId>;
  /** Capital × price at the last close of each UTC day with bars ÷ first price, ascending. */
  readonly equity: Float64Array;
}

/** Buy and hold from bar `firstBar` on; all undefined and empty when there is no bar. */
export function measureBenchmark(
  bars: MetricBars,
  firstBar: number,
  strategy: Pick<BenchmarkFacts, 'strategyReturn' | 'strategyReturns'> & {
    readonly capital: number;
  },
  periodsPerYear: number,
): Benchmark {
  const time = bars.time.subarray(firstBar);
  if (time.length === 0) {
    const metrics = undefinedMetrics(BENCHMARK_METRICS, 'there is no bar');
    return { metrics, equity: new Float64Array(0) };
  }
  const marks = {
    time,
    equity: bars.close.subarray(firstBar),
    equityLow: bars.low.subarray(firstBar),
  };
  const firstPrice = bars.open[firstBar] as number;
  const hold = accountFacts(marks, firstPrice, periodsPerYear);
  const lastPrice = hold.finalEquity;
  return {
    metrics: evaluateMetrics(BENCHMARK_METRICS, { hold, firstPrice, lastPrice, ...strategy }),
    equity: hold.daily.equity.map((price) => strategy.capital * (price / firstPrice)),
  };
}
