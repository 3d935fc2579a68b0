import { html, NOTHING, type Content, type Markup } from '@assay/report';
import type { ArtifactRecord, RunRecord } from '@assay/ledger';
import type { Reader } from '@assay/pipeline';
import { portfolioEquity, runEquity } from '../../evidence/read-equity.js';
import { pageTable } from '../../pages/page-table.js';
import { viewWorkspace, type DirectiveView } from '../../status/directive-view.js';
import { runReportPath } from '../file-answer.js';
import type { PagePart, WebContext } from '../web-context.js';
import {
  amount,
  cards,
  causes,
  codeLink,
  fileLink,
  hashText,
  runLink,
  section,
  standingBadge,
  stateBadge,
  steps,
  timeText,
} from './parts.js';

function runRow(run: RunRecord, reader: Reader, context: WebContext): readonly Content[] {
  const artifact = reader.ledger && runEquity(reader.ledger, run.run_id);
  const [cause] = run.diagnostics;
  const report = runReportPath(reader, run);
  return [
    run.symbol,
    runLink(run.run_id),
    html`${stateBadge(run.state)}${cause ? html` ${codeLink(cause.code)}` : NOTHING}`,
    run.outcome ?? '–',
    run.trades === null ? '–' : String(run.trades),
    amount(run.net_pnl),
    context.sparks.draw(reader, artifact, `equity of ${run.symbol}`),
    timeText(run.last_updated),
    report === undefined ? '–' : fileLink(report, 'report'),
  ];
}

function runsSection(view: DirectiveView, reader: Reader, context: WebContext): Markup {
  return section(
    'Runs',
    pageTable(
      'Runs',
      [
        { header: 'Symbol' },
        { header: 'Run' },
        { header: 'State' },
        { header: 'Outcome' },
        { header: 'Trades', isNumber: true },
        { header: 'Net profit', isNumber: true },
        { header: 'Equity' },
        { header: 'Updated' },
        { header: 'Report' },
      ],
      view.runs.map((run) => runRow(run, reader, context)),
      'No run yet: inputs are bound in stage 0.',
    ),
  );
}

/** Recorded files with links; shown only when they are as recorded. */
export function filesSection(artifacts: readonly ArtifactRecord[], folder: string): Markup {
  const rows = artifacts.map(({ path, bytes, sha256 }) => [
    fileLink(path, path.slice(folder.length + 1)),
    `${(bytes / 1024).toFixed(1)} kB`,
    hashText(sha256),
  ]);
  return section(
    'Files',
    html`<p class="note">In <code>${folder}</code>, checked against the ledger when opened.</p>
      ${pageTable(
        'Files',
        [{ header: 'File' }, { header: 'Size', isNumber: true }, { header: 'SHA-256' }],
        rows,
        'No file was recorded yet.',
      )}`,
  );
}

function historySection(reader: Reader, id: string): Markup {
  const history = reader.ledger?.directive(id)?.history ?? [];
  return section(
    'History of this attempt',
    pageTable(
      'History of this attempt',
      [{ header: 'To' }, { header: 'From' }, { header: 'When' }],
      history.map(({ from, to, at }) => [to, from, timeText(at)]),
      'Nothing has happened yet.',
    ),
  );
}

/** One directive; undefined when neither the ledger nor `active/` knows it. */
export function directivePage(
  reader: Reader,
  context: WebContext,
  id: string,
): PagePart | undefined {
  const workspace = viewWorkspace(reader, context.clock.now());
  const view = workspace.directives.find((one) => one.id === id);
  if (!view) return undefined;
  const { ledger } = reader;
  const equity = ledger && portfolioEquity(ledger, id);
  const promoted = view.promoted;
  const body = html`<p class="lead">
      ${standingBadge(view)} ${view.state}, attempt ${view.attempt}, ${timeText(view.lastUpdated)}
      ${view.report === null ? NOTHING : html` · ${fileLink(view.report, 'Open the report')}`}
    </p>
    ${steps(view, true)}
    ${
      view.verdict === null
        ? NOTHING
        : cards([
            ['Verdict', stateBadge(view.verdict)],
            ['Net profit', html`${amount(view.netProfit)} ${view.currency ?? ''}`],
            ['Runs', String(view.runs.length)],
            ['Equity', context.sparks.draw(reader, equity, `equity of ${id}`)],
          ])
    }
    ${
      promoted === null
        ? NOTHING
        : html`<p class="note">
            Promoted ${timeText(promoted.at)} by ${promoted.actor}: ${promoted.reason}
          </p>`
    }
    ${section('What comes next', causes(view))} ${runsSection(view, reader, context)}
    ${filesSection(ledger?.portfolioArtifacts(id) ?? [], `portfolios/${id}`)}
    ${historySection(reader, id)}`;
  const complete = view.runs.filter(({ state }) => state === 'COMPLETE').length;
  return {
    title: id,
    section: '/',
    body: body.markup,
    says: `${id}: ${view.state}, ${view.standing}, ${complete} of ${view.runs.length} runs complete`,
  };
}
