import { BENCHMARK_METRICS, METRICS, UNIT_NAMES } from '@assay/metrics';
import type { MetricSet } from '@assay/metrics';
import { equityFan } from '@assay/metrics';
import { costTable, rigourTable } from '../evidence/run-evidence.js';
import { tableOnPage } from '../evidence/evidence-table.js';
import { tableMarkup } from '../html/data-table.js';
import { fanMarkup } from '../html/fan-chart.js';
import { html } from '../html/markup.js';
import type { Markup } from '../html/markup.js';
import type { MetricNames } from '../html/metric-names.js';
import { metricText } from '../html/number-text.js';
import { figure } from '../html/result-cells.js';
import type { RunResultModel } from '../results/run-result-model.js';

/** How far the numbers can be trusted: other luck, other costs. */
export function runEvidence(run: RunResultModel, names: MetricNames): Markup {
  const { result, rigour, runKey } = run;
  const nets = [...result.trades].sort((a, b) => a.exitTime - b.exitTime).map(({ net }) => net);
  const fan = equityFan(runKey, result.capital, Float64Array.from(nets));
  return html`<section id="evidence">
    <h2>How far to trust it</h2>
    ${fanMarkup(fan, result.accountCurrency)}${tableOnPage(rigourTable(run), names)}${tableOnPage(
      costTable(rigour.costGrid),
      names,
    )}
  </section> `;
}

/** Every number, both directions beside it, and why a missing one is missing. */
export function runNumbers({ metrics }: RunResultModel, names: MetricNames): Markup {
  const { all, long, short, benchmark } = metrics;
  const held: MetricSet = benchmark;
  return html`<section id="numbers">
    <h2>All numbers</h2>
    ${tableMarkup({
      caption: 'Numbers of the run; a name opens its definition',
      columns: [
        { title: 'Number' },
        ...['All', 'Long', 'Short'].map((title) => ({ title, number: true })),
        { title: 'Unit' },
        { title: 'No value because' },
      ],
      rows: [
        ...METRICS.map(({ id, unit }) => [
          { text: names.of(id) },
          figure(all.values[id], unit),
          figure(long.values[id], unit),
          figure(short.values[id], unit),
          { text: UNIT_NAMES[unit] },
          { text: all.reasons[id] ?? '' },
        ]),
        ...BENCHMARK_METRICS.map(({ id, unit }) => [
          { text: names.of(id) },
          figure(benchmark.values[id], unit),
          { text: '' },
          { text: '' },
          { text: UNIT_NAMES[unit] },
          { text: held.reasons[id] ?? '' },
        ]),
      ],
    })}
  </section> `;
}

/** Settings in force, and what did not happen. */
export function runSettings({ result }: RunResultModel): Markup {
  const { settings, rejections, notReadyBars } = result;
  const refused = Object.keys(rejections).sort();
  const orders =
    refused.length === 0
      ? html`<p>No order was refused.</p>`
      : tableMarkup({
          caption: 'Orders refused',
          columns: [{ title: 'Reason' }, { title: 'Orders', number: true }],
          rows: refused.map((reason) => [
            { text: reason },
            figure(rejections[reason] ?? 0, 'count'),
          ]),
        });
  return html`<section id="settings">
    <h2>Settings and refusals</h2>
    ${orders}
    <p>Bars on which indicators were not ready: ${metricText(notReadyBars, 'count')}.</p>
    ${tableMarkup({
      caption: 'Settings as rules and broker spec decided them',
      columns: [{ title: 'Setting' }, { title: 'Value' }],
      rows: Object.keys(settings)
        .sort()
        .map((key) => {
          const value = settings[key];
          const text = value === null || value === undefined ? 'not in force' : String(value);
          return [{ text: key }, { text }];
        }),
    })}
  </section> `;
}
