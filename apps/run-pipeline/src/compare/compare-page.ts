import { createHash } from 'node:crypto';
import { UNIT_NAMES } from '@assay/metrics';
import { html, metricText, NO_VALUE, NOTHING, type Content, type Markup } from '@assay/report';
import { pageTable, type PageColumn } from '../pages/page-table.js';
import { THEME } from '../pages/theme.js';
import { INPUT_NAMES, sortInputs, type InputRow } from './changes.js';
import { differenceText } from './comparability.js';
import type { Comparison } from './comparison.js';
import { equityChart } from './equity-chart.js';
import { changeText, type MetricRow } from './metric-rows.js';
import type { Subject } from './subject.js';

const COLOURS = [0, 1, 2, 3, 4, 5, 6, 7]
  .map((i) => `.l${i}{stroke:var(--c${i})}.subjects .s${i}{border-top-color:var(--c${i})}`)
  .join('');

const STYLE = `${THEME}main,.top,footer{max-width:1180px;margin:0 auto;padding-left:20px;padding-right:20px}
.top{padding-top:32px}
.subjects{display:grid;grid-template-columns:repeat(auto-fit,minmax(230px,1fr));gap:12px;margin:18px 0 0;padding:0;list-style:none}
.subjects li{background:var(--card);border:1px solid var(--rule);border-top:4px solid;border-radius:10px;padding:12px 16px;box-shadow:var(--shadow);min-width:0}
.subjects h2{margin:0 0 6px;font-size:15.5px;overflow-wrap:anywhere}
.subjects dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:2px 12px;font-size:13.5px}
.subjects dt{color:var(--muted)}
.subjects dd{margin:0;overflow-wrap:anywhere;text-align:right}
figure{margin:0}
.chart{width:100%;height:auto;display:block}
.grid{stroke:var(--rule);stroke-width:1}
.zero{stroke:var(--muted)}
.tick{fill:var(--muted);font-size:12px}
.line{fill:none;stroke-width:1.7}
.legend{list-style:none;display:flex;flex-wrap:wrap;gap:4px 22px;margin:10px 0 0;padding:0;font-size:13.5px}
.legend li{overflow-wrap:anywhere}
.key{width:28px;height:8px;margin-right:6px}
.change{display:block;color:var(--muted);font-size:12px}
.meaning summary{list-style:none;text-decoration:underline dotted var(--muted);text-underline-offset:3px}
.meaning summary::-webkit-details-marker{display:none}
td code{white-space:nowrap}
.meaning p{margin:4px 0 0;color:var(--muted);font-size:12.5px;max-width:46ch}
${COLOURS}
`;

function subjectCard(subject: Subject, place: number): Markup {
  const [first] = subject.runs;
  const facts: readonly (readonly [string, Content])[] = [
    ['Directive', subject.directiveId],
    ['Strategy', subject.strategy],
    ['Window', `${first?.start ?? ''} to ${first?.end ?? ''}`],
    ['Bars', `${first?.timeframe ?? ''}${subject.synthetic ? ', synthetic' : ''}`],
    ['Symbols', subject.runs.map(({ symbol }) => symbol).join(' ')],
    ['Attempt', String(subject.attempt)],
    ['Capital', `${metricText(subject.capital, 'money')} ${subject.currency}`],
    ...(subject.verdict === null ? [] : [['Verdict', subject.verdict] as const]),
  ];
  return html`<li class="s${place}">
    <h2>${subject.label} · ${subject.id}</h2>
    <dl>
      ${facts.map(
        ([name, value]) =>
          html`<dt>${name}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </li>`;
}

function cautionBanner({ cautions, differences, subjects }: Comparison): Markup {
  if (cautions.length === 0) return NOTHING;
  const items = differences.map((one) => html`<li>${differenceText(one, subjects)}</li>`);
  return html`<div class="banner warn" role="note">
    ${cautions.map((caution) => html`<p>${caution}</p>`)}
    ${
      items.length === 0
        ? NOTHING
        : html`<ul>
            ${items}
          </ul>`
    }
  </div>`;
}

function meaning(row: MetricRow): Markup {
  return html`<details class="meaning">
    <summary>${row.name}</summary>
    <p>${row.definition}. Unit: ${UNIT_NAMES[row.unit]}. Source: ${row.source}.</p>
  </details>`;
}

function valueCell(row: MetricRow, place: number): Content {
  const value = row.values[place] ?? null;
  const reason = row.reasons[place];
  if (value === null) {
    return html`<span title="${reason ?? ''}">${NO_VALUE}</span
      ><span class="hidden">${reason ?? ''}</span>`;
  }
  const text = metricText(value, row.unit);
  if (place === 0 || row.changes[place] === null) return text;
  return html`${text}<span class="change">${changeText(row, place)}</span>`;
}

function metricTable({ subjects }: Comparison, rows: readonly MetricRow[], label: string): Markup {
  const columns: readonly PageColumn[] = [
    { header: 'Metric' },
    ...subjects.map((subject) => ({ header: subject.label, isNumber: true })),
  ];
  const cells = rows.map((row) => [
    meaning(row),
    ...subjects.map((_, place) => valueCell(row, place)),
  ]);
  return pageTable(label, columns, cells, 'No number.');
}

function symbolTable({ subjects }: Comparison): Markup {
  if (subjects.every(({ kind }) => kind === 'run')) return NOTHING;
  const symbols = [...new Set(subjects.flatMap(({ runs }) => runs.map((r) => r.symbol)))].sort();
  const rows = symbols.map((symbol) => [
    symbol,
    ...subjects.map(({ runs }): Content => {
      const run = runs.find((one) => one.symbol === symbol);
      if (!run) return NO_VALUE;
      const trades = `${run.trades} trades`;
      return html`${metricText(run.netProfit, 'money')}<span class="change">${trades}</span>`;
    }),
  ]);
  const columns = [
    { header: 'Symbol' },
    ...subjects.map(({ label }) => ({ header: label, isNumber: true })),
  ];
  return html`<section class="card">
    <h2>Net profit by symbol</h2>
    ${pageTable('Net profit by symbol', columns, rows, 'No run.')}
  </section>`;
}

function inputTable({ subjects }: Comparison, rows: readonly InputRow[], label: string): Markup {
  const columns = [{ header: 'Input' }, ...subjects.map((one) => ({ header: one.label }))];
  const cells = rows.map(({ input, symbol, values }) => [
    `${symbol === null ? '' : `${symbol} · `}${INPUT_NAMES[input] ?? input}`,
    ...values.map((value): Content =>
      value === null ? NO_VALUE : html`<code title="${value}">${value.slice(0, 16)}</code>`,
    ),
  ]);
  return pageTable(label, columns, cells, 'Every input is equal.');
}

function changesSection(comparison: Comparison): Markup {
  const { inputs, settings, subjects } = comparison;
  const { changed, partial, equal } = sortInputs(inputs);
  const columns = [{ header: 'Setting' }, ...subjects.map((one) => ({ header: one.label }))];
  const rows = settings
    .filter(({ same }) => !same)
    .map(({ setting, values }) => [
      html`<code>${setting}</code>`,
      ...values.map((value) => (value === null ? NO_VALUE : String(value))),
    ]);
  return html`<section class="card">
      <h2>Inputs that differ</h2>
      ${inputTable(comparison, changed, 'Inputs that differ')}
      ${
        partial.length === 0
          ? NOTHING
          : html`<details>
              <summary>${partial.length} inputs that only some have</summary>
              ${inputTable(comparison, partial, 'Inputs that only some have')}
            </details>`
      }
      <details>
        <summary>${equal.length} of ${inputs.length} inputs are equal</summary>
        ${inputTable(comparison, equal, 'Inputs that are equal')}
      </details>
    </section>
    <section class="card">
      <h2>Settings that differ</h2>
      ${pageTable('Settings that differ', columns, rows, 'Every setting is equal.')}
    </section>`;
}

/**
 * One self-contained page of a comparison: no script, no request. The same comparison gives the same bytes.
 */
export function comparePage(comparison: Comparison): string {
  const { subjects, metrics } = comparison;
  const title = subjects.map(({ id }) => id).join(' · ');
  const hash = createHash('sha256').update(STYLE).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  // Not a template: white space around it would change its hash.
  const style: Markup = { markup: `<style>${STYLE}</style>` };
  const key = metrics.filter(({ isKey }) => isKey);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>Comparison · ${title}</title>
        ${style}
      </head>
      <body>
        <header class="top">
          <p class="kicker">Comparison · ${String(subjects.length)} ${subjects[0]?.kind ?? ''}s</p>
          <h1>${title}</h1>
          ${cautionBanner(comparison)}
          <ul class="subjects">
            ${subjects.map(subjectCard)}
          </ul>
        </header>
        <main>
          <section class="card">
            <h2>Equity</h2>
            ${equityChart(subjects)}
          </section>
          <section class="card">
            <h2>Numbers</h2>
            <p class="note">
              Below each number its distance from ${subjects[0]?.label ?? ''}. Open a name for its
              definition.
            </p>
            ${metricTable(comparison, key, 'Key numbers')}
            <details>
              <summary>All ${metrics.length} numbers</summary>
              ${metricTable(comparison, metrics, 'All numbers')}
            </details>
          </section>
          ${symbolTable(comparison)} ${changesSection(comparison)}
        </main>
        <footer>Every number was read from evidence whose digest the ledger holds.</footer>
      </body>
    </html> `.markup;
}
