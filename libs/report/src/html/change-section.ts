import { attemptChanges } from '../portfolio/attempt-changes.js';
import type { AttemptChanges } from '../portfolio/attempt-changes.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import { copyable } from './fact-list.js';
import { html } from './markup.js';
import type { Content, Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';
import { NO_VALUE } from './number-text.js';
import { figure } from './result-cells.js';

function hash(text: string | null): Content {
  return text === null || text === '' ? NO_VALUE : copyable(text);
}

function inputTable({ inputs }: AttemptChanges): Markup {
  if (inputs.length === 0) {
    return html`<p>No input of a symbol that both have is another one.</p>`;
  }
  return tableMarkup({
    caption: 'Inputs that are others now',
    columns: ['Input', 'Symbols', 'Before', 'Now'].map((title) => ({ title })),
    rows: inputs.map(({ input, symbols, before, now }) => [
      { text: input },
      { text: symbols.length === 0 ? 'all' : symbols.join(', ') },
      { text: hash(before) },
      { text: hash(now) },
    ]),
  });
}

/** A value that is another one now stands out. */
function pair([before, now]: readonly [TableCell, TableCell]): readonly TableCell[] {
  return before.text === now.text ? [before, now] : [before, { ...now, amount: 1 }];
}

function resultTables(changes: AttemptChanges, names: MetricNames): Markup {
  const { numbers, symbols, verdict } = changes;
  const both = ['Before', 'Now'].map((title) => ({ title, number: true }));
  const results = tableMarkup({
    caption: 'Results of both attempts',
    columns: [{ title: 'Number' }, ...both],
    rows: [
      [
        { text: 'Verdict' },
        ...pair([
          { text: verdict[0], number: true },
          { text: verdict[1], number: true },
        ]),
      ],
      ...numbers.map(({ id, unit, before, now }) => [
        { text: names.of(id) },
        ...pair([figure(before, unit), figure(now, unit)]),
      ]),
    ],
  });
  const bySymbol = tableMarkup({
    caption: 'Trades and net profit by symbol',
    columns: [
      { title: 'Symbol' },
      { title: 'Trades before', number: true },
      { title: 'Trades now', number: true },
      { title: 'Net before', number: true },
      { title: 'Net now', number: true },
    ],
    rows: symbols.map(({ symbol, trades, net }) => [
      { text: symbol },
      ...pair([figure(trades[0], 'count'), figure(trades[1], 'count')]),
      ...pair([figure(net[0], 'money'), figure(net[1], 'money')]),
    ]),
  });
  return html`<div class="grid-2">${results}${bySymbol}</div>`;
}

/** What changed against the attempt before: inputs by their hashes, results beside each other. */
export function changeSection(model: PortfolioModel, names: MetricNames): Markup {
  const changes = attemptChanges(model);
  const content =
    changes === null
      ? html`<p>No attempt before this one came to another portfolio.</p>`
      : html`<p>Against attempt ${changes.attempt}, as the ledger keeps it.</p>
          ${inputTable(changes)}${resultTables(changes, names)}`;
  return html`<section id="changes">
    <h2>What changed</h2>
    ${content}
  </section> `;
}
