import { html, NOTHING, type Content, type Markup } from '@assay/report';
import type { Reader } from '@assay/pipeline';
import { portfolioEquity } from '../../evidence/read-equity.js';
import { pageTable } from '../../pages/page-table.js';
import {
  viewWorkspace,
  type DirectiveView,
  type WorkspaceView,
} from '../../status/directive-view.js';
import type { PagePart, WebContext } from '../web-context.js';
import {
  amount,
  cards,
  causes,
  directiveLink,
  fileLink,
  section,
  standingBadge,
  stateBadge,
  steps,
  timeText,
} from './parts.js';

function runsText({ runs }: DirectiveView): string {
  if (runs.length === 0) return '–';
  const of = (state: string): number => runs.filter((run) => run.state === state).length;
  const failed = of('FAILED');
  return `${of('COMPLETE')}/${runs.length}${failed > 0 ? `, ${failed} failed` : ''}`;
}

function rowOf(view: DirectiveView, reader: Reader, context: WebContext): readonly Content[] {
  const artifact = reader.ledger && portfolioEquity(reader.ledger, view.id);
  const promoted = view.promoted === null ? NOTHING : html`<span class="sub">promoted</span>`;
  const attempt =
    view.attempt > 1 ? html`<span class="sub">attempt ${view.attempt}</span>` : NOTHING;
  return [
    html`${directiveLink(view.id)}${promoted}${attempt}`,
    standingBadge(view),
    html`${steps(view)}<span class="sub">${view.state}</span>`,
    runsText(view),
    view.verdict === null ? '–' : stateBadge(view.verdict),
    html`${amount(view.netProfit)} ${view.currency ?? ''}`,
    context.sparks.draw(reader, artifact, `equity of ${view.id}`),
    timeText(view.lastUpdated),
    view.report === null ? '–' : fileLink(view.report, 'report'),
  ];
}

function attention({ directives }: WorkspaceView): Markup {
  const stuck = directives.filter(({ standing }) =>
    ['blocked', 'failed', 'interrupted', 'incomplete'].includes(standing),
  );
  if (stuck.length === 0) return NOTHING;
  const items = stuck.map(
    (view) =>
      html`<li>
        <p>${directiveLink(view.id)} ${standingBadge(view)}</p>
        ${causes(view, 3)}
      </li>`,
  );
  return section(
    'What asks for you',
    html`<ul class="todo">
      ${items}
    </ul>`,
  );
}

function sayCounts({ directives, holder }: WorkspaceView): string {
  const of = (standing: string): number =>
    directives.filter((view) => view.standing === standing).length;
  const parts = [
    `${directives.length} directives`,
    `${of('complete')} complete`,
    `${of('at_work')} at work`,
    `${of('blocked')} blocked`,
    `${of('failed')} failed`,
  ];
  return `${parts.join(', ')}; ${holder === null ? 'nobody writes' : 'somebody writes'}`;
}

/** All directives: where they stand, and what asks for a person. */
export function overviewPage(reader: Reader, context: WebContext): PagePart {
  const workspace = viewWorkspace(reader, context.clock.now());
  const { directives, holder } = workspace;
  const of = (...standings: readonly string[]): string =>
    String(directives.filter((view) => standings.includes(view.standing)).length);
  const body = html`<p class="lead">
      ${holder === null ? 'Nobody writes to this workspace now.' : `At work: ${holder}`}
    </p>
    ${cards([
      ['Directives', String(directives.length)],
      ['Complete', of('complete')],
      ['At work', of('at_work')],
      ['Waiting', of('waiting')],
      ['Stuck', of('blocked', 'interrupted', 'failed', 'incomplete')],
      ['Events', String(workspace.seq)],
    ])}
    ${attention(workspace)}
    ${section(
      'All directives',
      pageTable(
        'All directives',
        [
          { header: 'Directive' },
          { header: 'Stands' },
          { header: 'Stages' },
          { header: 'Runs' },
          { header: 'Verdict' },
          { header: 'Net profit', isNumber: true },
          { header: 'Equity' },
          { header: 'Updated' },
          { header: 'Report' },
        ],
        directives.map((view) => rowOf(view, reader, context)),
        'No directives yet: put one into backtest_directives/active/.',
      ),
    )}`;
  return {
    title: 'Directives',
    section: '/',
    body: body.markup,
    says: sayCounts(workspace),
  };
}
