import { formatDay } from '@assay/core';
import type { MetricUnit, PortfolioMetricId } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { lineChartMarkup } from './line-chart.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import { decimalText, metricText, percentText } from './number-text.js';

/** Title, what it is about, and what must be known before any number. */
export function headSection(model: PortfolioModel): Markup {
  const notices = model.notices.map((text) => html`<p class="notice" role="note">${text}</p>`);
  return html`<header class="top">
    <p class="kicker">Assay portfolio report</p>
    <h1>${model.directiveId}</h1>
    <p class="lead">
      ${model.strategy} · ${model.timeframe} · ${model.broker} · ${model.startDate} to
      ${model.endDate}
    </p>
    ${notices} ${verdict(model)} ${cards(model)}
  </header> `;
}

const CARDS: readonly (readonly [PortfolioMetricId, string, MetricUnit])[] = [
  ['net_profit', 'Net profit', 'money'],
  ['return_on_capital', 'Return on capital', 'fraction'],
  ['cagr', 'Annual growth', 'fraction'],
  ['max_drawdown_pct', 'Maximum drawdown', 'fraction'],
  ['sharpe_ratio', 'Sharpe ratio', 'ratio'],
  ['return_dd_ratio', 'Return to drawdown', 'ratio'],
  ['profit_factor', 'Profit factor', 'ratio'],
  ['total_trades', 'Trades', 'count'],
];

/** What the policy says of it, before any number. */
function verdict({ judgement, policy }: PortfolioModel): Markup {
  const { score, of, meaning } = judgement;
  return html`<p class="verdict">
    <strong>${judgement.verdict}</strong>, ${score} of ${of} points by policy ${policy.name}
    ${policy.version}: ${meaning}. <a href="#evidence">Each limit and what was measured</a>
  </p>`;
}

function cards({ portfolio: { metrics }, accountCurrency }: PortfolioModel): Markup {
  const list = CARDS.map(([id, name, unit]) => {
    const label = unit === 'money' ? `${name}, ${accountCurrency}` : name;
    return html`<div>
      <dt>${label}</dt>
      <dd>${metricText(metrics.values[id], unit)}</dd>
    </div> `;
  });
  return html`<dl class="cards">${list}</dl>`;
}

/** Where every number comes from. */
export function provenanceSection(model: PortfolioModel): Markup {
  const { runs, portfolio } = model;
  const first = runs.map((run) => run.firstBar).filter((bar) => bar !== null);
  const last = runs.map((run) => run.lastBar).filter((bar) => bar !== null);
  const day = (texts: readonly string[], pick: 0 | -1): string =>
    [...texts].sort().at(pick)?.slice(0, 10) ?? 'none';
  const capital = portfolio.metrics.values.total_capital ?? 0;
  const facts: (readonly [string, Content])[] = [
    ['Directive', model.directiveId],
    ['Strategy', model.strategy],
    ['Engine', `${model.engineName} ${model.engineVersion}`],
    ['Data', model.synthetic ? 'synthetic' : 'market data'],
    [
      'Bars',
      `${decimalText(
        runs.reduce((sum, { bars }) => sum + bars, 0),
        0,
      )} over ${runs.length} symbols`,
    ],
    ['First and last bar', `${day(first, 0)} to ${day(last, -1)}`],
    ['Capital', `${decimalText(capital, 2)} ${model.accountCurrency}, fixed per run`],
    ['Annualised by', `${portfolio.periodsPerYear} periods a year`],
    ...commonInputs(model).map(([key, hash]) => [key, html`<code>${hash}</code>`] as const),
  ];
  const list = facts.map(
    ([name, value]) =>
      html`<div>
        <dt>${name}</dt>
        <dd>${value}</dd>
      </div> `,
  );
  return html`<section id="provenance">
    <h2>Provenance</h2>
    <dl class="facts">${list}</dl>
    <p>
      Every run is named by the content of its inputs; <a href="#inputs">all input hashes</a> stand
      at the end of this page.
    </p>
  </section> `;
}

/** Inputs that are the same in every run. */
export function commonInputs({ runs }: PortfolioModel): readonly (readonly [string, string])[] {
  const first = runs[0]?.inputs ?? {};
  return Object.keys(first)
    .sort()
    .filter((key) => runs.every((run) => run.inputs[key] === first[key]))
    .map((key) => [key, first[key] ?? ''] as const);
}

/** Equity and drawdown of the portfolio, day by day. */
export function chartSection({ portfolio, accountCurrency }: PortfolioModel): Markup {
  const { daily, metrics, drawdownWindow } = portfolio;
  const capital = metrics.values.total_capital ?? 0;
  const equity = lineChartMarkup({
    id: 'equity',
    title: `Equity, ${accountCurrency}`,
    description: `Equity of all runs together at the end of each day, from ${decimalText(capital, 2)} to ${metricText(metrics.values.final_equity, 'money')} ${accountCurrency},`,
    time: daily.day,
    values: daily.equity,
    base: capital,
    height: 300,
    tone: 'equity',
    label: (value) => decimalText(value, 0),
  });
  const fall = metricText(metrics.values.max_drawdown_pct, 'fraction');
  const drawdown = lineChartMarkup({
    id: 'drawdown',
    title: 'Drawdown, share of the peak',
    description: `Distance of equity from its peak at the end of each day, at most ${fall},`,
    time: daily.day,
    values: daily.drawdownFraction.map((value) => 0 - value),
    base: 0,
    height: 190,
    tone: 'drawdown',
    label: (value) => percentText(value, 1),
  });
  const window = drawdownWindow === null ? 'Equity never fell.' : windowText(drawdownWindow);
  return html`<section id="equity-curve">
    <h2>Equity and drawdown</h2>
    ${equity}${drawdown}
    <p>${window}</p>
  </section> `;
}

function windowText(window: NonNullable<PortfolioModel['portfolio']['drawdownWindow']>): Markup {
  const day = (ms: number): Markup => html`<time>${formatDay(ms)}</time>`;
  const recovered =
    window.recovery === null ? html`not made good yet` : html`made good on ${day(window.recovery)}`;
  return html`The largest drawdown in money ran from ${day(window.peak)} to ${day(window.trough)},
  ${recovered}.`;
}
