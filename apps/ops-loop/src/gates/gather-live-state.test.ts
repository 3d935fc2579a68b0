import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { OpsContext } from '../context.js';
import { emptyWorkspace, opsContext, setClock } from '../testing/ops-context.js';
import { gatherLiveState } from './gather-live-state.js';
import { judgeHealth } from './judge-health.js';
import { judgeMetrics } from './metrics-document.js';
import { NOW_MS, SETTINGS } from './testing/live-state-maker.js';
import { recordAt, writeRun, writeTick } from './testing/run-on-disk.js';

const MINUTE = 60_000;
const RUN = 'out/ops/online_readiness_supervisor/run_20260302T130000000Z';

function contextIn(root: string, change: Partial<OpsContext> = {}): OpsContext {
  return { ...opsContext({ root, clock: setClock(NOW_MS) }), ...change };
}

async function metricsIn(folder: string) {
  const state = await gatherLiveState(contextIn(folder));
  // What is free changes while tests run beside each other.
  return judgeMetrics({ ...state, diskFreeBytes: 50_000_000_000 }, SETTINGS);
}

test('the newest tick is told by its own record', async () => {
  const workspace = emptyWorkspace();
  writeRun({ workspace, ticksAgoMs: [11 * MINUTE, 6 * MINUTE, 61_500] });
  const { ext, ...document } = await metricsIn(workspace);
  expect(document).toMatchObject({
    version: 'p90_supervisor_metrics_v1',
    out_dir: RUN,
    tick_count: 3,
    latest_tick: `${RUN}/tick_20260302T135857700Z_000003`,
    age_sec: 61,
    latest_p76_result_path: `${RUN}/tick_20260302T135857700Z_000003/p76/P76_RESULT.txt`,
    latest_p76_status: 'ready',
    latest_p76_mode: 'shadow',
    thresholds: { max_age_sec: 900, min_ticks: 2 },
  });
  expect(ext).toMatchObject({
    missed_ticks: 3,
    failure_ratio_1h: 0,
    gap_max_sec: 300,
    tick_ms: { p50: 800, p95: 800 },
    clock_skew: false,
  });
});

test('a workspace where nothing ever ran is red, and no word of it is an error', async () => {
  const document = await metricsIn(emptyWorkspace());
  expect(document).toMatchObject({
    out_dir: null,
    tick_count: 0,
    latest_tick: null,
    age_sec: null,
  });
  expect(document.alerts).toEqual([
    'insufficient_ticks',
    'ticks_stale',
    'p76_not_ready_or_missing',
    'supervisor_dead',
  ]);
});

describe('what the disk says about change means nothing', () => {
  test('times restored to long ago make nothing old', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    const before = await metricsIn(workspace);
    touchAll(run, new Date(0));
    expect(await metricsIn(workspace)).toEqual(before);
  });

  test('times of now make nothing fresh', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [180 * MINUTE, 175 * MINUTE] });
    touchAll(run, new Date(NOW_MS));
    expect((await metricsIn(workspace)).alerts).toContain('ticks_stale');
  });

  test('an old tick touched last is still not the newest', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [11 * MINUTE, 6 * MINUTE, MINUTE] });
    const [first = ''] = readdirSync(run).filter((name) => name.endsWith('_000001'));
    touchAll(join(run, first), new Date(NOW_MS + 1000));
    expect((await metricsIn(workspace)).latest_tick).toMatch(/_000003$/);
  });
});

function touchAll(folder: string, time: Date): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) touchAll(path, time);
    utimesSync(path, time, time);
  }
  utimesSync(folder, time, time);
}

describe('ticks of the future', () => {
  test('are alerts and never the newest, when their names say so', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    writeTick(run, recordAt(99, NOW_MS + 30 * 86_400_000));
    const document = await metricsIn(workspace);
    expect(document.latest_tick).toMatch(/_000002$/);
    expect(document.tick_count).toBe(2);
    expect(document.alerts).toContain('future_artifact');
    expect(document.ext.clock_skew).toBe(true);
  });

  test('are alerts and never the newest, when only their records say so', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    const { finished } = recordAt(3, NOW_MS + 86_400_000);
    writeTick(run, recordAt(3, NOW_MS, { finished }));
    const document = await metricsIn(workspace);
    expect(document.latest_tick).toMatch(/_000002$/);
    expect(document.alerts).toContain('future_artifact');
  });

  test('a run of 2099 is an alert and not the run that is looked at', async () => {
    const workspace = emptyWorkspace();
    writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    mkdirSync(join(workspace, 'out/ops/online_readiness_supervisor/run_20990101T000000000Z'));
    const document = await metricsIn(workspace);
    expect(document.out_dir).toBe(RUN);
    expect(document.alerts).toContain('future_artifact');
  });
});

test('a half-made tick is not seen, however new it is', async () => {
  const workspace = emptyWorkspace();
  const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
  const before = await metricsIn(workspace);
  const name = writeTick(run, recordAt(3, NOW_MS));
  renameSync(join(run, name), join(run, `.tmp-${name}`));
  mkdirSync(join(run, 'tick_draft'));
  expect(await metricsIn(workspace)).toEqual(before);
});

test('a hung tick makes the last complete one old', async () => {
  const workspace = emptyWorkspace();
  writeRun({
    workspace,
    ticksAgoMs: [21 * MINUTE, 16 * MINUTE],
    state: {
      in_flight: { seq: 3, started: '2026-03-02T13:49:00.000Z', pid: 4712, pid_start: '2' },
    } as never,
  });
  const state = await gatherLiveState(contextIn(workspace));
  const alerts = judgeMetrics(state, SETTINGS);
  expect(alerts.alerts).toContain('ticks_stale');
  expect(alerts.ext.warnings).toContain('gap_detected');
  expect(judgeHealth(state, SETTINGS).find(({ id }) => id === 'tick_fresh')?.ok).toBe(false);
});

describe('a tick that is not as it was sealed is tampered with', () => {
  // prettier-ignore
  const FAULTS: readonly (readonly [string, (tick: string) => void, string])[] = [
    ['a byte altered',       (tick) => writeFileSync(join(tick, 'p76/readiness.json'), '{"ready":true ,"reasons":[]}\n'), 'p76/readiness.json: altered'],
    ['a file removed',       (tick) => rmSync(join(tick, 'p76/P76_RESULT.txt')), 'p76/P76_RESULT.txt: missing'],
    ['a file added',         (tick) => writeFileSync(join(tick, 'hint.txt'), 'run this'), 'hint.txt: not listed'],
    ['no manifest',          (tick) => rmSync(join(tick, 'manifest-sha256.txt')), 'manifest-sha256.txt: missing'],
    ['an empty manifest',    (tick) => writeFileSync(join(tick, 'manifest-sha256.txt'), ''), 'manifest-sha256.txt: lists nothing'],
    ['a line that is none',  (tick) => writeFileSync(join(tick, 'manifest-sha256.txt'), 'all is well\n'), 'manifest-sha256.txt: line 1 is no sum'],
    ['a path that climbs',   (tick) => writeFileSync(join(tick, 'manifest-sha256.txt'), `${'0'.repeat(64)}  a/../../b\n`), 'a/../../b: missing'],
  ];

  test.each(FAULTS)('%s', async (_what, plant, why) => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    const newest = readdirSync(run).filter((name) => name.endsWith('_000002'))[0] ?? '';
    plant(join(run, newest));
    const state = await gatherLiveState(contextIn(workspace));
    expect(state.tampered).toEqual([{ what: `${RUN}/${newest}`, why }]);
    expect(judgeMetrics(state, SETTINGS).alerts).toContain('tamper');
    expect(judgeHealth(state, SETTINGS).find(({ id }) => id === 'tick_sealed')?.ok).toBe(false);
  });

  test('a copy of an old tick under a new name', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [181 * MINUTE, 180 * MINUTE] });
    const [old = ''] = readdirSync(run).filter((name) => name.endsWith('_000002'));
    cpSync(join(run, old), join(run, recordAt(3, NOW_MS).tick), { recursive: true });
    const document = await metricsIn(workspace);
    expect(document.alerts).toEqual(
      expect.arrayContaining(['ticks_stale', 'p76_not_ready_or_missing', 'tamper']),
    );
  });

  test('a state file that is none', async () => {
    const workspace = emptyWorkspace();
    const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
    writeFileSync(join(run, 'state.json'), '{"phase":"running"}');
    const { tampered } = await gatherLiveState(contextIn(workspace));
    expect(tampered.map(({ what }) => what)).toEqual([`${RUN}/state.json`]);
  });
});

test('a line that is being written is not judged', async () => {
  const workspace = emptyWorkspace();
  const run = writeRun({ workspace, ticksAgoMs: [6 * MINUTE, MINUTE] });
  const index = join(run, 'soak_index.ndjson');
  writeFileSync(index, `${readFileSync(index, 'utf8')}{"seq":3,"ti`);
  const { recent, tampered } = await gatherLiveState(contextIn(workspace));
  expect(recent.map(({ seq }) => seq)).toEqual([1, 2]);
  expect(tampered).toEqual([]);
});

test('a run that is named is the one that is looked at; one that is not there is none', async () => {
  const workspace = emptyWorkspace();
  const old = writeRun({
    workspace,
    startedMs: NOW_MS - 86_400_000,
    ticksAgoMs: [20 * 60 * MINUTE],
  });
  writeRun({ workspace, ticksAgoMs: [MINUTE] });
  const named = await gatherLiveState(contextIn(workspace, { outDir: old }));
  expect(named.run?.path).toBe('out/ops/online_readiness_supervisor/run_20260301T140000000Z');
  const absent = await gatherLiveState(contextIn(workspace, { outDir: `${old}x` }));
  expect(absent.run).toBeNull();
});
