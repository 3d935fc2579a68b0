import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { isAssayError } from '@assay/core';
import { linesBackwards, parseLogLine } from '@assay/evidence';
import { sha256Hex } from '@assay/hashing';
import { nodeFileStore, osErrorCode } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { readingStore } from '../evidence/evidence-store.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import type { LiveState } from '../gates/live-state.js';
import type { ShadowSignal } from '../probe/probe-result.js';
import {
  dashboardModel,
  SIGNALS_MAX,
  type DashboardExtras,
  type DashboardModel,
  type LedgerHead,
  type PinRow,
} from './dashboard-model.js';

/** Pins that are shown. */
const PINS_SHOWN = 15;

function objectOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function isDecision(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, decision } = value as Readonly<Record<string, unknown>>;
  return typeof kind === 'string' && typeof decision === 'string';
}

function isPosition(value: unknown): boolean {
  if (typeof value !== 'object') return false;
  if (value === null) return true;
  const { direction, units, entry_price: price } = value as Readonly<Record<string, unknown>>;
  return typeof direction === 'string' && typeof units === 'number' && typeof price === 'number';
}

function isSignal(value: object): value is ShadowSignal {
  const { directive_id, symbol, run_id, bar_time, close, position, signals } = value as Readonly<
    Record<string, unknown>
  >;
  const texts = [directive_id, symbol, run_id, bar_time];
  return (
    texts.every((text) => typeof text === 'string') &&
    typeof close === 'number' &&
    isPosition(position) &&
    Array.isArray(signals) &&
    signals.every(isDecision)
  );
}

/** The signals of a tick; those that cannot be read are left out: the tick's seal speaks of them. */
function readSignals(tickPath: string): readonly ShadowSignal[] {
  let text: string;
  try {
    text = readFileSync(join(tickPath, 'shadow', 'signals.ndjson'), 'utf8');
  } catch (error) {
    if (osErrorCode(error) === undefined) throw error;
    return [];
  }
  return text.split('\n', SIGNALS_MAX).flatMap((line) => {
    const value: object | undefined = objectOf(line);
    return value !== undefined && isSignal(value) ? [value] : [];
  });
}

/**
 * The last event of the workspace, from the log that lies beside the database; null as well when the log
 * cannot be read, which the ticks' check of the ledger speaks of: a picture of trouble must be taken.
 */
function readLedgerHead({ workspace }: OpsContext): LedgerHead | null {
  const files = nodeFileStore(workspace.root);
  try {
    for (const { text } of linesBackwards(files, workspace.paths.eventsView.absolute)) {
      const { seq, at, type } = objectOf(text) ?? {};
      if (typeof seq !== 'number') return null;
      return { seq, hash: sha256Hex(text), at: String(at), type: String(type) };
    }
  } catch (error) {
    if (!isAssayError(error)) throw error;
  }
  return null;
}

function readPins(context: OpsContext): readonly PinRow[] {
  const { files, places } = readingStore(context);
  const rows: PinRow[] = [];
  for (const { text } of linesBackwards(files, places.log)) {
    if (rows.length === PINS_SHOWN) break;
    const line = parseLogLine(text);
    if (!line) continue;
    const { kind, seq, time, class: ofClass, name } = line;
    const isPin = line.kind === 'pin';
    const result = isPin ? line.result : null;
    rows.push({ kind, seq, time, class: ofClass, name, result, token: isPin ? line.token : null });
  }
  return rows;
}

/** Reads everything that the dashboard shows. */
export async function gatherDashboard(
  context: OpsContext,
): Promise<{ readonly state: LiveState; readonly model: DashboardModel }> {
  const { settings, workspace } = context;
  const state = await gatherLiveState(context);
  const { latest } = state;
  const extras: DashboardExtras = {
    workspace: basename(workspace.root),
    mode: settings.mode,
    dryRun: settings.dryRun,
    signals: latest ? readSignals(workspace.paths.at(latest.path).absolute) : [],
    ledger: readLedgerHead(context),
    pins: readPins(context),
  };
  return { state, model: dashboardModel(state, extras, settings) };
}
