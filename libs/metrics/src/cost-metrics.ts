import type { MetricDefinition } from './metric-definition.js';
import { ratio } from './moments.js';
import type { TradeFacts } from './trade-facts.js';
import type { TradeSums } from './trade-sums.js';

const CONVENTION = 'trading convention';

function totalCosts(sums: TradeSums): number {
  return sums.spreadCost + sums.commission + sums.slippage - sums.swap;
}

/** What trading cost, and what it moved. Costs are positive amounts; swap keeps its sign. */
export const COST_METRICS = [
  {
    id: 'profit_before_costs',
    name: 'Profit before costs',
    unit: 'money',
    formula: 'sum of gross results, bid to bid',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.gross,
  },
  {
    id: 'spread_cost',
    name: 'Spread',
    unit: 'money',
    formula: 'sum of spread costs',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.spreadCost,
  },
  {
    id: 'commission_cost',
    name: 'Commission',
    unit: 'money',
    formula: 'sum of commissions of both sides',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.commission,
  },
  {
    id: 'slippage_cost',
    name: 'Slippage',
    unit: 'money',
    formula: 'sum of slippage costs',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.slippage,
  },
  {
    id: 'swap_result',
    name: 'Swap',
    unit: 'money',
    formula: 'sum of swaps; negative is a charge',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => sums.swap,
  },
  {
    id: 'total_costs',
    name: 'Total costs',
    unit: 'money',
    formula: 'spread + commission + slippage − swap',
    undefinedWhen: null,
    source: CONVENTION,
    compute: ({ sums }) => totalCosts(sums),
  },
  {
    id: 'costs_share',
    name: 'Costs share',
    unit: 'fraction',
    formula: 'total costs ÷ sum of gross results above zero',
    undefinedWhen: 'no trade gained before costs',
    source: CONVENTION,
    compute: ({ sums }) => ratio(totalCosts(sums), sums.grossWon),
  },
  {
    id: 'turnover_per_year',
    name: 'Turnover per year',
    unit: 'ratio',
    formula: 'sum of notional values at entry ÷ starting capital ÷ (calendar days ÷ 365.25)',
    undefinedWhen: 'there is no bar',
    source: CONVENTION,
    compute: ({ sums, capital, calendarDays }) =>
      ratio(sums.notional / capital, calendarDays / 365.25),
  },
] as const satisfies readonly MetricDefinition<TradeFacts>[];
