import { execFileSync, spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import {
  lastLine,
  opsEnvironment,
  opsWorkspace,
  runOps,
  runsOf,
  startSupervisor,
  stateOf,
  ticksOf,
  until,
} from '../testing/ops-driver.js';
import { changeText } from '../testing/probe-driver.js';
import { builtTool } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

interface Diagnosis {
  readonly id: string;
  readonly severity: string;
  readonly cause: string;
  readonly command: string;
}

/** What `doctor --json` finds, by id. */
function doctor(
  folder: string,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): ReadonlyMap<string, Diagnosis> {
  const { stdout } = runOps(['doctor', ...words, '--json'], folder, env);
  const { data } = JSON.parse(stdout) as { data: { diagnoses: readonly Diagnosis[] } };
  return new Map(data.diagnoses.map((one) => [one.id, one]));
}

const idsOf = (found: ReadonlyMap<string, Diagnosis>): readonly string[] => [...found.keys()];

/** A workspace with one tick, taken by hand, and no supervisor. */
function ticked(): { readonly folder: string; readonly run: string; readonly tick: string } {
  const folder = opsWorkspace();
  const ended = runOps(['tick'], folder);
  if (ended.exit !== 0) throw new Error(ended.stdout + ended.stderr);
  const run = runsOf(folder).at(-1) ?? '';
  return { folder, run, tick: join(run, ticksOf(run).at(-1) ?? '') };
}

describe('no ticks, or stale ticks', () => {
  test('nothing was ever started: the command that starts it, exit 1 and the row in the last line', () => {
    const ended = runOps(['doctor'], opsWorkspace());
    expect(ended.exit).toBe(1);
    expect(ended.stdout).toContain('ops-loop supervise run --arm');
    expect(lastLine(ended)).toMatch(/^DOCTOR_FAIL reason=not_armed rows=\d+ causes=1$/);
  });

  test('a young supervisor: wait; and nothing is wrong', async () => {
    const folder = opsWorkspace();
    const { pid } = startSupervisor(folder, '--interval', '60s');
    await until('a tick', () => (stateOf(folder, pid)?.seq ?? 0) >= 1);
    const ended = runOps(['doctor'], folder);
    expect(ended.exit, ended.stdout).toBe(0);
    expect(ended.stdout).toContain('of its first two ticks: wait');
    expect(lastLine(ended)).toMatch(/^DOCTOR_OK rows=\d+ causes=1$/);
  });

  test('a supervisor that was killed, and one that is halted', async () => {
    const folder = opsWorkspace();
    const { pid, ended } = startSupervisor(folder, '--interval', '60s');
    await until('a tick', () => stateOf(folder, pid)?.phase === 'running');
    process.kill(pid, 'SIGSTOP');
    expect(doctor(folder).get('hung_tick')).toMatchObject({ command: 'ops-loop stop' });
    process.kill(pid, 'SIGKILL');
    await ended;
    const found = doctor(folder);
    expect(found.get('not_running')?.cause).toContain('gone without having stopped');
    expect(found.has('hung_tick')).toBe(false);
  });

  test('an OUT_DIR that is not there', () => {
    const folder = opsWorkspace();
    const missing = 'out/ops/online_readiness_supervisor/run_20260131T090807006Z';
    expect(doctor(folder, [], { OUT_DIR: missing }).get('out_dir_missing')?.command).toBe(
      'env -u OUT_DIR ops-loop health',
    );
  });

  test('an OUT_DIR outside of the ops root, or another mode, is refused by the guard, with a code', () => {
    const folder = opsWorkspace();
    const outside = runOps(['doctor'], folder, { OUT_DIR: 'out/ops/../../x' });
    expect([outside.exit, lastLine(outside)]).toEqual([4, 'DOCTOR_FAIL reason=ops_path_refused']);
    const live = runOps(['doctor'], folder, { MODE: 'live' });
    expect([live.exit, lastLine(live)]).toEqual([4, 'DOCTOR_FAIL reason=ops_mode_refused']);
  });

  test('a folder that this user may not write to', () => {
    const { folder, run } = ticked();
    chmodSync(folder, 0o755);
    chmodSync(run, 0o555);
    const isRoot = process.getuid?.() === 0;
    const { stdout } = spawnSync(
      process.execPath,
      [builtTool('ops-loop'), 'doctor', '--json', '--workspace', folder],
      {
        cwd: '/',
        encoding: 'utf8',
        env: opsEnvironment(),
        // No permission stops the superuser.
        ...(isRoot ? { uid: 65_534, gid: 65_534 } : {}),
      },
    );
    chmodSync(run, 0o755);
    expect(stdout).toContain(`this user may not write to`);
    expect(stdout).toContain(run);
  });

  test('a stamp of the future', () => {
    const { folder, run } = ticked();
    mkdirSync(join(run, 'tick_20990101T000000000Z_000009'));
    expect(doctor(folder).get('future_stamps')).toMatchObject({ severity: 'warn' });
  });
});

describe('P76 is missing or says not ready', () => {
  test('the answer lies at the root of the tick instead of in p76/', () => {
    const { folder, tick } = ticked();
    renameSync(join(tick, 'p76', 'P76_RESULT.txt'), join(tick, 'P76_RESULT.txt'));
    expect(doctor(folder).get('p76_place')?.cause).toContain('not in p76/');
  });

  test('a tick that was altered', () => {
    const { folder, tick } = ticked();
    appendFileSync(join(tick, 'p76', 'readiness.json'), ' ');
    const found = doctor(folder);
    expect(found.get('tick_altered')?.cause).toContain('readiness.json');
    expect(found.has('p76_place')).toBe(false);
  });

  test('a tick that is not ready names the check and the command for it', () => {
    const folder = opsWorkspace();
    mkdirSync(join(folder, '.assay'));
    writeFileSync(join(folder, '.assay', 'events.ndjson'), '{}\n');
    runOps(['tick'], folder);
    expect(doctor(folder).get('p76_not_ready')).toMatchObject({
      cause: expect.stringMatching(/ledger_chain.*: LEDGER_UNREADABLE/) as string,
      command: 'integrity-sweep verify',
    });
  });
});

const STANDIN = fileURLToPath(new URL('../testing/standin-systemctl.mjs', import.meta.url));

/** A workspace whose jobs are installed with a service manager of a login of its own. */
function installed() {
  const home = temporaryFolder();
  mkdirSync(join(home, 'bin'));
  copyFileSync(STANDIN, join(home, 'bin', 'systemctl'));
  chmodSync(join(home, 'bin', 'systemctl'), 0o755);
  const env = { HOME: home, PATH: `${join(home, 'bin')}:${process.env['PATH'] ?? ''}` };
  const { folder } = ticked();
  const ended = runOps(['service', 'install', 'supervisor', '--no-dry-run'], folder, env);
  if (ended.exit !== 0) throw new Error(ended.stdout + ended.stderr);
  const units = join(home, '.config/systemd/user');
  const [unit = ''] = readdirSync(units).filter((name) => name.endsWith('-supervisor.service'));
  return { home, env, folder, unit: join(units, unit) };
}

describe('a job ends at once', () => {
  test('an installed unit is as this tool renders it', () => {
    const { env, folder } = installed();
    expect(idsOf(doctor(folder, [], env)).filter((id) => id.startsWith('unit_'))).toEqual([]);
  });

  test.each([
    ['unit_working_directory', /^WorkingDirectory=.*\n/m, '', 'has no WorkingDirectory'],
    ['unit_working_directory', /^WorkingDirectory=.*$/m, 'WorkingDirectory=/gone', 'is gone'],
    ['unit_program', /main\.js/, 'moved.js', 'what it starts is not there'],
    ['not_armed', / --arm/, '', 'without --arm'],
    ['mode', 'MODE=shadow', 'MODE=live', 'another MODE than shadow'],
    ['unit_differs', /$/, '# by hand\n', 'not what this tool renders now'],
  ])('%s is found in a unit edited by hand, and installing it again repairs it', (...row) => {
    const [id, from, to, cause] = row;
    const { env, folder, unit } = installed();
    changeText(unit, from, to);
    const found = doctor(folder, [], env).get(id);
    expect(found?.cause).toContain(cause);
    expect(found?.command).toBe('ops-loop service install supervisor');
    expect(runOps(['service', 'install', 'supervisor', '--no-dry-run'], folder, env).exit).toBe(0);
    expect(doctor(folder, [], env).has(id)).toBe(false);
  });

  test('a unit that the manager calls failed, and one that nobody has started', () => {
    const { env, home, folder, unit } = installed();
    const name = unit.slice(unit.lastIndexOf('/') + 1);
    const say = (state: string): void =>
      writeFileSync(join(home, 'units-state.json'), JSON.stringify({ [name]: state }));
    say('failed');
    expect(doctor(folder, [], env).get('service_state')).toMatchObject({
      cause: 'the unit of supervisor has failed',
      command: 'ops-loop service logs supervisor',
    });
    say('inactive');
    expect(doctor(folder, [], env).get('service_state')?.command).toBe(
      'ops-loop service kick supervisor',
    );
  });
});

describe('the gate of the documents', () => {
  /** A git tree with one document. */
  function documented(text: string): string {
    const { folder } = ticked();
    const git = (...words: readonly string[]) =>
      execFileSync('git', ['-c', 'init.defaultBranch=main', ...words], {
        cwd: folder,
        env: opsEnvironment(),
        stdio: 'pipe',
      });
    writeFileSync(join(folder, 'README.md'), text);
    git('init');
    return folder;
  }

  test('a path that does not exist is found, and fixing it repairs it', () => {
    const folder = documented('See `scripts/gone/never.sh`.\n');
    const found = doctor(folder).get('docs_paths');
    expect(found).toMatchObject({ command: 'ops-loop docs paths --fix' });
    expect(found?.cause).toContain('README.md:1');
    runOps(['docs', 'paths', '--fix', '--no-dry-run'], folder);
    expect(doctor(folder).has('docs_paths')).toBe(false);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('&#47;');
  });

  test('a document without such paths is left alone, and so is a workspace without a tree', () => {
    expect(doctor(documented('See `README.md`.\n')).has('docs_paths')).toBe(false);
    const { folder } = ticked();
    writeFileSync(join(folder, 'README.md'), 'See `scripts/gone/never.sh`.\n');
    expect(doctor(folder).has('docs_paths')).toBe(false);
    rmSync(join(folder, 'README.md'));
  });
});
