import { tableOnPage } from '../evidence/evidence-table.js';
import { portfolioEvidenceTables } from '../evidence/portfolio-evidence-tables.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { html } from './markup.js';
import type { Markup } from './markup.js';

/** Pairs have a matrix of their own on the page. */
const SHOWN_ELSEWHERE = 'correlation';

/** Verdict, intervals, trials and scenarios. */
export function evidenceSection(model: PortfolioModel): Markup {
  const tables = portfolioEvidenceTables(model).filter(({ id }) => id !== SHOWN_ELSEWHERE);
  return html`<section id="evidence">
    <h2>How far to trust it</h2>
    ${tables.map((table) => tableOnPage(table))}
  </section> `;
}
