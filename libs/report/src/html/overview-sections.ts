import { formatDay } from '@assay/core';
import type { PortfolioMetricId } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { equityChart, rollingSharpeChart, underwaterChart } from './curve-charts.js';
import { cardList, copyable, factList } from './fact-list.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';
import { decimalText, metricText } from './number-text.js';

/** Title, what it is about, and what must be known before any number. */
export function headSection(model: PortfolioModel, names: MetricNames): Markup {
  const notices = model.notices.map((text) => html`<p class="notice" role="note">${text}</p>`);
  return html`<header class="top">
    <p class="kicker">Assay portfolio report</p>
    <h1>${model.directiveId}</h1>
    <p class="lead">
      ${model.strategy} · ${model.timeframe} · ${model.broker} · ${model.startDate} to
      ${model.endDate}
    </p>
    ${notices} ${verdict(model)} ${cards(model, names)}
  </header> `;
}

const CARDS: readonly PortfolioMetricId[] = [
  'net_profit',
  'return_on_capital',
  'cagr',
  'max_drawdown_pct',
  'sharpe_ratio',
  'return_dd_ratio',
  'profit_factor',
  'total_trades',
];

/** What the policy says of it, before any number. */
function verdict({ judgement, policy }: PortfolioModel): Markup {
  const { score, of, meaning } = judgement;
  return html`<p class="verdict">
    <strong>${judgement.verdict}</strong>${score} of ${of} points by policy ${policy.name}
    ${policy.version}: ${meaning}.
  </p>`;
}

function cards({ portfolio: { metrics }, accountCurrency }: PortfolioModel, names: MetricNames) {
  return cardList(
    CARDS.map((id): readonly [Content, string] => {
      const unit = names.find(id)?.unit ?? 'ratio';
      const name = names.of(id);
      const label = unit === 'money' ? html`${name}, ${accountCurrency}` : name;
      return [label, metricText(metrics.values[id], unit)];
    }),
  );
}

/** Where every number comes from; each hash can be copied. */
export function provenanceSection(model: PortfolioModel): Markup {
  const { runs, portfolio, policy, trials } = model;
  const first = runs.map((run) => run.firstBar).filter((bar) => bar !== null);
  const last = runs.map((run) => run.lastBar).filter((bar) => bar !== null);
  const day = (texts: readonly string[], pick: 0 | -1): string =>
    [...texts].sort().at(pick)?.slice(0, 10) ?? 'none';
  const capital = portfolio.metrics.values.total_capital ?? 0;
  const bars = runs.reduce((sum, run) => sum + run.bars, 0);
  const facts: (readonly [string, Content])[] = [
    ['Directive', model.directiveId],
    ['Strategy', model.strategy],
    ['Engine', `${model.engineName} ${model.engineVersion}`],
    ['Data', model.synthetic ? 'synthetic' : 'market data'],
    ['Bars', `${decimalText(bars, 0)} over ${runs.length} symbols`],
    ['First and last bar', `${day(first, 0)} to ${day(last, -1)}`],
    ['Capital', `${decimalText(capital, 2)} ${model.accountCurrency}, fixed per run`],
    ['Annualised by', `${portfolio.periodsPerYear} periods a year`],
    ['Policy', html`${policy.name} ${policy.version} ${copyable(policy.sha256)}`],
    ['Hypothesis', copyable(trials.hypothesis)],
    ...commonInputs(model).map(([key, hash]) => [key, copyable(hash)] as const),
  ];
  return html`<section id="provenance">
    <h2>Provenance</h2>
    ${factList(facts)}
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

/** Equity with its benchmark, underwater and rolling Sharpe ratio, day by day. */
export function chartSection({ portfolio, hold, accountCurrency }: PortfolioModel): Markup {
  const { daily, metrics, drawdownWindow, periodsPerYear } = portfolio;
  const capital = metrics.values.total_capital ?? 0;
  const curves = { daily, hold, capital, currency: accountCurrency, periodsPerYear };
  const window = drawdownWindow === null ? 'Equity never fell.' : windowText(drawdownWindow);
  return html`<section id="equity-curve">
    <h2>Equity, drawdown and benchmark</h2>
    ${equityChart(curves)}${underwaterChart(curves)}
    <p>${window}</p>
    ${rollingSharpeChart(curves)}
  </section> `;
}

function windowText(window: NonNullable<PortfolioModel['portfolio']['drawdownWindow']>): Markup {
  const day = (ms: number): Markup => html`<time>${formatDay(ms)}</time>`;
  const recovered =
    window.recovery === null ? html`not made good yet` : html`made good on ${day(window.recovery)}`;
  return html`The largest drawdown in money ran from ${day(window.peak)} to ${day(window.trough)},
  ${recovered}.`;
}
