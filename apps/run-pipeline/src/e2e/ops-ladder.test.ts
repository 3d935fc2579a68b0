import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  isAlive,
  opsDocument,
  opsWorkspace,
  runOps,
  runsOf,
  startOps,
  startSupervisor,
  stateOf,
  ticksOf,
  until,
  type OpsEnvelope,
} from '../testing/ops-driver.js';

/** The soak report as it lies in its bag. */
interface SoakJson {
  readonly passed: boolean;
  readonly reasons: readonly string[];
  readonly checkpoints: readonly { readonly rung: string; readonly alive: boolean }[];
  readonly incidents: readonly { readonly evidence: string | null }[];
  readonly stop: string | null;
  readonly uptime_ratio: number;
}

function payloadOf<T>(cwd: string, evidence: string, name: string): T {
  const file = join(cwd, 'out', 'ops', evidence, 'data', name);
  return JSON.parse(readFileSync(file, 'utf8')) as T;
}

/** A supervisor whose ticks are not ready: what was recorded lost its database. */
async function redLoop() {
  const cwd = opsWorkspace();
  mkdirSync(join(cwd, '.assay', 'events.ndjson'), { recursive: true });
  const supervisor = startSupervisor(cwd, '--interval', '1s');
  await until('a tick', () => {
    const run = stateOf(cwd, supervisor.pid) && runsOf(cwd).at(-1);
    return run !== undefined && ticksOf(run).length > 0;
  });
  return { cwd, supervisor };
}

const SOAK = ['soak', '--for', '1h', '--every', '1s', '--fail', '3/5', '--json'];

test('a soak of a red loop warns, takes snapshots, stops everything but itself, and seals all of it', async () => {
  const { cwd, supervisor } = await redLoop();
  const { exit, stdout } = await startOps(SOAK, cwd).ended;
  const document = JSON.parse(stdout) as OpsEnvelope;
  expect([exit, document.token, document.reason]).toEqual([1, 'SOAK_FAIL', 'sustained_error']);
  const report = payloadOf<SoakJson>(cwd, document.artifacts?.evidence ?? '', 'soak.json');
  expect(report.checkpoints.map(({ rung }) => rung)).toEqual(['warn', 'snapshot', 'stop']);
  expect(report.incidents.every(({ evidence }) => evidence !== null)).toBe(true);
  expect(report).toMatchObject({ passed: false, uptime_ratio: 1 });
  expect(payloadOf(cwd, report.stop ?? '', 'stop.json')).toMatchObject({
    stopped: true,
    proof: { skipped: false, no_new_tick_for_s: 30 },
  });
  expect((await supervisor.ended).exit).toBe(0);
  expect(runOps(['evidence', 'verify', 'all'], cwd).exit).toBe(0);
});

test('a dry soak climbs the same ladder and stops nothing', async () => {
  const { cwd, supervisor } = await redLoop();
  const { exit, stdout } = await startOps([...SOAK, '--dry-run'], cwd).ended;
  const document = JSON.parse(stdout) as OpsEnvelope;
  expect([exit, document.reason, document.dry_run]).toEqual([1, 'sustained_error', true]);
  const report = payloadOf<SoakJson>(cwd, document.artifacts?.evidence ?? '', 'soak.json');
  expect(payloadOf(cwd, report.stop ?? '', 'stop.json')).toMatchObject({ dry_run: true });
  expect(isAlive(supervisor.pid)).toBe(true);
});

test('a second soak is refused', async () => {
  const cwd = opsWorkspace();
  const first = startOps(['soak', '--for', '1h', '--fail', '9/9'], cwd);
  await until('the first', () => existsSync(join(cwd, 'out', 'ops', 'soak.lock')));
  const second = opsDocument(['soak', '--for', '1h'], cwd);
  expect([second.exit, second.document.error?.code]).toEqual([5, 'OPS_BUSY']);
  expect(second.document.error?.found).toContain(`pid ${first.pid}`);
});

test.each([
  ['--for', 'soon'],
  ['--every', '0'],
  ['--fail', '5/3'],
  ['--missed', '-1'],
])('a soak with %s %s is a usage error', (flag, value) => {
  const ended = opsDocument(['soak', flag, value], opsWorkspace());
  expect([ended.exit, ended.document.error?.code]).toEqual([2, 'OPS_SETTING_INVALID']);
});
