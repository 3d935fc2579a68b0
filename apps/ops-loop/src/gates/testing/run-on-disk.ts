import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { formatInstant, formatStamp } from '@assay/core';
import { formatSha256Sums, sha256Hex } from '@assay/hashing';
import type { RunState } from '../../records/run-state.js';
import type { SoakIndexLine, TickRecord } from '../../records/tick-record.js';
import { NOW_MS } from './live-state-maker.js';

/** What a run on disk holds. */
export interface RunRequest {
  readonly workspace: string;
  /** When the supervisor started; an hour before now unless stated. */
  readonly startedMs?: number;
  readonly intervalMs?: number;
  /** How long ago each tick ended, the newest last. */
  readonly ticksAgoMs: readonly number[];
  /** What the newest tick says differently. */
  readonly newest?: Partial<TickRecord>;
  readonly state?: Partial<RunState>;
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Writes a sealed tick into a run's folder; returns the name of its folder. */
export function writeTick(runPath: string, record: TickRecord): string {
  const readiness = { ready: record.ready, reasons: record.reasons };
  const files: Readonly<Record<string, string>> = {
    'tick.json': `${JSON.stringify(record)}\n`,
    'p76/P76_RESULT.txt': `${record.ready ? 'P76_READY' : 'P76_NOT_READY'} mode=${record.mode}\n`,
    'p76/readiness.json': `${JSON.stringify(readiness)}\n`,
    'shadow/signals.ndjson': '',
  };
  for (const [path, text] of Object.entries(files)) write(join(runPath, record.tick, path), text);
  const sums = Object.entries(files).map(([path, text]) => ({ path, sha256: sha256Hex(text) }));
  write(join(runPath, record.tick, 'manifest-sha256.txt'), formatSha256Sums(sums));
  return record.tick;
}

/** The record of the n-th tick of a run, ended at a time. */
export function recordAt(
  seq: number,
  finishedMs: number,
  change: Partial<TickRecord> = {},
): TickRecord {
  const startedMs = finishedMs - 800;
  return {
    schema: 'tick/1',
    seq,
    tick: `tick_${formatStamp(startedMs)}_${String(seq).padStart(6, '0')}`,
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

/** Writes a run with sealed ticks as a supervisor leaves it; returns its folder. */
export function writeRun(request: RunRequest): string {
  const { workspace, startedMs = NOW_MS - 3_600_000, intervalMs = 300_000 } = request;
  const run = `run_${formatStamp(startedMs)}`;
  const path = join(workspace, 'out', 'ops', 'online_readiness_supervisor', run);
  mkdirSync(path, { recursive: true });
  const process = { pid: 4711, pid_start: '1', boot_id: 'boot' };
  const record = {
    schema: 'run/1', run, started: formatInstant(startedMs), mode: 'shadow', dry_run: false,
    interval_ms: intervalMs, timeout_ms: 120_000, ...process, tool_version: '0.1.0',
  }; // prettier-ignore
  write(join(path, 'run.json'), `${JSON.stringify(record)}\n`);
  const index: SoakIndexLine[] = [];
  const ends = request.ticksAgoMs.map((agoMs) => NOW_MS - agoMs);
  ends.forEach((finishedMs, i) => {
    const isNewest = i === ends.length - 1;
    const tick = recordAt(i + 1, finishedMs, isNewest ? request.newest : {});
    writeTick(path, tick);
    const before = ends[i - 1];
    index.push({
      seq: tick.seq,
      tick: tick.tick,
      ts: tick.finished,
      status: tick.ready ? 'ready' : 'not_ready',
      age_sec: 0,
      gap_sec: before === undefined ? null : (finishedMs - before) / 1000,
    });
  });
  write(join(path, 'soak_index.ndjson'), index.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const state: RunState = {
    schema: 'run-state/1', phase: 'running', ...process, interval_ms: intervalMs, seq: ends.length,
    last_completed: null, in_flight: null, consecutive_failures: 0, missed_ticks: 3, next_due: null,
    updated: formatInstant(NOW_MS), ...request.state,
  }; // prettier-ignore
  write(join(path, 'state.json'), `${JSON.stringify(state)}\n`);
  return path;
}
