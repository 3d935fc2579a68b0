import { canonicalJson } from '@assay/hashing';
import { tableCsv } from '../evidence/evidence-table.js';
import { portfolioEvidenceTables } from '../evidence/portfolio-evidence-tables.js';
import { portfolioHtml } from '../html/portfolio-html.js';
import type { TextArtifact } from '../results/run-result-model.js';
import { portfolioMarkdown } from './portfolio-markdown.js';
import type { PortfolioModel } from './portfolio-model.js';
import {
  portfolioEquityCsv,
  portfolioMetricsCsv,
  portfolioSummaryJson,
  portfolioTradesCsv,
} from './portfolio-tables.js';

/**
 * The artifacts of stage 4 in the order of their paths, relative to the portfolio's folder.
 * @param script - What brings the page to life; a page without it can be read and printed all the same.
 */
export function portfolioFiles(model: PortfolioModel, script = ''): readonly TextArtifact[] {
  const tables = portfolioEvidenceTables(model).map((table) => ({
    path: `portfolio_${table.id}.csv`,
    text: tableCsv(table),
  }));
  const files = [
    ...tables,
    { path: 'policy.json', text: canonicalJson(model.policy.content) },
    { path: 'portfolio_equity.csv', text: portfolioEquityCsv(model) },
    { path: 'portfolio_metrics.csv', text: portfolioMetricsCsv(model) },
    { path: 'portfolio_overview.md', text: portfolioMarkdown(model) },
    { path: 'portfolio_summary.json', text: portfolioSummaryJson(model) },
    { path: 'portfolio_tradelevel.csv', text: portfolioTradesCsv(model) },
    { path: 'report.html', text: portfolioHtml(model, script) },
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
