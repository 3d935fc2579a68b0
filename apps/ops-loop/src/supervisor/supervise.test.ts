import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_FILE_SYSTEM, diskFileStore, type FileSystem } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import { readRunState, readSoakIndexTail } from '../records/read-run.js';
import type { RunState } from '../records/run-state.js';
import type { TickRecord } from '../records/tick-record.js';
import { parseTickName } from '../runs/list-ticks.js';
import { emptyWorkspace, NOW_MS } from '../testing/ops-context.js';
import { RunWriter } from './run-writer.js';
import { Supervisor } from './supervise.js';
import type { TickEnd } from './tick-process.js';
import type { Timebase } from './timebase.js';

const END: TickEnd = { exit: 0, killedBy: null, ended: null, words: '' };

/** Time that passes only when somebody waits, or when a test says so. */
function fakeTime() {
  const time = { ms: 0, wallStands: false };
  const timebase: Timebase = {
    now: () => NOW_MS + (time.wallStands ? 0 : Math.floor(time.ms)),
    elapsed: () => time.ms,
    waitUntil: async (untilMs) => void (time.ms = Math.max(time.ms, untilMs)),
  };
  return { time, timebase };
}

const FIRST: RunState = {
  schema: 'run-state/1',
  phase: 'starting',
  pid: 1,
  pid_start: '1',
  boot_id: 'b',
  interval_ms: 1_000,
  seq: 0,
  last_completed: null,
  in_flight: null,
  consecutive_failures: 0,
  missed_ticks: 0,
  next_due: null,
  updated: '2026-01-31T09:08:07.006Z',
};

function recordOf(tick: string): TickRecord {
  const at = '2026-01-31T09:08:07.006Z';
  const seq = parseTickName(tick)?.seq ?? 0;
  const rest = { mode: 'shadow', dry_run: false, ready: true, reasons: [], checks: [] } as const;
  return { schema: 'tick/1', seq, tick, started: at, finished: at, ms: 0, ...rest };
}

/** A supervisor on a real disk whose ticks end as a list says; the time they take is theirs to add. */
function supervisorOf(request: {
  readonly ticks: number;
  readonly ends?: (seq: number, time: { ms: number }) => Partial<TickEnd> & { sealed?: boolean };
  readonly disk?: FileSystem;
  readonly intervalMs?: number;
}) {
  const run = join(emptyWorkspace(), 'out');
  mkdirSync(run);
  const { time, timebase } = fakeTime();
  const started: { name: string; atMs: number }[] = [];
  const states: RunState[] = [];
  const files = diskFileStore(request.disk ?? NODE_FILE_SYSTEM, run);
  const writer = new RunWriter(files, run, timebase);
  const sealed = new Set<string>();
  const supervisor: Supervisor = new Supervisor(
    { ...FIRST, interval_ms: request.intervalMs ?? 1_000 },
    {
      timebase,
      writer,
      signal: new AbortController().signal,
      chance: () => 0,
      ticksMax: request.ticks,
      start: (name) => {
        started.push({ name, atMs: time.ms });
        const end = request.ends?.(started.length, time) ?? {};
        if (end.sealed !== false) sealed.add(name);
        return { process: { pid: 99, pid_start: '9' }, ended: Promise.resolve({ ...END, ...end }) };
      },
      sealed: (name) => (sealed.has(name) ? recordOf(name) : undefined),
      clear: () => undefined,
      isReachable: () => true,
      report: () => states.push(supervisor.state),
    },
  );
  return { supervisor, run, started, states, time };
}

test('a thousand ticks within one second have a thousand names', async () => {
  const { supervisor, started, time } = supervisorOf({ ticks: 1_000, intervalMs: 1 });
  time.wallStands = true;
  await supervisor.run();
  expect(new Set(started.map(({ name }) => name)).size).toBe(1_000);
  expect(new Set(started.map(({ name }) => name.slice(0, -7))).size).toBe(1);
});

test('ticks begin on the grid, however long each takes; slots that passed are counted', async () => {
  const took = [400, 2_500, 100];
  const { supervisor, started } = supervisorOf({
    ticks: 4,
    ends: (seq, time) => {
      time.ms += took[seq - 1] ?? 0;
      return {};
    },
  });
  await supervisor.run();
  expect(started.map(({ atMs }) => atMs)).toEqual([0, 1_000, 4_000, 5_000]);
  expect(supervisor.state.missed_ticks).toBe(2);
});

describe('failures', () => {
  test('eight in a row degrade it; it goes on, with longer waits, and one good tick heals it', async () => {
    const { supervisor, started, states } = supervisorOf({
      ticks: 10,
      ends: (seq) => ({ sealed: seq > 9, exit: seq > 9 ? 0 : 70 }),
    });
    await supervisor.run();
    expect(states.map(({ phase }) => phase)).toEqual([
      ...Array.from({ length: 7 }, () => 'starting'),
      'degraded',
      'degraded',
      'running',
    ]);
    const waits = started.slice(1).map(({ atMs }, at) => atMs - (started[at]?.atMs ?? 0));
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 8_000, 8_000, 8_000, 8_000, 8_000]);
  });

  test('what the process says counts for nothing without a sealed folder', async () => {
    const { supervisor, run } = supervisorOf({
      ticks: 1,
      ends: () => ({ exit: 0, sealed: false }),
    });
    await supervisor.run();
    supervisor.finish();
    expect(readSoakIndexTail(run, 5)).toMatchObject([{ seq: 1, tick: null, status: 'failed' }]);
    expect(readRunState(run)).toMatchObject({ phase: 'stopped', in_flight: null });
  });
});

test('a full disk loses no line of the index: they wait for room', async () => {
  let isFull = false;
  const noRoom = () => {
    if (isFull) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
  };
  const disk: FileSystem = {
    ...NODE_FILE_SYSTEM,
    append: (path, bytes) => (noRoom(), NODE_FILE_SYSTEM.append(path, bytes)),
    writeNew: (path, bytes, mode) => (noRoom(), NODE_FILE_SYSTEM.writeNew(path, bytes, mode)),
  };
  const { supervisor, run } = supervisorOf({
    ticks: 6,
    disk,
    ends: (seq) => {
      isFull = seq >= 2 && seq <= 4;
      return {};
    },
  });
  await supervisor.run();
  expect(readSoakIndexTail(run, 10).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(readRunState(run).seq).toBe(6);
});
