import { tableOnPage } from '../evidence/evidence-table.js';
import { portfolioEvidenceTables } from '../evidence/portfolio-evidence-tables.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { fanMarkup } from './fan-chart.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';
import type { MetricNames } from './metric-names.js';

/** Pairs have a matrix of their own on the page, the verdict stands first, symbols left out have a picture. */
const SHOWN_ELSEWHERE = ['correlation', 'policy', 'without_symbol'];

/** What the policy asks, what was measured, and what follows from it: the first section of the page. */
export function verdictSection(model: PortfolioModel, names: MetricNames): Markup {
  const tables = portfolioEvidenceTables(model).filter(({ id }) => id === 'policy');
  return html`<section id="verdict">
    <h2>Verdict</h2>
    ${tables.map((table) => tableOnPage(table, names))}
  </section> `;
}

/** Other luck, intervals, trials and scenarios. */
export function evidenceSection(model: PortfolioModel, names: MetricNames): Markup {
  const tables = portfolioEvidenceTables(model).filter(({ id }) => !SHOWN_ELSEWHERE.includes(id));
  return html`<section id="evidence">
    <h2>How far to trust it</h2>
    ${fanMarkup(model.fan, model.accountCurrency)}${tables.map((table) => tableOnPage(table, names))}
  </section> `;
}
