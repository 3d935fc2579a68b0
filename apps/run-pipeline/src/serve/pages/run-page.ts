import { metricsGlossary } from '@assay/metrics';
import { html, MASTER_COLUMNS, NOTHING, type Content, type Markup } from '@assay/report';
import type { MasterRow, RunRecord } from '@assay/ledger';
import type { Reader } from '@assay/pipeline';
import { runEquity } from '../../evidence/read-equity.js';
import { pageTable } from '../../pages/page-table.js';
import { runReportPath } from '../file-answer.js';
import type { PagePart, WebContext } from '../web-context.js';
import { filesSection } from './directive-page.js';
import { cellText } from './grid-cells.js';
import {
  amount,
  cards,
  codeLink,
  directiveLink,
  facts,
  fileLink,
  section,
  stateBadge,
  timeText,
} from './parts.js';

function inputsSection({ run_key: key, inputs }: RunRecord): Markup {
  const rows = Object.keys(inputs)
    .sort()
    .map((name): readonly Content[] => [name, html`<code>${inputs[name] ?? ''}</code>`]);
  return section(
    'Inputs',
    html`<p class="note">The run is named by all of them: run key <code>${key}</code></p>
      ${pageTable('Inputs', [{ header: 'Input' }, { header: 'SHA-256' }], rows, 'None.')}`,
  );
}

function numbersSection(row: MasterRow | undefined): Markup {
  const meanings = new Map(metricsGlossary().map((one) => [one.metricKey, one.definition]));
  const rows = MASTER_COLUMNS.filter((column) => row?.values[column.id] !== undefined).map(
    (column): readonly Content[] => [
      html`<span title="${meanings.get(column.id) ?? column.title}">${column.title}</span>`,
      cellText(column, row?.values[column.id] ?? null),
      html`<code>${column.id}</code>`,
    ],
  );
  return section(
    'Row of the master sheet',
    pageTable(
      'Row of the master sheet',
      [{ header: 'Number' }, { header: 'Value', isNumber: true }, { header: 'Key' }],
      rows,
      'No row: stage 3 has not come yet, or a sweep has retired it.',
    ),
  );
}

function causesSection({ diagnostics }: RunRecord): Content {
  return diagnostics.map(
    ({ code, message, found, next }) =>
      html`<div class="banner bad">
        <p>${codeLink(code)} ${message}</p>
        <ul>
          <li>${found ?? 'see the message'}</li>
          <li>${next ?? ''}</li>
        </ul>
      </div>`,
  );
}

/** One run, in its newest attempt; undefined when the ledger does not know it. */
export function runPage(reader: Reader, context: WebContext, runId: string): PagePart | undefined {
  const { ledger } = reader;
  const history = ledger?.runHistory(runId) ?? [];
  const run = history.at(-1);
  if (!ledger || !run) return undefined;
  const row = ledger
    .masterRows({ status: 'all', directiveId: run.directive_id })
    .filter((one) => one.run_id === runId)
    .at(-1);
  const report = runReportPath(reader, run);
  const body = html`<p class="lead">
      ${directiveLink(run.directive_id)} · ${run.symbol} · attempt ${run.attempt}
      ${report === undefined ? NOTHING : html` · ${fileLink(report, 'Open the report')}`}
    </p>
    ${causesSection(run)}
    ${cards([
      ['State', stateBadge(run.state)],
      ['Outcome', run.outcome ?? '–'],
      ['Trades', run.trades === null ? '–' : String(run.trades)],
      ['Net profit', amount(run.net_pnl)],
      ['Equity', context.sparks.draw(reader, runEquity(ledger, runId), `equity of ${run.symbol}`)],
      ['Attempts', String(history.length)],
    ])}
    ${section(
      'Way',
      facts(
        run.history.map(({ from, to, at }) => [to, html`from ${from}, ${timeText(at)}`] as const),
      ),
    )}
    ${numbersSection(row)} ${inputsSection(run)}
    ${filesSection(ledger.artifacts(runId), `runs/${runId}`)}`;
  return {
    title: `Run ${runId}`,
    section: '/',
    body: body.markup,
    says: `run ${runId}: ${run.state}`,
  };
}
