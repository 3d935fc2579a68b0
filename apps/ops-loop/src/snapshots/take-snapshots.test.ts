import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { judgeBags } from '@assay/evidence/testing';
import type { OpsContext } from '../context.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import { greenlightOutcome } from '../gates/greenlight-outcome.js';
import type { LiveState } from '../gates/live-state.js';
import { judgeMetrics } from '../gates/metrics-document.js';
import { NOW_MS } from '../gates/testing/live-state-maker.js';
import { writeRun } from '../gates/testing/run-on-disk.js';
import type { OpsOutcome } from '../outcome.js';
import { emptyWorkspace, opsContext, setClock, type SetClock } from '../testing/ops-context.js';
import { takeAuditSnapshot } from './take-audit-snapshot.js';
import { takeDashboardSnapshot } from './take-dashboard-snapshot.js';
import { triggerAudit } from './trigger-audit.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let root = '';
let run = '';
let clock: SetClock = setClock(NOW_MS);
let context: OpsContext = undefined as never;

beforeEach(() => {
  root = emptyWorkspace();
  run = writeRun({ workspace: root, ticksAgoMs: [6 * MINUTE, MINUTE] });
  clock = setClock(NOW_MS);
  context = opsContext({ root, clock });
});

/** Live state as if the supervisor answered: what is on disk is what is being tested. */
async function alive(): Promise<LiveState> {
  const state = await gatherLiveState(context);
  return { ...state, supervisor: { isAlive: true, detail: '' }, diskFreeBytes: 50e9 };
}

async function light(): Promise<OpsOutcome> {
  return greenlightOutcome(await alive(), context.settings);
}

const redIds = ({ checks = [] }: OpsOutcome) => checks.filter(({ ok }) => !ok).map(({ id }) => id);
const alertIds = ({ alerts = [] }: OpsOutcome) => alerts.map(({ id }) => id);
const at = (path = '') => join(context.places.root, path);

test('an audit pins what the predecessor’s said, and what is true of every listed tick', async () => {
  const outcome = await takeAuditSnapshot(context, await alive());
  expect(outcome.ok).toBe(true);
  const bag = at(outcome.artifacts?.evidence);
  expect(judgeBags(bag)).toEqual({ status: 0, said: '' });
  const report = JSON.parse(readFileSync(join(bag, 'data', 'P91_AUDIT.json'), 'utf8'));
  expect(report).toMatchObject({
    meta: { version: 'p91_shadow_soak_audit_v1', max_age_sec: 900, min_ticks: 2 },
    summary: { tick_count: 2, age_sec: 60, gap_max_sec: 300, latest_p76_status: 'ready' },
    alerts: [],
    p79_health_gate_v1: { overall_ok: true },
    supervisor_meta: { schema: 'run/1' },
    p90_metrics: { version: 'p90_supervisor_metrics_v1' },
  });
  expect(report.ticks).toHaveLength(2);
  expect(report.ticks[0]).toMatchObject({ has_manifest: true, p76_status: 'ready', alerts: [] });
  const pin = readFileSync(at(outcome.artifacts?.pin).replace('.json', '.txt'), 'utf8');
  expect(pin).toMatch(/^P91_AUDIT_SNAPSHOT_OK\n/);
});

test('a red audit is sealed and pinned like a green one', async () => {
  const outcome = await takeAuditSnapshot(context);
  expect(outcome).toMatchObject({ ok: false, reason: 'supervisor_dead' });
  const pin = readFileSync(at(outcome.artifacts?.pin).replace('.json', '.txt'), 'utf8');
  expect(pin).toMatch(/^P91_AUDIT_SNAPSHOT_FAIL\n/);
  expect(pin).toMatch(/^result=red$/m);
  const health = readFileSync(join(at(outcome.artifacts?.evidence), 'data/P79_GATE.json'), 'utf8');
  expect(JSON.parse(health).overall_ok).toBe(false);
});

test('an audit sees what was done to an old tick, not only to the newest', async () => {
  const old = readdirSync(run).find((name) => name.endsWith('_000001')) ?? '';
  writeFileSync(join(run, old, 'p76', 'P76_RESULT.txt'), 'P76_READY mode=live\n');
  const outcome = await takeAuditSnapshot(context, await alive());
  expect(outcome).toMatchObject({ ok: false, reason: 'tamper' });
  expect(redIds(outcome)).toEqual(['alerts', 'ticks_whole']);
});

test('at most fifty ticks are listed, the newest', async () => {
  const many = emptyWorkspace();
  writeRun({
    workspace: many,
    ticksAgoMs: Array.from({ length: 60 }, (_, i) => (60 - i) * 1000),
  });
  context = opsContext({ root: many, clock });
  const { artifacts } = await takeAuditSnapshot(context, await alive());
  const report = JSON.parse(
    readFileSync(join(at(artifacts?.evidence), 'data/P91_AUDIT.json'), 'utf8'),
  );
  expect(report.summary.tick_count).toBe(60);
  expect(report.ticks).toHaveLength(50);
  expect(report.ticks.at(-1).tick).toMatch(/_000060$/);
});

describe('a trigger audits only when there is something to audit', () => {
  test.each([
    ['no run', 'out_dir_missing', () => rmSync(run, { recursive: true })],
    ['one tick of two', 'insufficient_ticks', () => dropTick('_000001')],
    ['no fresh tick', 'ticks_stale', () => void (clock.nowMs += 16 * MINUTE)],
  ])('%s', async (_case, reason, plant) => {
    plant();
    const outcome = await triggerAudit(context);
    expect(outcome).toMatchObject({ ok: false, token: 'P91_KICKSTART_NOT_READY', reason });
    expect(outcome.artifacts).toBeUndefined();
  });

  test('a dry run says that it would', async () => {
    const dry = { ...context, settings: { ...context.settings, dryRun: true } };
    expect(await triggerAudit(dry)).toMatchObject({ ok: true, token: 'P91_DRY_RUN_OK' });
  });
});

function dropTick(ending: string): void {
  const name = readdirSync(run).find((one) => one.endsWith(ending)) ?? '';
  rmSync(join(run, name), { recursive: true });
}

describe('the green light looks at the evidence itself', () => {
  let [audit, dashboard]: readonly OpsOutcome[] = [];

  beforeEach(async () => {
    audit = await takeAuditSnapshot(context, await alive());
    dashboard = await takeDashboardSnapshot(context);
    expect(redIds(await light())).toEqual([]);
  });

  test('a green snapshot of two hours ago is red, and tamper is not the word for it', async () => {
    clock.nowMs += 2 * HOUR;
    writeRun({ workspace: root, startedMs: NOW_MS, ticksAgoMs: [-2 * HOUR, -2 * HOUR] });
    const outcome = await light();
    expect(redIds(outcome)).toEqual(expect.arrayContaining(['audit_fresh', 'dashboard_fresh']));
    expect(alertIds(outcome)).toContain('snapshot_overdue');
    expect(alertIds(outcome)).not.toContain('tamper');
  });

  const FAULTS: readonly (readonly [string, () => void, string])[] = [
    ['a byte of the bag', () => alter(`${audit?.artifacts?.evidence}/data/P91_AUDIT.json`), 'audit_verified'],
    ['a byte of the bundle', () => alter(audit?.artifacts?.bundle), 'audit_verified'],
    ['a byte of the pin', () => alter(dashboard?.artifacts?.pin), 'dashboard_verified'],
    ['a removed pin', () => rmSync(at(dashboard?.artifacts?.pin)), 'dashboard_verified'],
    ['a removed bag', () => rmSync(at(audit?.artifacts?.evidence), { recursive: true }), 'audit_verified'],
    ['a file more in the bag', () => writeFileSync(at(`${audit?.artifacts?.evidence}/hint.txt`), 'x'), 'audit_verified'],
  ]; // prettier-ignore

  test.each(FAULTS)('%s', async (_what, plant, id) => {
    plant();
    const outcome = await light();
    expect(outcome.reason).toBe('tamper');
    expect(redIds(outcome)).toContain(id);
    expect(judgeMetrics(await alive(), context.settings).alerts).toEqual(['tamper']);
  });

  test('a line of the log altered, and the whole log gone', async () => {
    const log = context.places.pinLog;
    const text = readFileSync(log, 'utf8');
    writeFileSync(log, text.replace('"result":"green"', '"result":"green" '));
    expect(alertIds(await light())).toContain('tamper');
    rmSync(log);
    expect(alertIds(await light())).toContain('tamper');
    expect(redIds(await light())).toEqual(
      expect.arrayContaining(['audit_present', 'dashboard_present']),
    );
  });

  test('a pin of 2099 is an alert and hides nothing', async () => {
    const name = '20990101T000000000Z_0123456789abcdef.json';
    writeFileSync(at(`pins/dashboard/${name}`), '{}');
    const outcome = await light();
    expect(outcome.reason).toBe('future_artifact');
    expect(redIds(outcome)).toEqual(['metrics']);
  });
});

/** Changes one byte in the middle of a file. */
function alter(path = ''): void {
  const bytes = readFileSync(at(path));
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  rmSync(at(path));
  writeFileSync(at(path), bytes);
}
