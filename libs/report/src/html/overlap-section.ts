import type { CorrelationMatrix } from '@assay/metrics';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { tableMarkup } from './data-table.js';
import type { TableCell } from './data-table.js';
import { html, NOTHING } from './markup.js';
import type { Markup } from './markup.js';
import { decimalText, NO_VALUE } from './number-text.js';

function correlationTable(caption: string, { labels, rows }: CorrelationMatrix): Markup {
  const cell = (value: number | null): TableCell => ({
    text: value === null ? NO_VALUE : decimalText(value, 2),
    number: true,
    amount: value === null ? 0 : Math.min(4, Math.ceil(Math.abs(value) * 4)),
  });
  return tableMarkup({
    caption,
    columns: [{ title: 'Symbol' }, ...labels.map((title) => ({ title, number: true }))],
    rows: rows.map((row, i) => [{ text: labels[i] ?? '' }, ...row.map(cell)]),
  });
}

/** How the runs move together; nothing for a single run. */
export function overlapSection({ runs, portfolio }: PortfolioModel): Markup {
  if (runs.length < 2) return NOTHING;
  const { correlation, stressCorrelation } = portfolio;
  const stress =
    stressCorrelation === null
      ? NOTHING
      : correlationTable(
          'Correlation between peak and trough of the largest drawdown',
          stressCorrelation,
        );
  return html`<section id="together">
    <h2>Symbols together</h2>
    ${correlationTable('Correlation of calendar-day returns', correlation)}${stress}
  </section> `;
}
