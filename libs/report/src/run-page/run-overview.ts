import type { RunMetricId } from '@assay/metrics';
import { formatDay } from '@assay/core';
import { equityChart, rollingSharpeChart, underwaterChart } from '../html/curve-charts.js';
import { cardList, copyable, factList } from '../html/fact-list.js';
import { html } from '../html/markup.js';
import type { Content, Markup } from '../html/markup.js';
import type { MetricNames } from '../html/metric-names.js';
import { decimalText, metricText } from '../html/number-text.js';
import { reportNotices } from '../results/report-notices.js';
import { runOutcomeLabel } from '../results/run-result-model.js';
import type { RunResultModel } from '../results/run-result-model.js';

const CARDS: readonly RunMetricId[] = [
  'net_profit',
  'cagr',
  'sharpe_ratio',
  'max_drawdown_pct',
  'profit_factor',
  'expectancy',
  'win_rate',
  'trade_count',
];

/** Title, what must be known before any number, and the numbers that come first. */
export function runHead(run: RunResultModel, names: MetricNames): Markup {
  const { metrics, result } = run;
  const notices = reportNotices(result.settings, run.synthetic).map(
    (text) => html`<p class="notice" role="note">${text}</p>`,
  );
  const cards = CARDS.map((id): readonly [Content, string] => {
    const unit = names.find(id)?.unit ?? 'ratio';
    const name = names.of(id);
    const label = unit === 'money' ? html`${name}, ${result.accountCurrency}` : name;
    return [label, metricText(metrics.all.values[id], unit)];
  });
  return html`<header class="top">
    <div class="bar"><p class="kicker">Assay run report</p></div>
    <h1>${run.directiveId} <span class="sub">${run.symbol}</span></h1>
    <p class="lead">
      ${run.strategy} · ${run.timeframe} · ${run.broker} · ${run.startDate} to ${run.endDate} · run
      <code>${run.runId}</code>
    </p>
    ${notices}
    <p class="verdict">
      <strong>${runOutcomeLabel(run)}</strong> A policy judges directives, not single runs: its
      verdict, limits and values stand in
      <a href="../../portfolios/${encodeURIComponent(run.directiveId)}/report.html"
        >the report of ${run.directiveId}</a
      >.
    </p>
    ${cardList(cards)}
  </header> `;
}

/** Where every number comes from; each key and hash can be copied. */
export function runProvenance(run: RunResultModel): Markup {
  const day = (ms: number | null): string => (ms === null ? 'none' : formatDay(ms));
  const facts: (readonly [string, Content])[] = [
    ['Run id', copyable(run.runId)],
    ['Run key', copyable(run.runKey)],
    ['Engine', `${run.engineName} ${run.engineVersion}`],
    ['Data', run.synthetic ? 'synthetic' : 'market data'],
    ['Bars', `${decimalText(run.bars, 0)}, after ${decimalText(run.warmupBars, 0)} to warm up`],
    ['First and last bar', `${day(run.firstBarTime)} to ${day(run.lastBarTime)}`],
    ['Capital', `${decimalText(run.result.capital, 2)} ${run.result.accountCurrency}`],
    ['Annualised by', `${run.metrics.periodsPerYear} periods a year`],
    ...Object.keys(run.inputs)
      .sort()
      .map((key) => [key, copyable(run.inputs[key] ?? '')] as const),
  ];
  return html`<section id="provenance">
    <h2>Provenance</h2>
    ${factList(facts)}
    <p>
      The run key is the hash of all inputs, the run id its beginning: one changed input gives
      another run. Hashes are SHA-256, lower-case hex.
    </p>
  </section> `;
}

/** Equity with its benchmark, underwater, rolling Sharpe ratio. */
export function runCurves(run: RunResultModel, names: MetricNames): Markup {
  const { metrics, result } = run;
  const curves = {
    daily: metrics.daily,
    hold: metrics.hold,
    capital: result.capital,
    currency: result.accountCurrency,
    periodsPerYear: metrics.periodsPerYear,
  };
  const figures = (['buy_hold_return', 'relative_return', 'beta', 'alpha'] as const).map(
    (id): readonly [Content, string] => [
      names.of(id),
      metricText(metrics.benchmark.values[id], names.find(id)?.unit ?? 'ratio'),
    ],
  );
  return html`<section id="curves">
    <h2>Equity, drawdown and benchmark</h2>
    ${equityChart(curves)}${underwaterChart(curves)}${rollingSharpeChart(curves)}
    ${cardList(figures)}
  </section> `;
}
