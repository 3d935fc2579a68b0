import { formatCount, renderTable, type JsonValue, type TextView } from '@assay/cli';
import { formatInstant } from '@assay/core';
import { renderQuality, type QualityReport } from '@assay/market-data';

/** An instant to the minute, for reading; empty for none. */
export function minuteText(ms: number): string {
  return Number.isFinite(ms) ? new Date(ms).toISOString().slice(0, 16).replace('T', ' ') : '';
}

/** The same instant for JSON; null for none. */
export function instantJson(ms: number): string | null {
  return Number.isFinite(ms) ? formatInstant(ms).replace('.000Z', 'Z') : null;
}

/** The findings of a report as a table, or a sentence when there are none. */
export function qualityTable(report: QualityReport, view: TextView): string {
  const rows = renderQuality(report);
  if (rows.length === 0) return 'quality: nothing was found';
  return renderTable(
    [
      { header: 'check' },
      { header: 'severity' },
      { header: 'count', align: 'right' },
      { header: 'first' },
      { header: 'detail' },
    ],
    rows.map((row) => [row.check, row.severity, formatCount(row.count), row.first, row.detail]),
    { width: view.width, style: view.style },
  );
}

/** A report for JSON. */
export function qualityJson(report: QualityReport): { readonly [key: string]: JsonValue } {
  return {
    rows: report.rows,
    first: instantJson(report.firstTime),
    last: instantJson(report.lastTime),
    calendar: report.calendar,
    missing_bars: report.missingBars,
    blocking: report.blocking,
    findings: report.findings.map(({ id, severity, count, firstBar, firstTime, detail }) => ({
      id,
      severity,
      count,
      first_bar: firstBar,
      first_time: instantJson(firstTime),
      detail,
    })),
  };
}
