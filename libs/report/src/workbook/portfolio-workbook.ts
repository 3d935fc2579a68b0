import { metricRows, tableSheet } from '../evidence/evidence-table.js';
import { portfolioEvidenceTables } from '../evidence/portfolio-evidence-tables.js';
import { portfolioDefinitions } from '../portfolio/portfolio-definitions.js';
import type { PortfolioModel } from '../portfolio/portfolio-model.js';
import { workbookBytes } from './workbook-bytes.js';

/** File name of a portfolio's workbook. */
export function portfolioWorkbookName(directiveId: string): string {
  return `AK_Portfolio_Report_${directiveId}.xlsx`;
}

/** The workbook of a portfolio: its numbers, then every table of evidence. */
export function portfolioWorkbook(model: PortfolioModel): Uint8Array {
  const numbers = metricRows(portfolioDefinitions(), model.portfolio.metrics);
  const summary = { id: 'metrics', title: 'Portfolio Summary', note: '', ...numbers };
  return workbookBytes(
    `Portfolio report ${model.directiveId}`,
    [summary, ...portfolioEvidenceTables(model)].map((table) =>
      tableSheet(table, model.accountCurrency),
    ),
  );
}
