import type { MetricDefinition } from '../metric-definition.js';
import { quantile, ratio } from '../moments.js';
import type { ReturnResamples } from './stationary-bootstrap.js';
import type { TradeOrders, TradeResamples } from './trade-resampling.js';

/** What the numbers of confidence are computed from. */
export interface RigourFacts {
  readonly periodsPerYear: number;
  readonly capital: number;
  /** Null below two days, without variation, or when equity fell to zero. */
  readonly days: ReturnResamples | null;
  /** Null below two trades, as is the next. */
  readonly trades: TradeResamples | null;
  readonly orders: TradeOrders | null;
  /** Drawdown of the trades in the order they happened, at their exits. */
  readonly settledDrawdown: number;
  readonly net: number;
  readonly spreadCost: number;
  /** What one more point of slippage on every fill at the market costs. */
  readonly slippagePoint: number;
}

const TAIL = 0.025;
/** Share of resamples that must have a value before an interval is told. */
const ENOUGH = 0.9;
/** Share of the starting capital at which an account counts as ruined. */
const RUIN = 0.5;

const FEW_DAYS = 'there are fewer than two days, equity hardly ever moved, or it fell to zero';
const FEW_TRADES = 'there are fewer than two trades';
const BLOCKS =
  'stationary bootstrap of calendar-day returns (Politis and Romano 1994), blocks of n^⅓ days on average';
const DRAWS = 'bootstrap of trades, drawn with replacement (Efron 1979), percentile interval';
const ORDERS = 'Monte Carlo of trade order: the same trades shuffled';

/** A bound of the 95 % percentile interval; null when too few resamples have a value. */
function bound(values: Float64Array | undefined, share: number): number | null {
  if (values === undefined) return null;
  const usable = values.filter((value) => !Number.isNaN(value));
  if (usable.length < ENOUGH * values.length) return null;
  const found = quantile(usable, share);
  return found !== null && Number.isFinite(found) ? found : null;
}

function scaled(value: number | null, factor: number): number | null {
  return value === null ? null : value * factor;
}

function shareBelow(values: Float64Array | undefined, limit: number): number | null {
  if (values === undefined) return null;
  let count = 0;
  for (const value of values) if (value <= limit) count++;
  return ratio(count, values.length);
}

/** How far luck alone could have carried the numbers of a run; 95 % intervals. */
export const RIGOUR_METRICS = [
  {
    id: 'sharpe_ci_low',
    name: 'Sharpe ratio, lower bound',
    unit: 'ratio',
    formula: '2.5th percentile of annualised Sharpe ratios of resampled calendar-day returns',
    undefinedWhen: FEW_DAYS,
    source: BLOCKS,
    compute: ({ days, periodsPerYear }) =>
      scaled(bound(days?.sharpe, TAIL), Math.sqrt(periodsPerYear)),
  },
  {
    id: 'sharpe_ci_high',
    name: 'Sharpe ratio, upper bound',
    unit: 'ratio',
    formula: '97.5th percentile of annualised Sharpe ratios of resampled calendar-day returns',
    undefinedWhen: FEW_DAYS,
    source: BLOCKS,
    compute: ({ days, periodsPerYear }) =>
      scaled(bound(days?.sharpe, 1 - TAIL), Math.sqrt(periodsPerYear)),
  },
  {
    id: 'mean_return_ci_low',
    name: 'Mean return of a year, lower bound',
    unit: 'fraction',
    formula: '2.5th percentile of means of resampled calendar-day returns × periods per year',
    undefinedWhen: FEW_DAYS,
    source: BLOCKS,
    compute: ({ days, periodsPerYear }) => scaled(bound(days?.mean, TAIL), periodsPerYear),
  },
  {
    id: 'mean_return_ci_high',
    name: 'Mean return of a year, upper bound',
    unit: 'fraction',
    formula: '97.5th percentile of means of resampled calendar-day returns × periods per year',
    undefinedWhen: FEW_DAYS,
    source: BLOCKS,
    compute: ({ days, periodsPerYear }) => scaled(bound(days?.mean, 1 - TAIL), periodsPerYear),
  },
  {
    id: 'expectancy_ci_low',
    name: 'Expectancy, lower bound',
    unit: 'money',
    formula: '2.5th percentile of mean net results of resampled trades',
    undefinedWhen: FEW_TRADES,
    source: DRAWS,
    compute: ({ trades }) => bound(trades?.expectancy, TAIL),
  },
  {
    id: 'expectancy_ci_high',
    name: 'Expectancy, upper bound',
    unit: 'money',
    formula: '97.5th percentile of mean net results of resampled trades',
    undefinedWhen: FEW_TRADES,
    source: DRAWS,
    compute: ({ trades }) => bound(trades?.expectancy, 1 - TAIL),
  },
  {
    id: 'profit_factor_ci_low',
    name: 'Profit factor, lower bound',
    unit: 'ratio',
    formula: '2.5th percentile of profit factors of resampled trades',
    undefinedWhen: 'there are fewer than two trades, or no trade lost',
    source: DRAWS,
    compute: ({ trades }) => bound(trades?.profitFactor, TAIL),
  },
  {
    id: 'profit_factor_ci_high',
    name: 'Profit factor, upper bound',
    unit: 'ratio',
    formula: '97.5th percentile of profit factors of resampled trades',
    undefinedWhen: 'there are fewer than two trades, or so few lost that the bound is unlimited',
    source: DRAWS,
    compute: ({ trades }) => bound(trades?.profitFactor, 1 - TAIL),
  },
  {
    id: 'ruin_probability',
    name: 'Probability of ruin',
    unit: 'fraction',
    formula:
      'share of resampled histories in which settled equity touched half of the starting capital',
    undefinedWhen: FEW_TRADES,
    source: DRAWS,
    compute: ({ trades, capital }) => shareBelow(trades?.lowest, capital * RUIN),
  },
  {
    id: 'shuffled_drawdown_p50',
    name: 'Drawdown in another order, median',
    unit: 'money',
    formula: 'median of maximum drawdowns at exits over shuffled orders of the trades',
    undefinedWhen: FEW_TRADES,
    source: ORDERS,
    compute: ({ orders }) => orders && quantile(orders.drawdown, 0.5),
  },
  {
    id: 'shuffled_drawdown_p95',
    name: 'Drawdown in another order, 95th percentile',
    unit: 'money',
    formula: '95th percentile of maximum drawdowns at exits over shuffled orders of the trades',
    undefinedWhen: FEW_TRADES,
    source: ORDERS,
    compute: ({ orders }) => orders && quantile(orders.drawdown, 0.95),
  },
  {
    id: 'shuffled_drawdown_p99',
    name: 'Drawdown in another order, 99th percentile',
    unit: 'money',
    formula: '99th percentile of maximum drawdowns at exits over shuffled orders of the trades',
    undefinedWhen: FEW_TRADES,
    source: ORDERS,
    compute: ({ orders }) => orders && quantile(orders.drawdown, 0.99),
  },
  {
    id: 'shuffled_drawdown_pct_p95',
    name: 'Drawdown share in another order, 95th percentile',
    unit: 'fraction',
    formula: '95th percentile of drawdowns ÷ their peak over shuffled orders of the trades',
    undefinedWhen: FEW_TRADES,
    source: ORDERS,
    compute: ({ orders }) => orders && quantile(orders.drawdownFraction, 0.95),
  },
  {
    id: 'drawdown_luck',
    name: 'Orders with a smaller drawdown',
    unit: 'fraction',
    formula:
      'share of shuffled orders whose drawdown does not exceed the one that happened; near 0 the order was lucky',
    undefinedWhen: FEW_TRADES,
    source: ORDERS,
    compute: ({ orders, settledDrawdown }) => shareBelow(orders?.drawdown, settledDrawdown),
  },
  {
    id: 'break_even_spread_multiple',
    name: 'Spread that takes the profit',
    unit: 'ratio',
    formula:
      '1 + net profit ÷ spread cost, first order: the multiple of the spread that leaves zero',
    undefinedWhen: 'no spread was charged, or the trades lose without any',
    source: 'cost stress, from the trade records',
    compute: ({ net, spreadCost }) =>
      net + spreadCost < 0 ? null : ratio(net + spreadCost, spreadCost),
  },
  {
    id: 'break_even_slippage_points',
    name: 'Slippage that takes the profit',
    unit: 'ratio',
    formula: 'net profit ÷ cost of one point on every fill at the market, first order',
    undefinedWhen: 'there is no profit to take',
    source: 'cost stress, from the trade records',
    compute: ({ net, slippagePoint }) => (net > 0 ? ratio(net, slippagePoint) : null),
  },
] as const satisfies readonly MetricDefinition<RigourFacts>[];

export type RigourMetricId = (typeof RIGOUR_METRICS)[number]['id'];
