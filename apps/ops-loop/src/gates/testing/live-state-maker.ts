import { formatInstant, formatStamp } from '@assay/core';
import type { SoakIndexLine, TickRecord } from '../../records/tick-record.js';
import type { GateSettings } from '../limits.js';
import type { ClassPins, LiveState } from '../live-state.js';

/** The time of these tests: an afternoon. */
export const NOW_MS = Date.UTC(2026, 2, 2, 14, 0, 0);

export const SETTINGS: GateSettings = { maxAgeMs: 900_000, minTicks: 2 };

/** A tick that ended so long ago, as its own record says. */
export function tickRecord(agoMs: number, change: Partial<TickRecord> = {}): TickRecord {
  const finishedMs = NOW_MS - agoMs;
  const startedMs = finishedMs - 800;
  return {
    schema: 'tick/1',
    seq: 12,
    tick: `tick_${formatStamp(startedMs)}_000012`,
    started: formatInstant(startedMs),
    finished: formatInstant(finishedMs),
    ms: 800,
    mode: 'shadow',
    dry_run: false,
    ready: true,
    reasons: [],
    checks: [],
    ...change,
  };
}

/** Lines of the index, one per status, the last ending `lastAgoMs` ago and 300 s between them. */
export function indexLines(
  statuses: readonly SoakIndexLine['status'][],
  lastAgoMs = 60_000,
  gapSec = 300,
): readonly SoakIndexLine[] {
  return statuses.map((status, i) => ({
    seq: i + 1,
    tick: null,
    ts: formatInstant(NOW_MS - lastAgoMs - (statuses.length - 1 - i) * gapSec * 1000),
    status,
    age_sec: 0,
    gap_sec: i === 0 ? null : gapSec,
  }));
}

/** The newest pin of a class: made so long ago, green unless stated. */
export function pinned(agoMs: number, change: Partial<ClassPins> = {}): ClassPins {
  const newestMs = NOW_MS - agoMs;
  const name = `${formatStamp(newestMs)}_0123456789abcdef`;
  return { name, result: 'green', newestMs, newestGreenMs: newestMs, problems: [], ...change };
}

/** A state in which all is well: twelve ticks, the last a minute ago, snapshots a minute ago. */
export function liveState(change: Partial<LiveState> = {}): LiveState {
  const record = tickRecord(60_000);
  const path = 'out/ops/online_readiness_supervisor/run_20260302T130000000Z';
  const pins = pinned(60_000);
  return {
    nowMs: NOW_MS,
    run: { name: 'run_20260302T130000000Z', path },
    startedMs: NOW_MS - 3_600_000,
    intervalMs: 300_000,
    timeoutMs: 120_000,
    phase: 'running',
    missedTicks: 0,
    supervisor: { isAlive: true, detail: 'answers as process 4711' },
    tickCount: 12,
    latest: { name: record.tick, path: `${path}/${record.tick}`, record, broken: undefined },
    tickMs: [700, 800, 900],
    recent: indexLines(Array.from({ length: 12 }, () => 'ready' as const)),
    future: [],
    tampered: [],
    pins: { audit: pins, dashboard: pins, cycle: pins, retain: pins },
    diskFreeBytes: 50_000_000_000,
    ...change,
  };
}

/** The newest tick of a state with another record. */
export function withTick(record: TickRecord | undefined, broken?: string): Partial<LiveState> {
  const name = record?.tick ?? 'tick_20260302T135900000Z_000012';
  return { latest: { name, path: `out/ops/run/${name}`, record, broken } };
}
