import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  isAlive,
  lastLine,
  opsDocument,
  opsWorkspace,
  runOps,
  runsOf,
  startOps,
  startSupervisor,
  stateOf,
  supervisorFolder,
  ticksOf,
  until,
  type OpsEnvelope,
} from '../testing/ops-driver.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

const STANDIN = fileURLToPath(new URL('../testing/standin-systemctl.mjs', import.meta.url));

/** The stop report as it lies in its bag. */
interface StopJson {
  readonly stopped: boolean;
  readonly dry_run: boolean;
  readonly survivors: readonly string[];
  readonly steps: readonly { readonly name: string; readonly after: string }[];
  readonly proof: { readonly skipped: boolean; readonly no_new_tick_for_s: number } | null;
}

function reportOf(cwd: string, { artifacts }: OpsEnvelope): StopJson {
  const file = join(cwd, 'out', 'ops', artifacts?.evidence ?? '', 'data', 'stop.json');
  return JSON.parse(readFileSync(file, 'utf8')) as StopJson;
}

function ticking(cwd: string, ...flags: readonly string[]) {
  const supervisor = startSupervisor(cwd, ...flags);
  const tick = until('a tick', () => {
    const run = stateOf(cwd, supervisor.pid) && runsOf(cwd).at(-1);
    return run !== undefined && ticksOf(run).length > 0;
  });
  return { supervisor, tick };
}

/** A login whose service manager knows every job of the workspace. */
function managedWorkspace() {
  const home = temporaryFolder();
  const cwd = opsWorkspace();
  mkdirSync(join(home, 'bin'));
  copyFileSync(STANDIN, join(home, 'bin', 'systemctl'));
  const env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` };
  const installed = runOps(['service', 'install', '--manager', 'systemd'], cwd, env);
  if (installed.exit !== 0) throw new Error(installed.stdout + installed.stderr);
  return { home, cwd, env };
}

describe('a stop', () => {
  test('ends a supervisor that nobody installed, proves it, and seals the proof', async () => {
    const cwd = opsWorkspace();
    const { supervisor, tick } = ticking(cwd, '--interval', '1s');
    await tick;
    const { exit, document } = opsDocument(['stop', '--quick'], cwd);
    expect([exit, document.token]).toEqual([0, 'P101_STOP_OK']);
    expect(isAlive(supervisor.pid)).toBe(false);
    expect((await supervisor.ended).exit).toBe(0);
    expect(reportOf(cwd, document)).toMatchObject({ stopped: true, survivors: [], dry_run: false });
    const pin = readFileSync(
      join(cwd, 'out', 'ops', (document.artifacts?.pin ?? '').replace(/\.json$/, '.txt')),
      'utf8',
    );
    expect(pin.split('\n')[0]).toBe('P101_STOP_OK');
    expect(pin).toContain('\nstopped=true\n');
    expect(runOps(['evidence', 'verify', 'all'], cwd).exit).toBe(0);
  });

  test('says that --quick left the wait out, and again finds nothing to do', () => {
    const cwd = opsWorkspace();
    for (let time = 0; time < 2; time += 1) {
      const { exit, document } = opsDocument(['stop', '--quick'], cwd);
      expect(exit).toBe(0);
      expect(document.checks.find(({ id }) => id === 'proved')?.detail).toContain('--quick');
      expect(reportOf(cwd, document).proof).toMatchObject({ skipped: true, no_new_tick_for_s: 0 });
    }
  });

  test('is dry only with --dry-run: then it says what it would do, and does nothing', async () => {
    const cwd = opsWorkspace();
    const { supervisor, tick } = ticking(cwd, '--interval', '1s');
    await tick;
    const dry = opsDocument(['stop', '--quick', '--dry-run'], cwd, { CI: '1' });
    expect([dry.exit, dry.document.token]).toEqual([0, 'P101_DRY_RUN_OK']);
    expect(reportOf(cwd, dry.document)).toMatchObject({ stopped: false, dry_run: true });
    expect(isAlive(supervisor.pid)).toBe(true);
    // Nobody who stops something must be held up by who asks: not CI, not a variable, not a secret.
    const env = { CI: '1', DRY_RUN: 'YES', BROKER_API_SECRET: 'canary-7f3a' };
    const real = opsDocument(['stop', '--quick'], cwd, env);
    expect([real.exit, real.document.token]).toEqual([0, 'P101_STOP_OK']);
    expect(isAlive(supervisor.pid)).toBe(false);
    expect(real.stdout + real.stderr).not.toContain('canary-7f3a');
  });

  test('stays red and exits 7 while somebody it cannot name listens at the socket', async () => {
    const cwd = opsWorkspace();
    mkdirSync(supervisorFolder(cwd), { recursive: true });
    const server = createServer(() => undefined);
    onTestFinished(() => void server.close());
    await new Promise<void>((resolve) => {
      server.listen(join(supervisorFolder(cwd), 'supervisor.sock'), resolve);
    });
    // Beside this process, which has to answer nothing while the command runs.
    const ended = await startOps(['stop', '--quick', '--json'], cwd).ended;
    const document = JSON.parse(ended.stdout) as OpsEnvelope;
    expect([ended.exit, document.token]).toEqual([7, 'P101_STOP_FAIL']);
    expect(document.error).toMatchObject({ code: 'STOP_NOT_PROVED' });
    expect(document.error?.found).toContain('somebody listens at the socket');
    expect(reportOf(cwd, document)).toMatchObject({ stopped: false });
    expect(runOps(['evidence', 'verify', 'all'], cwd).exit).toBe(0);
  });

  test('is not proved when something ticks after it', async () => {
    const cwd = opsWorkspace();
    const first = runOps(['tick'], cwd);
    expect(first.exit).toBe(0);
    const stop = startOps(['stop', '--json'], cwd);
    const [run = ''] = runsOf(cwd);
    // As a supervisor does that nobody knows of: time and again, however long the stop takes to look.
    await until('the stop to notice', () => {
      runOps(['tick'], cwd);
      return stop.process.exitCode !== null;
    });
    const { exit, stdout } = await stop.ended;
    expect(exit).toBe(7);
    expect((JSON.parse(stdout) as OpsEnvelope).error?.found).toContain('a tick after the stop');
    expect(ticksOf(run).length).toBeGreaterThan(1);
  });

  test('tells a soak to end first; its red report is sealed', async () => {
    const cwd = opsWorkspace();
    const { tick } = ticking(cwd, '--interval', '1s');
    await tick;
    const soak = startOps(['soak', '--for', '1h', '--every', '1s', '--fail', '900/900'], cwd);
    await until('the soak', () => existsSync(join(cwd, 'out', 'ops', 'soak.lock')));
    const { exit, document } = opsDocument(['stop', '--quick'], cwd);
    expect(exit).toBe(0);
    expect(reportOf(cwd, document).steps.map(({ name }) => name)).toContain('soak_by_hand');
    const ended = await soak.ended;
    expect(ended.exit).toBe(130);
    expect(lastLine(ended)).toMatch(/^SOAK_FAIL reason=interrupted .*evi=evidence\/soak\//);
    expect(runOps(['evidence', 'verify', 'all'], cwd).exit).toBe(0);
  });
});

describe('jobs of a service manager', () => {
  test('are found by label, whatever their files are called, and stopped in the order of the table', () => {
    const { home, cwd, env } = managedWorkspace();
    const units = join(home, '.config/systemd/user');
    const { document: status } = opsDocument(
      ['service', 'status', '--manager', 'systemd'],
      cwd,
      env,
    );
    expect(status.ok).toBe(true);
    writeFileSync(join(home, 'units-asked.log'), '');
    // Its file goes; the manager still has the job.
    const label = /ops-loop-[0-9a-f]+-cycle/.exec(JSON.stringify(status))?.[0] ?? '';
    expect(existsSync(join(units, `${label}.timer`))).toBe(true);
    renameSync(join(units, `${label}.timer`), join(home, 'moved.timer'));
    const { exit, document } = opsDocument(['stop', '--quick', '--manager', 'systemd'], cwd, env);
    expect([exit, document.error?.found]).toEqual([0, undefined]);
    const stops = readFileSync(join(home, 'units-asked.log'), 'utf8')
      .split('\n')
      .filter((line) => line.startsWith('stop '))
      .map((line) => /ops-loop-[0-9a-f]+-([a-z-]+)\./.exec(line)?.[1]);
    expect(stops).toEqual([
      'cycle',
      'dashboard',
      'dashboard-retain',
      'audit',
      'audit-retain',
      'metrics',
      'soak',
      'supervisor',
      'greenlight-watch',
    ]);
  });

  test('that the manager refuses to stop make it red, and the watch stays on', () => {
    const { home, cwd, env } = managedWorkspace();
    writeFileSync(join(home, 'refuse-stop'), '');
    const { exit, document } = opsDocument(['stop', '--quick', '--manager', 'systemd'], cwd, env);
    expect([exit, document.token]).toEqual([7, 'P101_STOP_FAIL']);
    const { survivors, steps } = reportOf(cwd, document);
    expect(survivors.some((line) => /job ops-loop-[0-9a-f]+-cycle is loaded/.test(line))).toBe(
      true,
    );
    expect(steps.map(({ name }) => name)).not.toContain('greenlight-watch');
    const knows = readFileSync(join(home, 'units-state.json'), 'utf8');
    expect(knows).toMatch(/greenlight-watch\.timer":"active"/);
  });
});
