import { isAssayError, type Diagnostic } from '@assay/core';
import type { DirectiveRecord, Ledger, PromotionRecord, RunRecord } from '@assay/ledger';
import { allDirectives, readDirective, type DirectiveFile, type Reader } from '@assay/pipeline';
import { livingHolder } from '@assay/workspace';
import { NEXT_STAGE, standingOf, type Stand } from './standing.js';

/** Since when a directive is under watch, by whom and why. */
export interface Promoted {
  readonly at: string;
  readonly actor: string;
  readonly reason: string;
}

/** Everything that is shown of a directive. */
export interface DirectiveView extends Stand {
  readonly id: string;
  /** The folder its file lies in; null when it is in neither. */
  readonly place: DirectiveFile['place'] | null;
  readonly state: DirectiveRecord['state'];
  readonly attempt: number;
  /** RFC 3339; null as long as it was never run. */
  readonly lastUpdated: string | null;
  /** The stages that come next; null when there are none. */
  readonly nextStage: string | null;
  /** Of the live attempt, in order of binding. */
  readonly runs: readonly RunRecord[];
  readonly promoted: Promoted | null;
  /** Of the sealed portfolio. */
  readonly verdict: string | null;
  readonly netProfit: number | null;
  readonly currency: string | null;
  /** Below the workspace; null until it is sealed. */
  readonly report: string | null;
}

/** The workspace at one moment. */
export interface WorkspaceView {
  /** Who writes now, in one line; null when nobody does. */
  readonly holder: string | null;
  /** Number of the newest event; 0 when nothing was ever run. */
  readonly seq: number;
  /** Sorted by id. */
  readonly directives: readonly DirectiveView[];
}

function promotedOf(promotion: PromotionRecord | undefined): Promoted | null {
  if (!promotion) return null;
  const { promoted_at: at, actor, reason } = promotion;
  return { at, actor, reason };
}

/** What a gate said, when it is the last thing that happened to a directive that no stage has left. */
function lastBlock(
  ledger: Ledger | undefined,
  id: string,
  record: DirectiveRecord | undefined,
): readonly Diagnostic[] {
  const mayBeBlocked =
    record === undefined || record.state === 'INITIALIZED' || record.state === 'PREFLIGHT_COMPLETE';
  if (!ledger || !mayBeBlocked) return [];
  const last = [...ledger.eventsOf(id)].at(-1);
  if (last?.type !== 'DIRECTIVE_BLOCKED') return [];
  return last.payload['diagnostics'] as readonly Diagnostic[];
}

/** Problems of the file; what cannot be read at all is one of them. */
function parsingOf(reader: Reader, file: DirectiveFile | undefined): readonly Diagnostic[] {
  if (file?.place !== 'active') return [];
  try {
    const { model, diagnostics } = readDirective(reader, file);
    return model ? [] : diagnostics;
  } catch (error) {
    if (isAssayError(error)) return error.diagnostics;
    throw error;
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function viewOf(
  reader: Reader,
  id: string,
  file: DirectiveFile | undefined,
  isHeld: boolean,
): DirectiveView {
  const { ledger } = reader;
  const record = ledger?.directive(id);
  const runs = ledger?.runs(id) ?? [];
  const row = ledger?.portfolioRows({ directiveId: id }).at(-1);
  const isComplete = record?.state === 'PORTFOLIO_COMPLETE';
  const isUnderWay = record !== undefined && record.state !== 'INITIALIZED';
  const net = row?.values['net_profit'];
  const stand = standingOf({
    id,
    record,
    runs,
    // Once inputs are bound, a file that changed is drift, which only a run finds out.
    parsing: isUnderWay ? [] : parsingOf(reader, file),
    blocked: lastBlock(ledger, id, record),
    missing: row?.missing ?? [],
    isHeld,
  });
  return {
    ...stand,
    id,
    place: file?.place ?? null,
    state: record?.state ?? 'INITIALIZED',
    attempt: record?.attempt ?? 1,
    lastUpdated: record?.last_updated ?? null,
    nextStage: NEXT_STAGE[record?.state ?? 'INITIALIZED'],
    runs,
    promoted: promotedOf(ledger?.promotion(id)),
    verdict: isComplete ? textOrNull(row?.values['verdict']) : null,
    netProfit: isComplete && typeof net === 'number' ? net : null,
    currency: isComplete ? textOrNull(row?.values['account_currency']) : null,
    report: isComplete ? `portfolios/${id}/report.html` : null,
  };
}

/** Reads where every directive stands; takes no lock and waits for nobody. */
export function viewWorkspace(reader: Reader, nowMs: number): WorkspaceView {
  const { ledger, files, workspace } = reader;
  const holder = livingHolder(workspace.paths, { now: () => nowMs }) ?? null;
  const byId = new Map<string, DirectiveFile>();
  for (const file of allDirectives(files, workspace)) {
    if (!byId.has(file.id)) byId.set(file.id, file);
  }
  const active = [...byId.values()].filter(({ place }) => place === 'active');
  const ids = new Set([
    ...(ledger?.directives() ?? []).map(({ directive_id: id }) => id),
    ...active.map(({ id }) => id),
  ]);
  return {
    holder,
    seq: ledger?.head().seq ?? 0,
    directives: [...ids].sort().map((id) => viewOf(reader, id, byId.get(id), holder !== null)),
  };
}
