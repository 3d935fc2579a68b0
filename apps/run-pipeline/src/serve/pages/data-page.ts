import { formatCount } from '@assay/cli';
import { QUALITY_CHECKS, renderQuality } from '@assay/market-data';
import { html, NOTHING, type Content, type Markup } from '@assay/report';
import type { Reader } from '@assay/pipeline';
import { minuteText } from '../../data/quality-view.js';
import { pageTable } from '../../pages/page-table.js';
import type { BarFileQuality } from '../quality-store.js';
import type { PagePart, WebContext } from '../web-context.js';
import { gridCell } from './grid-cells.js';
import { grid, gridControls, type GridRow } from './grid.js';
import { badge, codeLink } from './parts.js';

/** The gate's answer in one word. */
function gateOf({ report, problem }: BarFileQuality): string {
  if (problem) return 'unreadable';
  if (!report) return 'judging';
  if (report.blocking) return 'blocked';
  return report.findings.length > 0 ? 'notes' : 'clean';
}

const TONES = {
  unreadable: 'bad',
  blocked: 'bad',
  judging: 'calm',
  notes: 'warn',
  clean: 'good',
} as const;

function findings({ report, problem, entry }: BarFileQuality): Content {
  if (problem) {
    return html`${codeLink(problem.code)} ${problem.message}
      <span class="sub">${problem.next ?? ''}</span>`;
  }
  if (!report) return '';
  const rows = renderQuality(report);
  if (rows.length === 0) return 'nothing was found';
  const table = pageTable(
    `Findings in ${entry.file}`,
    [
      { header: 'Check' },
      { header: 'Severity' },
      { header: 'Count', isNumber: true },
      { header: 'First' },
      { header: 'Detail' },
    ],
    rows.map((row) => [row.check, row.severity, formatCount(row.count), row.first, row.detail]),
    '',
  );
  return html`<details id="q-${entry.file}">
    <summary>${rows.length} ${rows.length === 1 ? 'kind' : 'kinds'} of findings</summary>
    ${table}
  </details>`;
}

function rowOf(file: BarFileQuality): GridRow {
  const { entry, report, bytes } = file;
  const gate = gateOf(file) as keyof typeof TONES;
  const count = (value: number | undefined): Content =>
    gridCell(value === undefined ? '–' : formatCount(value), value ?? null, 'num');
  return {
    marks: { gate, symbol: entry.symbol },
    cells: [
      html`<th scope="row" data-sort="${entry.file}">${entry.file}</th>`,
      gridCell(badge(TONES[gate], gate), gate),
      count(report?.rows),
      gridCell(report ? minuteText(report.firstTime) : '–', report?.firstTime ?? null),
      gridCell(report ? minuteText(report.lastTime) : '–', report?.lastTime ?? null),
      count(report?.missingBars),
      gridCell(report?.calendar ?? '–', report?.calendar ?? null),
      gridCell(bytes === null ? '–' : `${(bytes / 1024).toFixed(0)} kB`, bytes, 'num'),
      gridCell(findings(file), report?.findings.length ?? null, 'wide'),
    ],
  };
}

/** What the checks look for, in the words of their table. */
function meaning(): Markup {
  const items = Object.entries(QUALITY_CHECKS).map(
    ([id, { severity, title }]) => html`<li><code>${id}</code> (${severity}): ${title}</li>`,
  );
  return html`<section class="card">
    <h2>What is checked</h2>
    <ul class="columns">
      ${items}
    </ul>
  </section>`;
}

/** The quality of every bar file; files that were not judged yet follow. */
export function dataPage(reader: Reader, context: WebContext): PagePart {
  const files = context.quality.list(reader);
  const waiting = files.filter((file) => gateOf(file) === 'judging').length;
  const blocked = files.filter((file) => ['blocked', 'unreadable'].includes(gateOf(file))).length;
  const columns = [
    { id: 'file', header: 'File' },
    { id: 'gate', header: 'Gate' },
    { id: 'bars', header: 'Bars', isNumber: true },
    { id: 'first', header: 'First bar' },
    { id: 'last', header: 'Last bar' },
    { id: 'missing', header: 'Missing', isNumber: true, meaning: 'bars that the calendar expects' },
    { id: 'calendar', header: 'Calendar' },
    { id: 'bytes', header: 'Size', isNumber: true },
    { id: 'findings', header: 'Findings' },
  ];
  const body = html`${
    waiting === 0
      ? NOTHING
      : html`<p class="lead">${waiting} of ${files.length} files are still to be judged.</p>`
  }
  ${grid('Bar files', columns, files.map(rowOf), 'The data folders hold no bar file.')} ${meaning()}`;
  return {
    title: 'Data',
    section: '/data',
    controls: gridControls('file, check …', [
      { mark: 'gate', label: 'Gate', values: Object.keys(TONES) },
    ]).markup,
    body: body.markup,
    says: `${files.length} bar files, ${blocked} forbid a result, ${waiting} to be judged`,
  };
}
