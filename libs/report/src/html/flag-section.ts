import { raiseRiskFlags } from '@assay/metrics';
import type { MetricUnit } from '@assay/metrics';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';
import { metricText, percentText } from './number-text.js';

function bound(value: number, unit: MetricUnit): string {
  return unit === 'fraction' ? percentText(value, 0) : String(value);
}

/** What should make a reader careful: numbers beyond conventions, each with its limit. No verdict. */
export function flagSection(
  values: Readonly<Record<string, number | null | undefined>>,
  names: MetricNames,
): Markup {
  const flags = raiseRiskFlags(values);
  const list = flags.map(({ metric, measured, below, above, meaning }) => {
    const unit = names.find(metric)?.unit ?? 'ratio';
    const limit =
      below === undefined ? `above ${bound(above ?? 0, unit)}` : `below ${bound(below, unit)}`;
    return html`<li>
      ${names.of(metric)} <b>${metricText(measured, unit)}</b>, ${limit}: ${meaning}.
    </li>`;
  });
  const text =
    flags.length === 0
      ? html`<p>None of the conventions that are looked at is broken. That is no verdict.</p>`
      : html`<ul class="flags">
          ${list}
        </ul>`;
  return html`<section id="flags">
    <h2>Risk flags</h2>
    ${text}
  </section> `;
}
