import { existsSync, readFileSync, statfsSync } from 'node:fs';
import { basename, dirname, relative, sep } from 'node:path';
import { isAssayError, parseStamp } from '@assay/core';
import type { OpsContext } from '../context.js';
import { readRunRecord, readRunState, readSoakIndexTail, readTick } from '../records/read-run.js';
import type { RunRecord, RunState } from '../records/run-state.js';
import type { SoakIndexLine, TickRecord } from '../records/tick-record.js';
import { FUTURE_MS, listRuns, type RunFolder } from '../runs/find-runs.js';
import { listTicks, type TickName } from '../runs/list-ticks.js';
import { tickProblems } from '../tick/check-tick.js';
import { instantMs } from './instant-ms.js';
import { WINDOW_MS } from './limits.js';
import type { LatestTick, LiveState, Tampered } from './live-state.js';
import { lookAtPins } from './look-at-pins.js';
import { lookAtSupervisor } from './look-at-supervisor.js';

/** How many of the newest ticks tell how long a tick takes. */
const TIMED_TICKS = 20;
/** Lines of the index that are looked at: an hour of ticks with room to spare, and enough to be shown. */
const INDEX_LINES_LEAST = 200;
const INDEX_LINES_MOST = 4000;
/** Of a run that does not say its own. */
const TIMEOUT_MS = 120_000;

/** What could be read, or why it could not. */
type Reading<T> = { readonly value: T } | { readonly value: undefined; readonly why: string };

function reading<T>(read: () => T): Reading<T> {
  try {
    return { value: read() };
  } catch (error) {
    if (!isAssayError(error)) throw error;
    const { code, found } = error.diagnostic;
    return { value: undefined, why: found === undefined ? code : `${code}: ${found}` };
  }
}

/** A path as reports show it: relative to the workspace, `/` separated. */
export function shownPath({ workspace }: Pick<OpsContext, 'workspace'>, path: string): string {
  return relative(workspace.root, path).split(sep).join('/');
}

function freeBytes(folder: string): number | null {
  try {
    let at = folder;
    while (!existsSync(at)) at = dirname(at);
    const { bavail, bsize } = statfsSync(at);
    return bavail * bsize;
  } catch {
    return null;
  }
}

/** The ticks of a run as far as they can be believed. */
interface TicksView {
  readonly count: number;
  readonly latest: LatestTick | null;
  readonly tickMs: readonly number[];
  readonly future: readonly string[];
  readonly tampered: readonly Tampered[];
}

/** The newest tick is the one with the greatest number: neither clock nor disk can change which. */
function newestTick(
  context: OpsContext,
  run: RunFolder,
  ticks: readonly TickName[],
): { latest: LatestTick | null; future: readonly string[] } {
  const future: string[] = [];
  const latestMs = context.clock.now() + FUTURE_MS;
  for (let i = ticks.length - 1; i >= 0; i -= 1) {
    const name = ticks[i]?.name ?? '';
    const folder = `${run.path}/${name}`;
    const record = reading(() => readTick(run.path, name));
    const path = shownPath(context, folder);
    if ((instantMs(record.value?.finished) ?? 0) > latestMs) {
      future.push(path);
      continue;
    }
    const latest = { name, path, record: record.value, broken: brokenBy(record, run, name) };
    return { latest, future };
  }
  return { latest: null, future };
}

/** Why a tick is not as it was sealed; undefined when it is. */
function brokenBy(record: Reading<TickRecord>, run: RunFolder, name: string): string | undefined {
  if ('why' in record) return record.why;
  const seal = reading(() => tickProblems(run.path, name));
  return 'why' in seal ? seal.why : seal.value[0];
}

/** How long a tick took by its own word; nothing when it has none. A figure to look at, so not judged whole. */
function millisecondsOf(run: RunFolder, name: string): readonly number[] {
  try {
    const { ms } = JSON.parse(readFileSync(`${run.path}/${name}/tick.json`, 'utf8')) as TickRecord;
    return Number.isFinite(ms) ? [ms] : [];
  } catch {
    return [];
  }
}

function readTicks(context: OpsContext, run: RunFolder): TicksView {
  const { ticks, future } = listTicks(run.path, context.clock.now());
  const newest = newestTick(context, run, ticks);
  const { latest } = newest;
  const tickMs = ticks.slice(-TIMED_TICKS).flatMap(({ name }) => millisecondsOf(run, name));
  return {
    count: ticks.length,
    latest,
    tickMs,
    future: [...future.map((name) => shownPath(context, `${run.path}/${name}`)), ...newest.future],
    tampered: latest?.broken === undefined ? [] : [{ what: latest.path, why: latest.broken }],
  };
}

const NO_TICKS: TicksView = { count: 0, latest: null, tickMs: [], future: [], tampered: [] };

/** The run that is looked at; null when there is none, also when the named one is not there. */
function findRun(context: OpsContext): { run: RunFolder | null; future: readonly string[] } {
  const { outDir } = context;
  const { runs, future } = listRuns(context);
  const shown = future.map((name) => shownPath(context, `${context.places.supervisor}/${name}`));
  if (outDir === undefined) return { run: runs.at(-1) ?? null, future: shown };
  return {
    run: existsSync(outDir) ? { name: basename(outDir), path: outDir } : null,
    future: shown,
  };
}

interface RunView {
  readonly record: RunRecord | undefined;
  readonly state: RunState | undefined;
  readonly recent: readonly SoakIndexLine[];
  readonly tampered: readonly Tampered[];
}

function linesOf(record: RunRecord | undefined): number {
  const hourly = Math.ceil((1.1 * WINDOW_MS) / (record?.interval_ms ?? 1000));
  return Math.min(INDEX_LINES_MOST, Math.max(INDEX_LINES_LEAST, hourly));
}

function readRun(context: OpsContext, run: RunFolder): RunView {
  const tampered: Tampered[] = [];
  const take = <T>(file: string, read: () => T): T | undefined => {
    if (!existsSync(`${run.path}/${file}`)) return undefined;
    const found = reading(read);
    if ('why' in found)
      tampered.push({ what: shownPath(context, `${run.path}/${file}`), why: found.why });
    return found.value;
  };
  const record = take('run.json', () => readRunRecord(run.path));
  return {
    record,
    state: take('state.json', () => readRunState(run.path)),
    recent: take('soak_index.ndjson', () => readSoakIndexTail(run.path, linesOf(record))) ?? [],
    tampered,
  };
}

const NO_RUN: RunView = { record: undefined, state: undefined, recent: [], tampered: [] };

/**
 * Reads what the gates judge, once and in one place: the run, the supervisor's own answer, the newest
 * complete tick by its number, its record and its seal, the index, the pins, the disk. What cannot be
 * read is part of the state, never an error: absence and damage are for the rules to judge.
 */
export async function gatherLiveState(context: OpsContext): Promise<LiveState> {
  const { clock, places, settings } = context;
  const { run, future } = findRun(context);
  const view = run ? readRun(context, run) : NO_RUN;
  const ticks = run ? readTicks(context, run) : NO_TICKS;
  const pins = lookAtPins(context);
  const { record, state } = view;
  return {
    nowMs: clock.now(),
    run: run && { name: run.name, path: shownPath(context, run.path) },
    startedMs:
      instantMs(record?.started) ?? parseStamp(run?.name.slice('run_'.length) ?? '') ?? null,
    intervalMs: record?.interval_ms ?? settings.intervalMs,
    timeoutMs: record?.timeout_ms ?? TIMEOUT_MS,
    phase: state?.phase ?? null,
    missedTicks: state?.missed_ticks ?? 0,
    supervisor: await lookAtSupervisor(context, run),
    tickCount: ticks.count,
    latest: ticks.latest,
    tickMs: ticks.tickMs,
    recent: view.recent,
    future: [...future, ...ticks.future, ...pins.future].sort(),
    tampered: [...view.tampered, ...ticks.tampered, ...pins.tampered],
    pins: pins.classes,
    diskFreeBytes: freeBytes(places.root),
  };
}
