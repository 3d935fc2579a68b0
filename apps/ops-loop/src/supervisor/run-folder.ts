import { join } from 'node:path';
import { formatInstant, formatStamp, parseStamp, TOOL_VERSION } from '@assay/core';
import { nodeProcessInfo } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import type { RunRecord, RunState } from '../records/run-state.js';
import { listRuns, type RunFolder } from '../runs/find-runs.js';
import { defaultTimeout } from './pace.js';

/** What a supervisor is to do, beyond the settings. */
export interface RunPlan {
  readonly intervalMs: number;
  readonly timeoutMs: number;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** A name that no run has, later than every run that is not of the future. */
export function newRunName(context: OpsContext): string {
  const { runs, future } = listRuns(context);
  const newest = parseStamp(runs.at(-1)?.name.slice('run_'.length) ?? '') ?? 0;
  let stampMs = Math.max(context.clock.now(), newest + 1);
  while (future.includes(`run_${formatStamp(stampMs)}`)) stampMs += 1;
  return `run_${formatStamp(stampMs)}`;
}

/** `run.json` of a run that begins now in this process. */
export function newRunRecord(context: OpsContext, run: string, plan: RunPlan): RunRecord {
  const { pid, process_start_time, boot_id } = nodeProcessInfo().identity();
  return {
    schema: 'run/1',
    run,
    started: formatInstant(context.clock.now()),
    mode: context.settings.mode,
    dry_run: context.settings.dryRun,
    interval_ms: plan.intervalMs,
    timeout_ms: plan.timeoutMs,
    pid,
    pid_start: process_start_time,
    boot_id,
    tool_version: TOOL_VERSION,
  };
}

/** The state before the first tick. */
export function firstState(record: RunRecord): RunState {
  return {
    schema: 'run-state/1',
    phase: 'starting',
    pid: record.pid,
    pid_start: record.pid_start,
    boot_id: record.boot_id,
    interval_ms: record.interval_ms,
    seq: 0,
    last_completed: null,
    in_flight: null,
    consecutive_failures: 0,
    missed_ticks: 0,
    next_due: null,
    updated: record.started,
  };
}

/** Makes the run folder with its record and its first state. */
export function openRun(context: OpsContext, record: RunRecord, state: RunState): RunFolder {
  const files = context.files();
  const path = join(context.places.supervisor, record.run);
  files.makeFolder(path);
  files.writeAtomic(join(path, 'run.json'), json(record));
  files.writeAtomic(join(path, 'state.json'), json(state));
  return { name: record.run, path };
}

/** A run for ticks by hand, where no supervisor has ever run: it is over from the start. */
export function openSingleRun(context: OpsContext): RunFolder {
  const { intervalMs } = context.settings;
  const plan = { intervalMs, timeoutMs: defaultTimeout(intervalMs) };
  const record = newRunRecord(context, newRunName(context), plan);
  return openRun(context, record, { ...firstState(record), phase: 'stopped' });
}
