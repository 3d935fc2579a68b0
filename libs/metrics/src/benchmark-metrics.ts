import { accountFacts } from './account-facts.js';
import type { AccountFacts } from './account-facts.js';
import { ACCOUNT_METRICS } from './account-metrics.js';
import { evaluateMetrics, undefinedMetrics } from './metric-definition.js';
import type { MetricDefinition, MetricSet } from './metric-definition.js';
import type { MetricBars } from './metric-trade.js';

/** Buy and hold over the bars that could trade, next to the strategy. */
export interface BenchmarkFacts {
  /** An account that buys its whole capital's worth at the first open and never sells. */
  readonly hold: AccountFacts;
  readonly firstPrice: number;
  readonly lastPrice: number;
  readonly strategyReturn: number;
}

const SOURCE = 'buy and hold of the traded bars, without costs';

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
] as const satisfies readonly MetricDefinition<BenchmarkFacts>[];

export type BenchmarkMetricId = (typeof BENCHMARK_METRICS)[number]['id'];

/** Buy and hold from bar `firstBar` on; all undefined when there is no bar. */
export function benchmarkMetrics(
  bars: MetricBars,
  firstBar: number,
  strategyReturn: number,
  periodsPerYear: number,
): MetricSet<BenchmarkMetricId> {
  const time = bars.time.subarray(firstBar);
  if (time.length === 0) return undefinedMetrics(BENCHMARK_METRICS, 'there is no bar');
  const marks = {
    time,
    equity: bars.close.subarray(firstBar),
    equityLow: bars.low.subarray(firstBar),
  };
  const firstPrice = bars.open[firstBar] as number;
  const hold = accountFacts(marks, firstPrice, periodsPerYear);
  const lastPrice = hold.finalEquity;
  return evaluateMetrics(BENCHMARK_METRICS, { hold, firstPrice, lastPrice, strategyReturn });
}
