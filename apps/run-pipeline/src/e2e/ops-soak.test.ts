import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import {
  lastLine,
  linesOf,
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
import { promotedTemplate } from '../testing/probe-driver.js';
import { copyOf } from '../testing/sweep-driver.js';

/** Seconds of a soak on a machine that does nothing else: `.ci/run` has a minute of it, the night ten. */
const ALONE = process.env['ASSAY_OPS_SOAK_SECONDS'];
const SECONDS = Number(ALONE ?? 12);
/** Beside other tests a tick a second could be missed, and that would say nothing about ours. */
const INTERVAL_MS = ALONE === undefined ? 3_000 : 1_000;

const template = promotedTemplate();

/** Memory of a process in kB. */
function memoryOf(pid: number): number {
  const { stdout } = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return Number(stdout.trim());
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** A supervisor that ticks, and a cycle that made the first snapshots. */
async function greenLoop(cwd: string) {
  const supervisor = startSupervisor(cwd, '--interval', `${INTERVAL_MS}ms`);
  await until('two ticks', () => {
    const run = stateOf(cwd, supervisor.pid) && runsOf(cwd).at(-1);
    return run !== undefined && ticksOf(run).length >= 2;
  });
  const cycle = opsDocument(['cycle'], cwd);
  expect([cycle.exit, cycle.document.error?.found]).toEqual([0, undefined]);
  return supervisor;
}

/** Looks at the green light until it is so; says what it said and how many ticks that took. */
async function greenlightBecomes(cwd: string, exit: number): Promise<OpsEnvelope> {
  return until(`a green light with exit ${exit}`, () => {
    const looked = opsDocument(['greenlight'], cwd);
    return looked.exit === exit && looked.document;
  });
}

const red = ({ alerts }: OpsEnvelope): readonly string[] =>
  alerts.filter(({ severity }) => severity === 'error').map(({ id }) => id);

test(
  `${SECONDS} s at a tick every ${INTERVAL_MS} ms: memory flat, no missed tick, every gate green`,
  async () => {
    // Nothing promoted: how long a tick takes is the machine's affair, that none is missed is ours.
    const cwd = opsWorkspace();
    const supervisor = await greenLoop(cwd);
    const missedBefore = stateOf(cwd, supervisor.pid)?.missed_ticks ?? 0;
    const words = [
      'soak',
      '--for',
      `${SECONDS}s`,
      '--every',
      '5s',
      '--fail',
      '1/1',
      '--missed',
      '0',
    ];
    const soak = startOps(words, cwd);
    const memory: number[] = [];
    let seq = 0;
    let isOver = false;
    void soak.ended.then(() => (isOver = true));
    await until(
      'the end of the soak',
      () => {
        const now = stateOf(cwd, supervisor.pid)?.seq ?? 0;
        if (now > seq) memory.push(memoryOf(supervisor.pid));
        seq = now;
        return isOver;
      },
      (SECONDS + 60) * 1000,
    );
    const ended = await soak.ended;
    expect(lastLine(ended)).toMatch(/^SOAK_OK checkpoints=\d+ uptime=1 missed=0 /);
    const [run = ''] = runsOf(cwd);
    const statuses = new Set(
      linesOf<{ status: string }>(run, 'soak_index.ndjson').map((l) => l.status),
    );
    expect([...statuses]).toEqual(['ready']);
    expect((stateOf(cwd, supervisor.pid)?.missed_ticks ?? 0) - missedBefore).toBe(0);
    const third = Math.floor(memory.length / 3);
    const [early, late] = [median(memory.slice(third, 2 * third)), median(memory.slice(-third))];
    if (ALONE !== undefined) expect(late / early).toBeLessThan(1.15);
    const stopped = opsDocument(['stop', '--quick'], cwd);
    expect([stopped.exit, stopped.document.error?.found]).toEqual([0, undefined]);
    expect((await supervisor.ended).exit).toBe(0);
    expect(runOps(['evidence', 'verify', 'all'], cwd).exit).toBe(0);
  },
  (SECONDS + 120) * 1000,
);

test('an altered pin turns the green light red at once, as tampering', async () => {
  const cwd = copyOf(template.folder);
  await greenLoop(cwd);
  const light = await greenlightBecomes(cwd, 0);
  expect(red(light)).toEqual([]);
  const log = readFileSync(join(cwd, 'out/ops/pins/log.ndjson'), 'utf8').trimEnd().split('\n');
  const name = log
    .map((line) => JSON.parse(line) as { class: string; name: string })
    .filter((line) => line.class === 'dashboard')
    .at(-1)?.name;
  const pin = join(cwd, 'out/ops/pins/dashboard', `${name}.json`);
  const text = readFileSync(pin, 'utf8');
  rmSync(pin);
  writeFileSync(
    pin,
    text.replace(/"payload": ?"./, (start) => `${start.slice(0, -1)}Z`),
  );
  const altered = opsDocument(['greenlight'], cwd);
  expect([altered.exit, red(altered.document)]).toEqual([1, ['tamper']]);
  rmSync(pin);
  writeFileSync(pin, text);
  expect(runOps(['greenlight'], cwd).exit).toBe(0);
});

test('bars that end too early turn it red with the next tick, and fresh ones green again', async () => {
  const cwd = copyOf(template.folder);
  const supervisor = await greenLoop(cwd);
  const file = join(cwd, 'data', 'EURUSD_1h.csv');
  const text = readFileSync(file, 'utf8');
  const seqBefore = stateOf(cwd, supervisor.pid)?.seq ?? 0;
  writeFileSync(file, `${text.trimEnd().split('\n').slice(0, -400).join('\n')}\n`);
  const stale = await greenlightBecomes(cwd, 1);
  expect(red(stale)).toContain('data_stale');
  // The tick under way may have read the bars before; the one after it has not.
  expect((stateOf(cwd, supervisor.pid)?.seq ?? 0) - seqBefore).toBeLessThanOrEqual(3);
  writeFileSync(file, text);
  expect(red(await greenlightBecomes(cwd, 0))).toEqual([]);
});

test('a supervisor that died turns it red at once', async () => {
  const cwd = copyOf(template.folder);
  const supervisor = await greenLoop(cwd);
  expect(runOps(['greenlight'], cwd).exit).toBe(0);
  supervisor.process.kill('SIGKILL');
  await supervisor.ended;
  const dead = opsDocument(['greenlight'], cwd);
  expect([dead.exit, red(dead.document)]).toEqual([1, ['supervisor_dead']]);
});

/** A disk of its own that can be made smaller; only the superuser can mount one. */
function ownDisk(): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'assay-disk-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4g', 'tmpfs', folder]);
  onTestFinished(() => {
    if (mounted.status === 0) spawnSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return mounted.status === 0 ? folder : undefined;
}

test('a full disk turns it red; the supervisor lives through it and is green again with room', async (context) => {
  const disk = ownDisk();
  if (disk === undefined) {
    context.skip('only the superuser of a Linux can mount a disk');
    return;
  }
  const cwd = join(disk, 'workspace');
  cpSync(template.folder, cwd, { recursive: true });
  const supervisor = await greenLoop(cwd);
  const [run = ''] = runsOf(cwd);
  const resize = (size: string) => spawnSync('mount', ['-o', `remount,size=${size}`, disk]).status;
  const used = spawnSync('df', ['-k', '--output=used', disk], { encoding: 'utf8' }).stdout;
  const usedKb = Number(used.trim().split('\n').at(-1));
  expect(resize(`${usedKb + 40}k`)).toBe(0);
  const full = await greenlightBecomes(cwd, 1);
  expect(red(full)).toContain('disk_low');
  await until(
    'a tick that found no room',
    () =>
      (stateOf(cwd, supervisor.pid)?.consecutive_failures ?? 0) > 0 ||
      runOps(['supervise', 'status'], cwd).stdout.includes('failures=1'),
  );
  expect(supervisor.process.exitCode).toBe(null);
  expect(resize('4g')).toBe(0);
  expect(red(await greenlightBecomes(cwd, 0))).toEqual([]);
  // What could not be written then was written when there was room.
  const lines = linesOf<{ seq: number }>(run, 'soak_index.ndjson').map(({ seq }) => seq);
  expect(lines).toEqual(lines.map((_seq, at) => at + 1));
  supervisor.process.kill('SIGTERM');
  expect((await supervisor.ended).exit).toBe(0);
});
