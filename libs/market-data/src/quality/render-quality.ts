import { diagnostic, formatInstant, type Diagnostic } from '@assay/core';
import { QUALITY_CHECKS, type QualityFinding, type QualityReport } from './quality-report.js';

/** One line of the table of findings. */
export interface QualityRow {
  readonly check: string;
  readonly severity: 'block' | 'warn';
  readonly count: number;
  /** Open time of the first bar concerned, RFC 3339 in UTC; empty when it has none. */
  readonly first: string;
  readonly title: string;
  readonly detail: string;
}

/** The findings as rows for a table; empty when nothing was found. */
export function renderQuality(report: QualityReport): readonly QualityRow[] {
  return report.findings.map((finding) => ({
    check: finding.id,
    severity: finding.severity,
    count: finding.count,
    first: instantText(finding.firstTime),
    title: QUALITY_CHECKS[finding.id].title,
    detail: finding.detail,
  }));
}

/** The findings as diagnostics of DATA_QUALITY: blocking ones are errors, the others warnings. */
export function qualityDiagnostics(report: QualityReport, file: string): readonly Diagnostic[] {
  return report.findings.map((finding) =>
    diagnostic('DATA_QUALITY', `${QUALITY_CHECKS[finding.id].title} (${finding.id})`, {
      severity: finding.severity === 'block' ? 'error' : 'warning',
      place: { file },
      found: foundText(finding),
    }),
  );
}

/** The report of one file as Markdown: a heading, the facts, a table of what was found. */
export function qualityMarkdown(report: QualityReport, title: string): string {
  const { rows, timeframe, calendar, missingBars, blocking } = report;
  const lines = [
    `## ${cell(title)}`,
    '',
    `- bars: ${rows} of ${timeframe}, ${instantText(report.firstTime)} to ${instantText(report.lastTime)}`,
    `- missing while open: ${missingBars} (calendar \`${calendar}\`)`,
    `- gate: ${blocking ? '**BLOCKED**' : 'ok'}`,
    '',
  ];
  const findings = renderQuality(report);
  if (findings.length === 0) return [...lines, 'Nothing was found.', ''].join('\n');
  const table = findings.map(
    ({ check, severity, count, first, title: what, detail }) =>
      `| \`${check}\` | ${severity} | ${count} | ${first} | ${cell(what)} | ${cell(detail)} |`,
  );
  const head = [
    '| check | severity | count | first | what | detail |',
    '|---|---|---:|---|---|---|',
  ];
  return [...lines, ...head, ...table, ''].join('\n');
}

/** Text that may come from a file, as a cell of a table. */
function cell(text: string): string {
  return text.replace(/[\\|`*_<>[\]]/g, '\\$&').replace(/\s+/g, ' ');
}

function foundText(finding: QualityFinding): string {
  const bars = finding.count === 1 ? 'once' : `${finding.count} times`;
  return `${bars}, first at bar ${finding.firstBar} (${instantText(finding.firstTime)}): ${finding.detail}`;
}

function instantText(ms: number): string {
  return Number.isFinite(ms) ? formatInstant(ms).replace('.000Z', 'Z') : '';
}
