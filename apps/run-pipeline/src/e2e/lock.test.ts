import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { workspaceAt } from '../testing/directive-positions.js';
import { eventsOf, sealsOf } from '../testing/evidence-reader.js';
import { inSession } from '../testing/session-driver.js';
import { followTool, runTool, type Followed } from '../testing/spawn-tool.js';
import { temporaryFolder } from '../testing/workspace-maker.js';

/** Every command that writes to a workspace. */
const WRITERS: readonly (readonly [string, readonly string[]])[] = [
  ['run-pipeline', ['Cross']],
  ['run-pipeline', ['--all', '--provision-only']],
  ['run-pipeline', ['Cross', '--force', '--reason', 'x']],
  ['run-pipeline', ['data', 'sample']],
  ['run-pipeline', ['data', 'import', 'vendor.csv', '--symbol', 'GBPUSD', '--timeframe', '1h']],
  ['run-pipeline', ['data', 'resample', 'data/EURUSD_1h.csv', '--to', '4h']],
  ['reset-directive', ['Cross', '--reason', 'x']],
  ['provision-strategy', ['Cross']],
  ['integrity-sweep', ['--fix']],
  ['integrity-sweep', ['rebuild']],
];

/** Its exit once it has the workspace: bars that are not its own are in the way of the sample. */
const exitOf = (args: readonly string[]): number => (args[1] === 'sample' ? 2 : 0);

/** Every command that only reads. */
const READERS: readonly (readonly [string, readonly string[]])[] = [
  ['run-pipeline', ['status']],
  ['run-pipeline', ['status', 'Cross', '--json']],
  ['run-pipeline', ['ledger', 'export', '--table', 'runs', '--format', 'csv']],
  ['run-pipeline', ['ledger', 'export', '--table', 'events', '--format', 'json']],
  ['run-pipeline', ['data', 'inspect', 'data/EURUSD_1h.csv']],
  ['run-pipeline', ['--help']],
  ['run-pipeline', ['--version']],
  ['run-pipeline', ['completion', 'bash']],
  ['reset-directive', ['--help']],
  ['provision-strategy', ['--list-templates']],
  ['integrity-sweep', []],
  ['integrity-sweep', ['verify']],
];

/** A workspace at `…VALID` with a file to import. */
async function preparedWorkspace(): Promise<string> {
  const folder = await workspaceAt('…VALID');
  const bars = readFileSync(join(folder, 'data', 'EURUSD_1h.csv'));
  writeFileSync(join(folder, 'vendor.csv'), bars);
  return folder;
}

/** Holds a workspace from this process until told otherwise. */
async function holding(folder: string): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  let isHeld: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (isHeld = resolve));
  const until = new Promise<void>((resolve) => (release = resolve));
  const session = inSession(folder, async () => {
    isHeld();
    await until;
  });
  await held;
  const end = async () => {
    release();
    await session;
  };
  onTestFinished(end);
  return end;
}

/** A pipeline that holds the lock of a workspace and is made to stand still in the middle of its work. */
async function standing(folder: string): Promise<Followed> {
  const first = followTool(['Cross', '--jobs', '1'], folder);
  await first.says('EURUSD');
  first.process.kill('SIGSTOP');
  return first;
}

describe('two pipelines at once on one workspace', () => {
  test('one works, the other exits 5 with pid, host, command and since of the holder', async () => {
    const folder = await workspaceAt('…VALID');
    const first = await standing(folder);
    const second = runTool(['Cross', '--json'], folder);
    expect(second.exit).toBe(5);
    const { error } = JSON.parse(second.stdout) as { error: { code: string; found: string } };
    expect(error.code).toBe('WORKSPACE_BUSY');
    const lock = JSON.parse(readFileSync(join(folder, '.assay', 'lock'), 'utf8')) as {
      readonly since: string;
    };
    expect(error.found).toContain('run-pipeline Cross --jobs 1 (pid ');
    expect(error.found).toContain(`pid ${first.process.pid} on ${hostname()}, since ${lock.since}`);
    expect(lock.since).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(second.stderr).toContain(error.found);
    first.process.kill('SIGCONT');
    expect((await first.ended).exit).toBe(0);
    expect(sealsOf(folder)).toEqual(sealsOf(await workspaceAt('PORTFOLIO_COMPLETE')));
  });

  test.each(WRITERS)(
    '%s %j is refused while another holds it, exit 5, and changes nothing',
    async (...row) => {
      const [tool, args] = row;
      const folder = await preparedWorkspace();
      await holding(folder);
      const known = eventsOf(folder);
      const refused = runTool([...args, '--json'], folder, tool);
      expect(refused.exit, refused.stdout).toBe(5);
      expect(JSON.parse(refused.stdout)).toMatchObject({
        ok: false,
        error: { code: 'WORKSPACE_BUSY' },
      });
      expect(refused.stdout).toContain(`test (pid ${process.pid} on ${hostname()}, since `);
      expect(eventsOf(folder)).toEqual(known);
    },
  );
});

describe('--wait', () => {
  test.each(WRITERS)('lets %s %j go on as soon as the holder is done', async (tool, args) => {
    const folder = await preparedWorkspace();
    const release = await holding(folder);
    const waiting = followTool([...args, '--wait', '10m'], folder, tool);
    await waiting.says(`waiting for test (pid ${process.pid} on ${hostname()}`);
    await release();
    const { exit, stdout, stderr } = await waiting.ended;
    expect(exit, stdout + stderr).toBe(exitOf(args));
    expect(existsSync(join(folder, '.assay', 'lock'))).toBe(false);
  });

  test('that runs out is exit 5 and says how long it waited', async () => {
    const folder = await workspaceAt('…VALID');
    await holding(folder);
    const { exit, stderr } = await followTool(['Cross', '--wait', '1s'], folder).ended;
    expect(exit).toBe(5);
    expect(stderr).toContain('waited 1 s');
  });

  test('is ended by Ctrl-C with 130, and the holder keeps the lock', async () => {
    const folder = await workspaceAt('…VALID');
    await holding(folder);
    const lock = readFileSync(join(folder, '.assay', 'lock'), 'utf8');
    const waiting = followTool(['Cross', '--wait', '10m'], folder);
    await waiting.says('waiting for');
    waiting.process.kill('SIGINT');
    expect((await waiting.ended).exit).toBe(130);
    expect(JSON.parse(readFileSync(join(folder, '.assay', 'lock'), 'utf8'))).toMatchObject({
      pid: (JSON.parse(lock) as { pid: number }).pid,
    });
  });
});

test.each(READERS)('%s %j only reads: it never waits for a writer', async (tool, args) => {
  const folder = await workspaceAt('…VALID');
  const first = await standing(folder);
  // Told to wait, so that one that takes the lock after all would hang instead of failing politely.
  const wait = args[0] === 'completion' ? [] : ['--wait', '10m'];
  const reader = followTool([...args, ...wait], folder, tool);
  const { exit, stdout, stderr } = await reader.ended;
  expect(exit, stderr).toBe(0);
  expect(stdout).not.toBe('');
  expect(stderr).not.toContain('waiting');
  first.process.kill('SIGKILL');
  await first.ended;
});

describe('the lock of a holder that died', () => {
  test.each(WRITERS)('is taken over by %s %j at once, said, and recorded once', async (...row) => {
    const [tool, args] = row;
    const folder = await preparedWorkspace();
    const first = await standing(folder);
    first.process.kill('SIGKILL');
    await first.ended;
    const taken = runTool(args, folder, tool);
    expect(taken.exit, taken.stderr).toBe(exitOf(args));
    const pid = `pid ${first.process.pid} on ${hostname()}, since `;
    expect(taken.stderr).toContain('took over the lock: run-pipeline Cross --jobs 1 (pid');
    expect(taken.stderr).toContain(pid);
    expect(taken.stderr).toContain('its process has ended');
    const again = runTool(['Cross'], folder);
    expect(again.exit, again.stderr).toBe(0);
    expect(again.stderr).not.toContain('took over');
    const logged = eventsOf(folder).filter(({ type }) => type === 'LOCK_TAKEN_OVER');
    expect(logged).toHaveLength(1);
    expect(logged[0]?.actor).toBe(userInfo().username);
    expect(String(logged[0]?.payload['holder'])).toContain(pid);
  });

  test('is taken over also where the ledger cannot be read: the command does its work and says so', async () => {
    const folder = await preparedWorkspace();
    writeFileSync(join(folder, '.assay', 'lock'), lockOfTheDead());
    writeFileSync(join(folder, '.assay', 'assay.db'), 'no database');
    const taken = runTool(['Cross'], folder, 'provision-strategy');
    expect(taken.exit, taken.stderr).toBe(0);
    expect(taken.stderr).toContain('took over the lock');
    expect(taken.stderr).toContain('the take-over could not be recorded');
    expect(existsSync(join(folder, '.assay', 'lock'))).toBe(false);
  });

  test('is taken over without a record where nothing was ever run: no ledger is made for it', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
    mkdirSync(join(folder, '.assay'));
    writeFileSync(join(folder, '.assay', 'lock'), lockOfTheDead());
    const taken = runTool(['data', 'sample', '--quiet'], folder);
    expect(existsSync(join(folder, '.assay', 'lock'))).toBe(false);
    expect(taken.exit, taken.stderr).not.toBe(5);
    expect(existsSync(join(folder, '.assay', 'assay.db'))).toBe(false);
  });
});

/** A lock of a machine that was not heard of for a year. */
function lockOfTheDead(): string {
  const then = '2025-01-01T00:00:00.000Z';
  const who = { pid: 1, process_start_time: '1', boot_id: 'x', pid_namespace: 'x', host: 'gone' };
  return JSON.stringify({
    ...who,
    command: 'run-pipeline',
    since: then,
    serial: 1,
    heartbeat: then,
  });
}
