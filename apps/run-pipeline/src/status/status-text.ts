import { renderTable, safeLine, wrapText, type Style, type TextView } from '@assay/cli';
import type { RunRecord } from '@assay/ledger';
import { metricText } from '@assay/report';
import type { DirectiveView, WorkspaceView } from './directive-view.js';
import type { Cause } from './standing.js';

/** Draws the equity of a directive, or of one of its runs; empty when there is none yet. */
export interface EquityLines {
  readonly ofDirective: (id: string) => string;
  readonly ofRun: (runId: string) => string;
}

/** Causes of one directive that are shown at once. */
const CAUSES_MAX = 3;
const LABEL_WIDTH = 8;

function stateStyle(text: string, raw: string, style: Style): string {
  if (raw.startsWith('FAILED')) return style.bad(text);
  return raw === 'PORTFOLIO_COMPLETE' || raw === 'COMPLETE' ? style.good(text) : text;
}

/** Day and minute, UTC. */
function minute(instant: string | null): string {
  return instant === null ? '' : `${instant.slice(0, 10)} ${instant.slice(11, 16)}`;
}

function labelled(label: string, text: string, { width }: TextView): string {
  const indent = ' '.repeat(LABEL_WIDTH + 2);
  const lead = `  ${label.padEnd(LABEL_WIDTH)}`;
  return lead + wrapText(text, width === undefined ? undefined : width - lead.length, indent);
}

function causeLines(
  { code, message, symbol, found, place }: Cause,
  view: TextView,
): readonly string[] {
  const whose = symbol === null ? '' : `${symbol}: `;
  const where = place === null ? '' : `${place}: `;
  return [
    labelled('why', `${whose}${where}${code}: ${message}`, view),
    ...(found === null ? [] : [labelled('', `found ${found}`, view)]),
  ];
}

/** Why a directive stands where it does, and what to do. */
export function adviceText(directive: DirectiveView, view: TextView): string {
  const { causes, next } = directive;
  const shown = causes.slice(0, CAUSES_MAX).flatMap((cause) => causeLines(cause, view));
  const more = causes.length - CAUSES_MAX;
  const all = `and ${more} more: run-pipeline status ${directive.id} --json`;
  return [
    ...shown,
    ...(more > 0 ? [labelled('', all, view)] : []),
    labelled('next', next, view),
  ].join('\n');
}

const WORDS = {
  waiting: 'waits for its first run',
  blocked: 'is blocked',
  at_work: 'is at work',
  interrupted: 'was interrupted',
  failed: 'has failed',
  incomplete: 'is no longer whole',
  complete: 'is complete',
} as const satisfies Record<DirectiveView['standing'], string>;

function headline(directive: DirectiveView): string {
  const stage = directive.nextStage === null ? '' : `, before stage ${directive.nextStage}`;
  return safeLine(`${directive.id} ${WORDS[directive.standing]}${stage}`);
}

function runsCell({ runs }: DirectiveView): string {
  if (runs.length === 0) return '';
  return `${runs.filter(({ state }) => state === 'COMPLETE').length}/${runs.length}`;
}

/** A table of all directives, then for each that is not complete why and what to do. */
export function overviewText(
  workspace: WorkspaceView,
  equity: EquityLines,
  view: TextView,
): string {
  const { directives, holder } = workspace;
  if (directives.length === 0) {
    return 'No directives yet: put one into backtest_directives/active/.';
  }
  const isWatched = directives.some(({ promoted }) => promoted !== null);
  const table = renderTable(
    [
      { header: 'directive' },
      { header: 'state', paint: stateStyle },
      { header: 'runs', align: 'right' },
      { header: 'equity' },
      ...(isWatched ? [{ header: 'promoted' }] : []),
      { header: 'updated (UTC)' },
    ],
    directives.map((one) => [
      one.id,
      one.state,
      runsCell(one),
      equity.ofDirective(one.id),
      ...(isWatched ? [one.promoted?.at.slice(0, 10) ?? ''] : []),
      minute(one.lastUpdated),
    ]),
    view,
  );
  const open = directives.filter(({ standing }) => standing !== 'complete');
  return [
    ...(holder === null ? [] : [wrapText(`At work: ${holder}`, view.width, '  '), '']),
    table,
    ...open.flatMap((one) => ['', view.style.strong(headline(one)), adviceText(one, view)]),
  ].join('\n');
}

function runRow(run: RunRecord, equity: EquityLines): readonly string[] {
  return [
    run.symbol,
    run.run_id,
    run.state === 'COMPLETE' ? (run.outcome ?? run.state) : run.state,
    run.trades === null ? '' : String(run.trades),
    run.net_pnl === null ? '' : metricText(run.net_pnl, 'money'),
    equity.ofRun(run.run_id),
  ];
}

/** One directive with its runs. */
export function detailText(directive: DirectiveView, equity: EquityLines, view: TextView): string {
  const { id, state, attempt, lastUpdated, promoted, runs, verdict, netProfit } = directive;
  const since = lastUpdated === null ? ', nothing was run yet' : `, ${minute(lastUpdated)} UTC`;
  const line = equity.ofDirective(id);
  const amount = `${metricText(netProfit, 'money')} ${directive.currency ?? ''}`;
  return [
    safeLine(`${id}: ${state}, attempt ${attempt}${since}`),
    ...(promoted
      ? [
          wrapText(
            `promoted at ${promoted.at} by ${promoted.actor}: ${promoted.reason}`,
            view.width,
            '  ',
          ),
        ]
      : []),
    ...(verdict === null ? [] : [`${verdict}, net ${amount}  ${line}`]),
    ...(runs.length === 0
      ? []
      : [
          renderTable(
            [
              { header: 'symbol' },
              { header: 'run id' },
              { header: 'outcome', paint: stateStyle },
              { header: 'trades', align: 'right' },
              { header: 'net', align: 'right' },
              { header: 'equity' },
            ],
            runs.map((run) => runRow(run, equity)),
            view,
          ),
        ]),
    ...(directive.report === null ? [] : [safeLine(`report: ${directive.report}`)]),
    adviceText(directive, view),
  ].join('\n');
}
