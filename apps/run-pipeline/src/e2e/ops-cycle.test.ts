import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { acquirePathLock } from '@assay/workspace';
import {
  lastLine,
  opsDocument,
  opsWorkspace,
  runOps,
  runsOf,
  startSupervisor,
  ticksOf,
  until,
} from '../testing/ops-driver.js';

const STEPS = [
  'guard',
  'lock',
  'metrics',
  'health',
  'audit_trigger',
  'dashboard_snapshot',
  'greenlight',
  'retention',
];

async function ticking(folder: string) {
  const supervisor = startSupervisor(folder, '--interval', '500ms');
  await until('a tick', () => {
    const run = runsOf(folder).at(-1);
    return run !== undefined && ticksOf(run).length >= 1;
  });
  return supervisor;
}

interface Report {
  readonly ok: boolean;
  readonly dry_run: boolean;
  readonly steps: readonly {
    readonly name: string;
    readonly ok: boolean;
    readonly exit: number;
    readonly ms: number;
    readonly skipped?: string;
    readonly token: string | null;
    readonly evidence: string | null;
  }[];
}

/** The report that the newest cycle sealed. */
function sealedReport(folder: string, evidence: string | undefined): Report {
  const data = join(folder, 'out', 'ops', evidence ?? 'none', 'data');
  return JSON.parse(readFileSync(join(data, 'report.json'), 'utf8')) as Report;
}

function pinsOf(folder: string, ofClass: string): readonly string[] {
  const pins = join(folder, 'out', 'ops', 'pins', ofClass);
  return existsSync(pins) ? readdirSync(pins).filter((name) => name.endsWith('.json')) : [];
}

function cycleIn(folder: string, more: Readonly<Record<string, string>> = {}) {
  const ended = opsDocument(['cycle'], folder, more);
  return { ...ended, report: sealedReport(folder, ended.document.artifacts?.evidence) };
}

describe('a cycle beside a supervisor that ticks', () => {
  test('is green the very first time, and again, with a report for every step', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    for (const time of [1, 2]) {
      const { exit, document, report } = cycleIn(folder);
      expect([time, exit, document.token]).toEqual([time, 0, 'P99_OK']);
      expect(report.steps.map(({ name }) => name)).toEqual(STEPS);
      expect(report.steps.every(({ ok, exit: code }) => ok && code === 0)).toBe(true);
      expect(pinsOf(folder, 'cycle')).toHaveLength(time);
      expect(pinsOf(folder, 'audit')).toHaveLength(time);
      expect(pinsOf(folder, 'dashboard')).toHaveLength(time);
    }
    const verified = runOps(['evidence', 'verify', 'all'], folder);
    expect(verified.exit, verified.stdout).toBe(0);
    expect(runOps(['greenlight'], folder).exit).toBe(0);
  });

  test('started by CI is dry, says so in its evidence, and is green all the same', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const { exit, document, report } = cycleIn(folder, { CI: 'true' });
    expect([exit, document.dry_run, report.dry_run]).toEqual([0, true, true]);
    expect(pinsOf(folder, 'audit')).toHaveLength(1);
    const pin = join(folder, 'out', 'ops', document.artifacts?.pin ?? '');
    expect(readFileSync(pin.replace(/json$/, 'txt'), 'utf8')).toMatch(
      /^P99_OK\n[^]*^dry_run=true$/m,
    );
  });

  test('refers to what it took, so that retention keeps it as long', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const { report } = cycleIn(folder);
    const taken = report.steps.flatMap(({ evidence }) => evidence ?? []);
    expect(taken.map((path) => path.split('/')[1])).toEqual(['audit', 'dashboard', 'retain']);
    for (const path of taken) expect(existsSync(join(folder, 'out', 'ops', path))).toBe(true);
  });
});

describe('a cycle that is red leaves sealed evidence', () => {
  test('of a workspace where nothing ever ran, and no step keeps the next from being done', () => {
    const folder = opsWorkspace();
    const { exit, document, report } = cycleIn(folder);
    expect([exit, document.token, document.reason]).toEqual([1, 'P99_FAIL', 'audit_trigger']);
    expect(document.error?.code).toBe('OPS_STEP_FAILED');
    expect(report.ok).toBe(false);
    expect(report.steps.map(({ name, exit: code }) => `${name} ${code}`)).toEqual([
      'guard 0',
      'lock 0',
      'metrics 1',
      'health 1',
      'audit_trigger 1',
      'dashboard_snapshot 1',
      'greenlight 1',
      'retention 0',
    ]);
    expect(pinsOf(folder, 'dashboard')).toHaveLength(1);
    expect(runOps(['evidence', 'verify', 'all'], folder).exit).toBe(0);
  });

  test('of a supervisor that was killed', async () => {
    const folder = opsWorkspace();
    const supervisor = await ticking(folder);
    expect(cycleIn(folder).exit).toBe(0);
    supervisor.process.kill('SIGKILL');
    await supervisor.ended;
    const { exit, document, report } = cycleIn(folder);
    expect(exit).toBe(1);
    expect(report.ok).toBe(false);
    expect(document.alerts.map(({ id }) => id)).toContain('supervisor_dead');
    expect(pinsOf(folder, 'cycle')).toHaveLength(2);
    expect(runOps(['evidence', 'verify', 'all'], folder).exit).toBe(0);
  });

  test('of a workspace that another cycle holds: exit 5, nothing done, and the next one is free', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const ops = join(folder, 'out', 'ops');
    mkdirSync(ops, { recursive: true });
    const lock = acquirePathLock({
      path: join(ops, 'cycle.lock'),
      command: 'a cycle of a test',
      clock: { now: () => Date.now() },
      busyCode: 'OPS_BUSY',
    });
    const { exit, document, report } = cycleIn(folder);
    lock.release();
    expect([exit, document.error?.code, document.reason]).toEqual([5, 'OPS_BUSY', 'locked']);
    expect(document.error?.found).toContain('a cycle of a test');
    expect(report.steps.filter(({ skipped }) => skipped === 'locked')).toHaveLength(6);
    expect(pinsOf(folder, 'audit')).toHaveLength(0);
    expect(pinsOf(folder, 'cycle')).toHaveLength(1);
    expect(cycleIn(folder).exit).toBe(0);
  });
});

describe('a guarded cycle', () => {
  test('is a cycle in shadow mode', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    const ended = runOps(['guard', 'cycle'], folder);
    expect([ended.exit, lastLine(ended).split(' ', 1)[0]]).toEqual([0, 'P99_OK']);
  });

  test('hears its flags wherever they stand', async () => {
    const folder = opsWorkspace();
    await ticking(folder);
    for (const [words, isDry] of [
      [['guard', 'cycle', '--dry-run'], true],
      [['guard', '--dry-run', 'cycle'], true],
      [['guard', 'cycle', '--no-dry-run'], false],
    ] as const) {
      expect([words, opsDocument(words, folder).document.dry_run]).toEqual([words, isDry]);
    }
  });

  const CANARY = 'canary-5f1e9d7c3b';
  test.each([
    ['paper mode', ['--mode', 'paper', '--allow-paper'], {}, 'OPS_MODE_REFUSED'],
    ['paper mode of the environment', ['--allow-paper'], { MODE: 'paper' }, 'OPS_MODE_REFUSED'],
    ['a mode that does not exist', ['--mode', 'live'], {}, 'OPS_MODE_REFUSED'],
    ['arming', [], { ENABLE_LIVE_TRADING: '1' }, 'OPS_ENVIRONMENT_REFUSED'],
    ['a secret', [], { KRAKEN_API_KEY: CANARY }, 'OPS_ENVIRONMENT_REFUSED'],
  ] as const)('refuses %s with exit 4 and writes nothing', (_what, flags, more, code) => {
    const folder = opsWorkspace();
    const ended = opsDocument(['guard', 'cycle', ...flags], folder, more);
    expect([ended.exit, ended.document.token]).toEqual([4, 'P99_FAIL']);
    expect(ended.document.error?.code).toBe(code);
    expect(`${ended.stdout}${ended.stderr}`).not.toContain(CANARY);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  test('the guard alone says what it sees: names, never values', () => {
    const folder = opsWorkspace();
    const ended = opsDocument(['guard'], folder, { MIN_TICKS: '3', HARMLESS: CANARY });
    expect([ended.exit, ended.document.token]).toEqual([0, 'GUARD_OK']);
    expect(ended.document.data).toMatchObject({
      root: 'out/ops',
      mode: 'shadow',
      dryRun: false,
      read: ['MIN_TICKS'],
      passed: ['HOME', 'PATH', 'TZ'],
    });
    expect(ended.stdout).not.toContain(CANARY);
    const refused = opsDocument(['guard'], folder, { LIVE: '1' });
    expect([refused.exit, refused.document.token]).toEqual([4, 'GUARD_FAIL']);
  });
});
