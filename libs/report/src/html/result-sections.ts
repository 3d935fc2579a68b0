import {
  DIRECTION_KEYS,
  groupTrades,
  hourlyResults,
  TREND_KEYS,
  VOLATILITY_KEYS,
} from '@assay/metrics';
import type { TradeGroup } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { hourHeatMap, monthHeatMap } from './heat-map.js';
import { figure, metricFigure } from './result-cells.js';

function numbers(
  ...titles: readonly string[]
): { readonly title: string; readonly number: true }[] {
  return titles.map((title) => ({ title, number: true }));
}

/** Years, the return of each month, weekdays and hours. */
export function timeSection(model: PortfolioModel): Markup {
  const { years } = model.portfolio;
  const hours = hourlyResults(model.runs.flatMap((run) => run.trades));
  const table = tableMarkup({
    caption: 'Results by year; trades count in the year of their exit',
    columns: [
      { title: 'Year' },
      ...numbers('Trades', 'Net profit', 'Return', 'Max drawdown', 'Max drawdown, share'),
    ],
    rows: years.map((year) => [
      { text: String(year.year) },
      figure(year.tradeCount, 'count'),
      figure(year.netProfit, 'money', { signed: true }),
      figure(year.returnFraction, 'fraction', { signed: true }),
      figure(year.maxDrawdown, 'money'),
      figure(year.maxDrawdownPct, 'fraction'),
    ]),
  });
  return html`<section id="years">
    <h2>Years and months</h2>
    ${table}${monthHeatMap(model.portfolio.daily, model.portfolio.metrics.values.total_capital ?? 0)}${hours.length === 0 ? '' : hourHeatMap(hours, model.accountCurrency)}
  </section> `;
}

/** Costs by symbol: what was gained before them, and what they took. */
export function costSection({ runs, accountCurrency }: PortfolioModel): Markup {
  const sum = (id: CostId): number =>
    runs.reduce((s, { metrics }) => s + (metrics.values[id] ?? 0), 0);
  const rows = runs.map(({ symbol, metrics: { values } }): readonly TableCell[] => [
    { text: symbol },
    ...COST_IDS.map((id) => figure(values[id], 'money')),
    figure(values.costs_share, 'fraction'),
    figure(values.net_profit, 'money', { signed: true }),
  ]);
  rows.push([
    { text: 'All' },
    ...COST_IDS.map((id) => figure(sum(id), 'money')),
    { text: '' },
    figure(sum('net_profit'), 'money', { signed: true }),
  ]);
  return html`<section id="costs">
    <h2>Costs</h2>
    <p>
      In ${accountCurrency}. Net = before costs − spread − commission − slippage + swap. The share
      is of gross results above zero.
    </p>
    ${tableMarkup({
      caption: 'Costs by symbol',
      columns: [
        { title: 'Symbol' },
        ...numbers(
          'Before costs',
          'Spread',
          'Commission',
          'Slippage',
          'Swap',
          'Share',
          'Net profit',
        ),
      ],
      rows,
      total: true,
    })}
  </section> `;
}

const COST_IDS = [
  'profit_before_costs',
  'spread_cost',
  'commission_cost',
  'slippage_cost',
  'swap_result',
] as const;
type CostId = (typeof COST_IDS)[number] | 'net_profit';

/** Trades of all symbols by how and when they ended and what the market was like. */
export function groupSection({ runs }: PortfolioModel): Markup {
  const trades = runs.flatMap((run) => run.trades);
  const groups: (readonly [string, readonly TradeGroup[]])[] = [
    ['Exit reason', groupTrades(trades, [], ({ exitReason }) => exitReason)],
    [
      'Direction',
      groupTrades(trades, DIRECTION_KEYS, (t) => (t.direction === 1 ? 'long' : 'short')),
    ],
    [
      'Volatility at the signal',
      groupTrades(trades, VOLATILITY_KEYS, ({ marketState }) => marketState.volatilityRegime),
    ],
    [
      'Trend at the signal',
      groupTrades(trades, TREND_KEYS, ({ marketState }) => marketState.trendLabel),
    ],
  ];
  return html`<section id="groups">
    <h2>Trades by group</h2>
    ${groups.map(([caption, list]) => groupTable(caption, list))}
  </section> `;
}

function groupTable(caption: string, groups: readonly TradeGroup[]): Markup {
  return tableMarkup({
    caption,
    columns: [
      { title: caption },
      ...numbers('Trades', 'Net profit', 'Win rate', 'Profit factor', 'Expectancy', 'Average R'),
    ],
    rows: groups
      .filter(({ metrics }) => metrics.values.trade_count !== 0)
      .map(({ key, metrics }) => [
        { text: key },
        metricFigure(metrics, 'trade_count', 'count'),
        metricFigure(metrics, 'net_profit', 'money', { signed: true }),
        metricFigure(metrics, 'win_rate', 'fraction'),
        metricFigure(metrics, 'profit_factor', 'ratio'),
        metricFigure(metrics, 'expectancy', 'money', { signed: true }),
        metricFigure(metrics, 'average_r', 'r'),
      ]),
  });
}
