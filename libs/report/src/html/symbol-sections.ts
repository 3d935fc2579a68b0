import { listedName } from '@assay/core';
import { tableOnPage } from '../evidence/evidence-table.js';
import { portfolioEvidenceTables } from '../evidence/portfolio-evidence-tables.js';
import type { PortfolioModel, PortfolioRunModel } from '../portfolio/portfolio-model.js';
import { contributionChart } from './contribution-chart.js';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import { html, NOTHING } from './markup.js';
import type { Content, Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';
import { metricText } from './number-text.js';
import { figure, metricFigure } from './result-cells.js';
import { smallMultiples } from './small-multiples.js';

/** The page of a run; both pages lie two folders below the workspace. */
function runLink(directiveId: string, symbol: string): Markup {
  const folder = encodeURIComponent(listedName(directiveId, symbol));
  return html`<a href="../../backtests/${folder}/report.html">${symbol}</a>`;
}

function multiples({ directiveId, runs, accountCurrency }: PortfolioModel, names: MetricNames) {
  const figures = ({ metrics }: PortfolioRunModel): readonly (readonly [Content, string])[] =>
    (['net_profit', 'sharpe_ratio', 'max_drawdown_pct'] as const).map((id) => [
      names.of(id, { net_profit: 'Net', sharpe_ratio: 'Sharpe', max_drawdown_pct: 'Fall' }[id]),
      metricText(metrics.values[id], names.find(id)?.unit ?? 'ratio'),
    ]);
  return smallMultiples(
    runs.map((run) => ({
      title: runLink(directiveId, run.symbol),
      text: `Equity of ${run.symbol}, ${metricText(run.metrics.values.net_profit, 'money')} ${accountCurrency}`,
      values: run.daily.equity,
      base: run.capital,
      figures: figures(run),
      sign: Math.sign(run.metrics.values.net_profit ?? 0),
    })),
  );
}

const COLUMNS = [
  ['total_trades', 'trade_count', 'Trades'],
  ['net_profit', 'net_profit', 'Net profit'],
  ['win_rate', 'win_rate', 'Win rate'],
  ['profit_factor', 'profit_factor', 'Profit factor'],
  ['expectancy', 'expectancy', 'Expectancy'],
  ['sharpe_ratio', 'sharpe_ratio', 'Sharpe'],
  ['max_drawdown_pct', 'max_drawdown_pct', 'Max drawdown'],
  ['return_dd_ratio', 'return_dd_ratio', 'Return / DD'],
  ['exposure', 'exposure', 'In market'],
] as const;

/** One picture and one row for each symbol, and the portfolio as their sum. */
export function symbolSection(model: PortfolioModel, names: MetricNames): Markup {
  const { directiveId, runs, portfolio, accountCurrency } = model;
  const options = (id: string) => ({ signed: id === 'net_profit' || id === 'expectancy' });
  const unit = (id: string) => names.find(id)?.unit ?? 'ratio';
  const rows = runs.map((run, place): readonly TableCell[] => [
    { text: runLink(directiveId, run.symbol) },
    figure(portfolio.contributions[place]?.own.values.share ?? null, 'fraction'),
    ...COLUMNS.map(([, id]) => metricFigure(run.metrics, id, unit(id), options(id))),
  ]);
  rows.push([
    { text: 'Portfolio' },
    { text: '' },
    ...COLUMNS.map(([id]) => metricFigure(portfolio.metrics, id, unit(id), options(id))),
  ]);
  return html`<section id="symbols">
    <h2>Symbols</h2>
    <p>
      Money in ${accountCurrency}. A symbol opens the page of its run: price chart and every trade.
      The pictures have one scale. A run's drawdown includes lows inside bars; the portfolio's is
      measured at the end of each day. A run's time in market counts bars, the portfolio's counts
      hours, weekends too.
    </p>
    ${multiples(model, names)}
    ${tableMarkup({
      caption: 'Results by symbol',
      columns: [
        { title: 'Symbol' },
        { title: 'Share', number: true },
        ...COLUMNS.map(([id, , title]) => ({ title: names.of(id, title), number: true })),
      ],
      rows,
      total: true,
    })}
  </section> `;
}

/** What each symbol brings, and what is left without it; nothing for a single run. */
export function contributionSection(model: PortfolioModel, names: MetricNames): Markup {
  const { runs, portfolio, accountCurrency } = model;
  if (runs.length < 2) return NOTHING;
  const bars = portfolio.contributions.map(({ symbol, own, without }) => ({
    symbol,
    net: own.values.net_profit ?? 0,
    without: without.values.net_profit,
  }));
  const total = portfolio.metrics.values.net_profit ?? 0;
  const tables = portfolioEvidenceTables(model).filter(({ id }) => id === 'without_symbol');
  return html`<section id="contribution">
    <h2>Contribution and leave-one-out</h2>
    ${contributionChart(bars, total, accountCurrency)}
    ${tables.map((table) => tableOnPage(table, names))}
  </section> `;
}
