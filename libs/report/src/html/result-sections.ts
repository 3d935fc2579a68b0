import { DIRECTION_KEYS, groupTrades, TREND_KEYS, VOLATILITY_KEYS } from '@assay/metrics';
import type { TradeGroup } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import { monthHeatMap } from './heat-map.js';
import { figure, metricFigure } from './result-cells.js';
import { sparkLine } from './spark-line.js';

function numbers(
  ...titles: readonly string[]
): { readonly title: string; readonly number: true }[] {
  return titles.map((title) => ({ title, number: true }));
}

/** One row for each symbol, and the portfolio as their sum. */
export function symbolSection({ runs, portfolio, accountCurrency }: PortfolioModel): Markup {
  const rows = runs.map((run, place): readonly TableCell[] => {
    const { values } = run.metrics;
    const contribution = portfolio.contributions[place];
    return [
      { text: run.symbol },
      { text: sparkLine(run.daily.equity, `Equity of ${run.symbol}`) },
      figure(values.trade_count, 'count'),
      figure(values.net_profit, 'money', { signed: true }),
      figure(contribution?.own.values.share ?? null, 'fraction'),
      figure(values.win_rate, 'fraction'),
      figure(values.profit_factor, 'ratio'),
      figure(values.expectancy, 'money', { signed: true }),
      figure(values.sharpe_ratio, 'ratio'),
      figure(values.max_drawdown_pct, 'fraction'),
      figure(values.return_dd_ratio, 'ratio'),
      figure(values.exposure, 'fraction'),
    ];
  });
  const { metrics } = portfolio;
  rows.push([
    { text: 'Portfolio' },
    { text: '' },
    metricFigure(metrics, 'total_trades', 'count'),
    metricFigure(metrics, 'net_profit', 'money', { signed: true }),
    { text: '' },
    metricFigure(metrics, 'win_rate', 'fraction'),
    metricFigure(metrics, 'profit_factor', 'ratio'),
    metricFigure(metrics, 'expectancy', 'money', { signed: true }),
    metricFigure(metrics, 'sharpe_ratio', 'ratio'),
    metricFigure(metrics, 'max_drawdown_pct', 'fraction'),
    metricFigure(metrics, 'return_dd_ratio', 'ratio'),
    metricFigure(metrics, 'exposure', 'fraction'),
  ]);
  return html`<section id="symbols">
    <h2>Symbols</h2>
    <p>
      Money in ${accountCurrency}. A run's drawdown includes lows inside bars; the portfolio's is
      measured at the end of each day. A run's time in market counts bars, the portfolio's counts
      hours, weekends too.
    </p>
    ${tableMarkup({
      caption: 'Results by symbol',
      columns: [
        { title: 'Symbol' },
        { title: 'Equity' },
        ...numbers('Trades', 'Net profit', 'Share', 'Win rate', 'Profit factor', 'Expectancy'),
        ...numbers('Sharpe', 'Max drawdown', 'Return / DD', 'In market'),
      ],
      rows,
      total: true,
    })}
  </section> `;
}

/** Years, and the return of each month. */
export function timeSection(model: PortfolioModel): Markup {
  const { years } = model.portfolio;
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
    ${table}${monthHeatMap(model.portfolio.daily, model.portfolio.metrics.values.total_capital ?? 0)}
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
