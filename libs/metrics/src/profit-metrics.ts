import type { MetricDefinition } from './metric-definition.js';
import { meanOf, quantile, ratio, sampleDeviation } from './moments.js';
import type { TradeFacts } from './trade-facts.js';

const NO_TRADE = 'there is no trade';
const NO_WIN = 'there is no winning trade';
const NO_LOSS = 'there is no losing trade';
const CONVENTION = 'trading convention';

/** Sum of the `n` largest of `values`. */
function sumOfLargest(values: readonly number[], n: number): number {
  const largest = [...values].sort((a, b) => b - a).slice(0, n);
  return largest.reduce((sum, value) => sum + value, 0);
}

/** Profit and loss of a set of trades. */
export const PROFIT_METRICS = [
  {
    id: 'net_profit',
    name: 'Net profit',
    unit: 'money',
    formula: 'sum of net results (gross − spread − commission − slippage + swap)',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.net,
  },
  {
    id: 'gross_profit',
    name: 'Gross profit',
    unit: 'money',
    formula: 'sum of net results above zero',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.won,
  },
  {
    id: 'gross_loss',
    name: 'Gross loss',
    unit: 'money',
    formula: 'sum of net results below zero, as a positive amount',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.lost,
  },
  {
    id: 'return_on_capital',
    name: 'Return on capital',
    unit: 'fraction',
    formula: 'net profit ÷ starting capital',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums, capital }) => sums.net / capital,
  },
  {
    id: 'profit_factor',
    name: 'Profit factor',
    unit: 'ratio',
    formula: 'gross profit ÷ gross loss',
    undefinedWhen: NO_LOSS,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.won, sums.lost),
  },
  {
    id: 'expectancy',
    name: 'Expectancy',
    unit: 'money',
    formula: 'net profit ÷ trades',
    undefinedWhen: NO_TRADE,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.net, sums.count),
  },
  {
    id: 'median_trade',
    name: 'Median trade',
    unit: 'money',
    formula: 'median of net results',
    undefinedWhen: NO_TRADE,
    source: 'Hyndman and Fan 1996, type 7',
    compute: ({ nets }) => quantile(nets, 0.5),
  },
  {
    id: 'average_win',
    name: 'Average win',
    unit: 'money',
    formula: 'gross profit ÷ winning trades',
    undefinedWhen: NO_WIN,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.won, sums.wins),
  },
  {
    id: 'average_loss',
    name: 'Average loss',
    unit: 'money',
    formula: 'gross loss ÷ losing trades, as a positive amount',
    undefinedWhen: NO_LOSS,
    source: CONVENTION,
    compute: ({ sums }) => ratio(sums.lost, sums.losses),
  },
  {
    id: 'payoff_ratio',
    name: 'Payoff ratio',
    unit: 'ratio',
    formula: 'average win ÷ average loss',
    undefinedWhen: 'there is no winning or no losing trade',
    source: CONVENTION,
    compute: ({ sums }) =>
      sums.wins === 0 || sums.losses === 0
        ? null
        : ratio(sums.won / sums.wins, sums.lost / sums.losses),
  },
  {
    id: 'largest_win',
    name: 'Largest win',
    unit: 'money',
    formula: 'largest net result above zero',
    undefinedWhen: NO_WIN,
    source: CONVENTION,
    compute: ({ sums }) => (sums.wins === 0 ? null : sums.largestWin),
  },
  {
    id: 'largest_loss',
    name: 'Largest loss',
    unit: 'money',
    formula: 'largest net result below zero, as a positive amount',
    undefinedWhen: NO_LOSS,
    source: CONVENTION,
    compute: ({ sums }) => (sums.losses === 0 ? null : sums.largestLoss),
  },
  {
    id: 'top_5_wins_share',
    name: 'Share of the five largest wins',
    unit: 'fraction',
    formula: 'sum of the five largest wins ÷ gross profit',
    undefinedWhen: NO_WIN,
    source: CONVENTION,
    compute: ({ trades, sums }) =>
      ratio(
        sumOfLargest(
          trades.map(({ net }) => net).filter((net) => net > 0),
          5,
        ),
        sums.won,
      ),
  },
  {
    id: 'worst_5_losses_share',
    name: 'Share of the five largest losses',
    unit: 'fraction',
    formula: 'sum of the five largest losses ÷ gross loss',
    undefinedWhen: NO_LOSS,
    source: CONVENTION,
    compute: ({ trades, sums }) =>
      ratio(
        sumOfLargest(
          trades.map(({ net }) => -net).filter((loss) => loss > 0),
          5,
        ),
        sums.lost,
      ),
  },
  {
    id: 'sqn',
    name: 'System quality number',
    unit: 'ratio',
    formula: '√trades × mean ÷ sample standard deviation of net results; not capped at 100 trades',
    undefinedWhen: 'there are fewer than two trades, or all results are equal',
    source: 'Van Tharp, Definitive Guide to Position Sizing',
    compute: ({ nets }) => {
      const deviation = sampleDeviation(nets);
      const mean = meanOf(nets);
      if (deviation === null || mean === null || deviation === 0) return null;
      return (Math.sqrt(nets.length) * mean) / deviation;
    },
  },
] as const satisfies readonly MetricDefinition<TradeFacts>[];
