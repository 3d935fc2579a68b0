import { ACCOUNT_METRICS } from '../account-metrics.js';
import { pairwise } from './correlation-matrix.js';
import { evaluateMetrics } from '../metric-definition.js';
import type { MetricDefinition, MetricSet } from '../metric-definition.js';
import { ratio } from '../moments.js';
import type { PortfolioFacts } from './portfolio-facts.js';

const CONVENTION = 'trading convention';
const NO_TRADE = 'there is no trade';
const NO_DAY = 'there is no day with bars';

function won({ trades }: PortfolioFacts): number {
  return trades.reduce((sum, { net }) => (net > 0 ? sum + net : sum), 0);
}

function lost({ trades }: PortfolioFacts): number {
  return trades.reduce((sum, { net }) => (net < 0 ? sum - net : sum), 0);
}

function netOf({ trades }: PortfolioFacts, regime?: string): number {
  return trades.reduce(
    (sum, { net, volatilityRegime }) =>
      regime === undefined || volatilityRegime === regime ? sum + net : sum,
    0,
  );
}

function largestOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((a, b) => Math.max(a, b));
}

/** Largest share of one run in the net profit; null unless the portfolio gained. */
function topContributor(facts: PortfolioFacts): number | null {
  const total = netOf(facts);
  if (!(total > 0)) return null;
  const nets = facts.runs.map(({ trades }) => trades.reduce((sum, { net }) => sum + net, 0));
  const largest = largestOf(nets);
  return largest === null ? null : largest / total;
}

/** Numbers of several runs' trades together. */
export const PORTFOLIO_TRADE_METRICS = [
  {
    id: 'total_capital',
    name: 'Total capital',
    unit: 'money',
    formula: 'sum of the capital of each run; fixed, nothing is moved between runs',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ merged }) => merged.capital,
  },
  {
    id: 'net_profit',
    name: 'Net profit',
    unit: 'money',
    formula: 'sum of net results of all runs',
    undefinedWhen: null,
    source: CONVENTION,
    compute: (facts) => netOf(facts),
  },
  {
    id: 'return_on_capital',
    name: 'Return on capital',
    unit: 'fraction',
    formula: 'net profit ÷ total capital',
    undefinedWhen: 'there is no run',
    source: CONVENTION,
    compute: (facts) => ratio(netOf(facts), facts.merged.capital),
  },
  {
    id: 'total_trades',
    name: 'Trades',
    unit: 'count',
    formula: 'closed trades of all runs',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ trades }) => trades.length,
  },
  {
    id: 'win_rate',
    name: 'Win rate',
    unit: 'fraction',
    formula: 'trades with a net result above zero ÷ trades',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: ({ trades }) => ratio(trades.filter(({ net }) => net > 0).length, trades.length),
  },
  {
    id: 'profit_factor',
    name: 'Profit factor',
    unit: 'ratio',
    formula: 'sum of net results above zero ÷ sum of those below, over all runs',
    undefinedWhen: 'there is no losing trade',
    source: CONVENTION,
    compute: (facts) => ratio(won(facts), lost(facts)),
  },
  {
    id: 'expectancy',
    name: 'Expectancy',
    unit: 'money',
    formula: 'net profit ÷ trades',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: (facts) => ratio(netOf(facts), facts.trades.length),
  },
  {
    id: 'net_profit_low_vol',
    name: 'Net profit, low volatility',
    unit: 'money',
    formula: 'sum of net results of trades signalled in low volatility',
    undefinedWhen: null,
    source: CONVENTION,
    compute: (facts) => netOf(facts, 'low'),
  },
  {
    id: 'net_profit_normal_vol',
    name: 'Net profit, normal volatility',
    unit: 'money',
    formula: 'sum of net results of trades signalled in normal volatility',
    undefinedWhen: null,
    source: CONVENTION,
    compute: (facts) => netOf(facts, 'normal'),
  },
  {
    id: 'net_profit_high_vol',
    name: 'Net profit, high volatility',
    unit: 'money',
    formula: 'sum of net results of trades signalled in high volatility',
    undefinedWhen: null,
    source: CONVENTION,
    compute: (facts) => netOf(facts, 'high'),
  },
  {
    id: 'top_contributor_share',
    name: 'Share of the top contributor',
    unit: 'fraction',
    formula: 'largest net profit of one run ÷ net profit',
    undefinedWhen: 'the portfolio did not gain',
    source: CONVENTION,
    compute: topContributor,
  },
] as const satisfies readonly MetricDefinition<PortfolioFacts>[];

/** Numbers of how the runs overlap. */
export const PORTFOLIO_OVERLAP_METRICS = [
  {
    id: 'worst_case_drawdown',
    name: 'Drawdown bound',
    unit: 'money',
    formula: 'maximum drawdown if the worst marks of all runs in a day had come at one moment',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ worstCase }) => worstCase.drawdown.money,
  },
  {
    id: 'avg_concurrent',
    name: 'Average open positions',
    unit: 'ratio',
    formula:
      'mean over time of the number of open positions (parts of one count once), from the first to the last day',
    undefinedWhen: NO_DAY,
    source: CONVENTION,
    compute: ({ concurrency }) => concurrency.average,
  },
  {
    id: 'max_concurrent',
    name: 'Most open positions',
    unit: 'count',
    formula: 'most positions open together; an exit at the instant of an entry comes first',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ concurrency }) => concurrency.max,
  },
  {
    id: 'p95_concurrent',
    name: '95th percentile of open positions',
    unit: 'ratio',
    formula: '95th percentile of the number of open positions right after each entry',
    undefinedWhen: NO_TRADE,
    source: 'Hyndman and Fan 1996, type 7',
    compute: ({ concurrency }) => concurrency.p95,
  },
  {
    id: 'dd_max_concurrent',
    name: 'Most open positions in the drawdown',
    unit: 'count',
    formula: 'most positions open together between peak and trough of the largest drawdown',
    undefinedWhen: 'equity never fell',
    source: CONVENTION,
    compute: ({ drawdownConcurrency }) => drawdownConcurrency,
  },
  {
    id: 'full_load_cluster',
    name: 'Full load is common',
    unit: 'flag',
    formula: '1 when the 95th percentile of open positions reaches the most open positions',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: ({ concurrency: { p95, max } }) => (p95 === null ? null : p95 >= max ? 1 : 0),
  },
  {
    id: 'time_at_max',
    name: 'Time at most open positions',
    unit: 'fraction',
    formula: 'share of the time with the most open positions',
    undefinedWhen: NO_DAY,
    source: CONVENTION,
    compute: ({ concurrency }) => concurrency.timeAtMax,
  },
  {
    id: 'exposure',
    name: 'Time in market',
    unit: 'fraction',
    formula: 'share of the time, weekends too, with at least one open position',
    undefinedWhen: NO_DAY,
    source: CONVENTION,
    compute: ({ concurrency }) => concurrency.timeInMarket,
  },
  {
    id: 'peak_capital_deployed',
    name: 'Peak capital deployed',
    unit: 'money',
    formula: 'largest sum of notional values of open positions, right after an entry',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ concurrency }) => concurrency.peakDeployed,
  },
  {
    id: 'capital_overextension_ratio',
    name: 'Capital overextension',
    unit: 'ratio',
    formula: 'peak capital deployed ÷ total capital',
    undefinedWhen: 'there is no run',
    source: CONVENTION,
    compute: ({ concurrency, merged }) => ratio(concurrency.peakDeployed, merged.capital),
  },
  {
    id: 'avg_correlation',
    name: 'Average correlation',
    unit: 'ratio',
    formula: 'mean of pairwise correlations of calendar-day returns',
    undefinedWhen: 'there are fewer than two runs whose equity moved',
    source: 'Pearson',
    compute: ({ correlation }) => {
      const pairs = pairwise(correlation);
      return ratio(
        pairs.reduce((a, b) => a + b, 0),
        pairs.length,
      );
    },
  },
  {
    id: 'max_correlation_stress',
    name: 'Largest correlation under stress',
    unit: 'ratio',
    formula: 'largest pairwise correlation between peak and trough of the largest drawdown',
    undefinedWhen: 'that drawdown lasted less than three days, or fewer than two runs moved in it',
    source: 'Pearson',
    compute: ({ stressCorrelation }) =>
      stressCorrelation === null ? null : largestOf(pairwise(stressCorrelation)),
  },
] as const satisfies readonly MetricDefinition<PortfolioFacts>[];

/** Numbers of the merged equity: the definitions of a run, on daily closes. */
export type PortfolioMetricId =
  | (typeof PORTFOLIO_TRADE_METRICS)[number]['id']
  | (typeof PORTFOLIO_OVERLAP_METRICS)[number]['id']
  | (typeof ACCOUNT_METRICS)[number]['id'];

/** Every number of a portfolio. */
export function evaluatePortfolio(facts: PortfolioFacts): MetricSet<PortfolioMetricId> {
  const trades = evaluateMetrics(PORTFOLIO_TRADE_METRICS, facts);
  const account = evaluateMetrics(ACCOUNT_METRICS, facts.account);
  const overlap = evaluateMetrics(PORTFOLIO_OVERLAP_METRICS, facts);
  return {
    values: { ...trades.values, ...account.values, ...overlap.values },
    reasons: { ...trades.reasons, ...account.reasons, ...overlap.reasons },
  };
}
