export { runResultFiles } from './results/run-result-files.js';
export { moneySuffix, runOutcomeLabel } from './results/run-result-model.js';
export type {
  ReportMarketState,
  ReportTrade,
  RunOutcome,
  RunResultModel,
  TextArtifact,
} from './results/run-result-model.js';
export { tradeColumns, tradeListCsv } from './results/trade-list.js';
export type { CellFormat, TradeColumn } from './results/trade-list.js';
export { equityCurveCsv } from './results/equity-curve.js';
export { metricsGlossaryCsv, riskCsv, standardCsv, yearwiseCsv } from './results/summary-tables.js';
export { RUN_METADATA_SCHEMA, barGeometryJson, runMetadataJson } from './results/run-metadata.js';
export { csvCell, csvText } from './results/csv-text.js';
export type { CsvValue } from './results/csv-text.js';
export { MASTER_COLUMNS, OWN_COLUMNS, PREDECESSOR_COLUMNS } from './master/master-columns.js';
export type { MasterColumn } from './master/master-columns.js';
export { masterRow } from './master/master-row.js';
export type { MasterRow } from './master/master-row.js';
export { runWorkbook, runWorkbookName } from './workbook/run-workbook.js';
export { masterWorkbook } from './workbook/master-workbook.js';
export type { MasterSheetRow } from './workbook/master-workbook.js';
export { workbookBytes } from './workbook/workbook-bytes.js';
export type { FormattedCell, SheetCell, SheetColumn, SheetModel } from './workbook/sheet-model.js';
export { zipArchive } from './workbook/zip-archive.js';
export type { ArchiveEntry } from './workbook/zip-archive.js';
export { buildPortfolioModel } from './portfolio/portfolio-model.js';
export type {
  FailedRun,
  FamilyTrials,
  PolicyModel,
  PortfolioInput,
  PortfolioModel,
  PortfolioRunModel,
} from './portfolio/portfolio-model.js';
export type { PreviousAttempt, PreviousRun } from './portfolio/attempt-changes.js';
export { portfolioRun } from './portfolio/portfolio-run.js';
export { portfolioFiles } from './portfolio/portfolio-files.js';
export {
  PORTFOLIO_SUMMARY_SCHEMA,
  portfolioEquityCsv,
  portfolioMetricsCsv,
  portfolioSummaryJson,
  portfolioTradesCsv,
} from './portfolio/portfolio-tables.js';
export { portfolioMarkdown } from './portfolio/portfolio-markdown.js';
export { portfolioHtml } from './html/portfolio-html.js';
export { reportNotices } from './results/report-notices.js';
export { portfolioWorkbook, portfolioWorkbookName } from './workbook/portfolio-workbook.js';
export type { EvidenceColumn, EvidenceTable } from './evidence/evidence-table.js';
export { html, NOTHING } from './html/markup.js';
export type { Content, Markup } from './html/markup.js';
export { metricText, NO_VALUE } from './html/number-text.js';
export { niceTicks, yearTicks } from './html/chart-ticks.js';
export type { TimeTick } from './html/chart-ticks.js';
export { thinSeries } from './html/thin-series.js';
export { portfolioDefinitions } from './portfolio/portfolio-definitions.js';
export type { PortfolioDefinition } from './portfolio/portfolio-definitions.js';
export { priceChart, priceChartJson, readPriceChart } from './price-chart/price-chart.js';
export type { PriceChart } from './price-chart/price-chart.js';
export type { SessionRange, SessionWindow } from './price-chart/session-ranges.js';
export { runHtml } from './run-page/run-html.js';
