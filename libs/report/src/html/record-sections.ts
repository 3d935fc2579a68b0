import { UNIT_NAMES } from '@assay/metrics';
import { portfolioDefinitions } from '../portfolio/portfolio-definitions.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { tableMarkup } from './data-table.js';
import { copyable } from './fact-list.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';
import { metricText } from './number-text.js';

/** What did not happen: failed symbols, refused orders, bars without a signal, and warnings. */
export function exceptionSection({ runs, failed, warnings }: PortfolioModel): Markup {
  const rejections = runs.flatMap(({ symbol, rejections: counts }) =>
    Object.keys(counts)
      .sort()
      .map((reason) => [
        { text: symbol },
        { text: reason },
        { text: metricText(counts[reason] ?? 0, 'count'), number: true },
      ]),
  );
  const notReady = runs.reduce((sum, run) => sum + run.notReadyBars, 0);
  const refused =
    rejections.length === 0
      ? html`<p>No order was refused.</p>`
      : tableMarkup({
          caption: 'Orders refused',
          columns: [{ title: 'Symbol' }, { title: 'Reason' }, { title: 'Orders', number: true }],
          rows: rejections,
        });
  const failures =
    failed.length === 0
      ? NOTHING
      : tableMarkup({
          caption: 'Symbols without a result',
          columns: [{ title: 'Symbol' }, { title: 'Error' }],
          rows: failed.map(({ symbol, error }) => [{ text: symbol }, { text: error }]),
        });
  const list = warnings.map((text) => html`<li>${text}</li>`);
  const noted =
    warnings.length === 0
      ? html`<p>No warnings.</p>`
      : html`<ul>
          ${list}
        </ul>`;
  return html`<section id="exceptions">
    <h2>Refusals and warnings</h2>
    ${failures}${refused}
    <p>Bars on which indicators were not ready: ${metricText(notReady, 'count')}.</p>
    ${noted}
  </section> `;
}

/** Every number of the portfolio with its definition; an undefined one says why. */
export function definitionSection(
  { portfolio: { metrics } }: PortfolioModel,
  names: MetricNames,
): Markup {
  return html`<section id="numbers">
    <h2>All numbers and what they mean</h2>
    ${tableMarkup({
      caption: 'Numbers of the portfolio',
      columns: [
        { title: 'Number' },
        { title: 'Value', number: true },
        { title: 'Unit' },
        { title: 'Definition' },
        { title: 'No value because' },
      ],
      rows: portfolioDefinitions().map(({ id, unit, formula }) => [
        { text: names.of(id) },
        { text: metricText(metrics.values[id], unit), number: true },
        { text: UNIT_NAMES[unit] },
        { text: formula },
        { text: metrics.reasons[id] ?? '' },
      ]),
    })}
  </section> `;
}

/** Settings in force, from the first run; those that differ by symbol are listed for each. */
export function settingsSection({ runs }: PortfolioModel): Markup {
  const keys = Object.keys(runs[0]?.settings ?? {}).sort();
  const textOf = (value: string | number | boolean | null | undefined): string =>
    value === null || value === undefined ? 'not in force' : String(value);
  const rows = keys.map((key) => {
    const values = runs.map(({ settings }) => textOf(settings[key]));
    const same = values.every((value) => value === values[0]);
    const text = same
      ? (values[0] ?? '')
      : runs.map(({ symbol }, i) => `${symbol}: ${values[i] ?? ''}`).join('; ');
    return [{ text: key }, { text }];
  });
  return html`<section id="settings">
    <h2>Settings in force</h2>
    ${tableMarkup({
      caption: 'Settings as rules and broker spec decided them',
      columns: [{ title: 'Setting' }, { title: 'Value' }],
      rows,
    })}
  </section> `;
}

/** Run ids, run keys and every input hash of every run. */
export function inputSection({ runs }: PortfolioModel): Markup {
  const rows = runs.flatMap((run) => [
    [{ text: run.symbol }, { text: 'run_id' }, { text: copyable(run.runId) }],
    [{ text: run.symbol }, { text: 'run_key' }, { text: copyable(run.runKey) }],
    ...Object.keys(run.inputs)
      .sort()
      .map((key) => [
        { text: run.symbol },
        { text: key },
        { text: copyable(run.inputs[key] ?? '') },
      ]),
  ]);
  return html`<section id="inputs">
    <h2>Input hashes</h2>
    <p>SHA-256, lower-case hex. One changed input gives another run id.</p>
    ${tableMarkup({
      caption: 'Inputs of each run',
      columns: [{ title: 'Symbol' }, { title: 'Input' }, { title: 'Hash' }],
      rows,
    })}
  </section> `;
}
