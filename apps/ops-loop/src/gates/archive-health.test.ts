import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { writeArchive } from '../archive/write-archive.js';
import type { OpsContext } from '../context.js';
import { emptyWorkspace, opsContext, setClock } from '../testing/ops-context.js';
import { archiveHealth } from './archive-health.js';
import { NOW_MS } from './testing/live-state-maker.js';
import { writeRun, type RunRequest } from './testing/run-on-disk.js';

const MINUTE = 60_000;
const STOPPED = { phase: 'stopped', updated: '2026-03-02T13:59:30.000Z' } as const;
let root = '';
let archive = '';

beforeEach(() => {
  root = emptyWorkspace();
  archive = join(emptyWorkspace(), 'kept');
});

/** Archives a run whose supervisor ended half a minute after its last tick. */
function archived(change: Partial<RunRequest> = {}): OpsContext {
  const run = writeRun({
    workspace: root,
    ticksAgoMs: [6 * MINUTE, MINUTE],
    state: STOPPED,
    ...change,
  });
  const target = { path: archive, base: join(archive, '..') };
  writeArchive(target, [{ from: run, to: 'run/run_20260302T130000000Z' }], 'a run', NOW_MS);
  // Years later: no clock is asked.
  return opsContext({ root, clock: setClock(NOW_MS + 9 * 365 * 86_400_000), cwd: root });
}

function verdict(context: OpsContext): string {
  const { ok, reason } = archiveHealth(context, archive);
  return ok ? 'green' : (reason ?? '');
}

test('an archived run that ended in order is healthy, however long ago that was', () => {
  const outcome = archiveHealth(archived(), archive);
  expect(outcome).toMatchObject({ ok: true, run: 'run_20260302T130000000Z' });
  expect(outcome.checks?.map(({ id }) => id)).toEqual([
    'archive_whole',
    'run_found',
    'run_stopped',
    'tick_present',
    'tick_sealed',
    'tick_fresh',
    'tick_ready',
  ]);
});

describe('an archived run is not healthy', () => {
  test.each<readonly [string, Partial<RunRequest>, string]>([
    ['that did not end in order', { state: { ...STOPPED, phase: 'running' } }, 'not_closed_out'],
    ['with too few ticks', { ticksAgoMs: [MINUTE] }, 'no_ticks_found'],
    ['whose last tick was not ready', { newest: { ready: false, reasons: ['shadow'] } }, 'p76_not_ready_or_missing'],
    ['whose last tick was long before its end', { ticksAgoMs: [60 * MINUTE, 50 * MINUTE] }, 'ticks_stale'],
  ])('%s', (_case, change, reason) => {
    expect(verdict(archived(change))).toBe(reason);
  }); // prettier-ignore

  const tickFile = (name: string) => {
    const run = join(archive, 'data', 'run', 'run_20260302T130000000Z');
    const tick = readdirSync(run).find((one) => one.startsWith('tick_')) ?? '';
    return join(run, tick, name);
  };
  test.each<readonly [string, () => void]>([
    ['with an altered byte', () => rewrite(tickFile('tick.json'), (text) => text.replace('800', '801'))],
    ['with a file more', () => writeFileSync(join(archive, 'data', 'hint.txt'), 'run this')],
    ['with a file less', () => rmSync(tickFile('p76/P76_RESULT.txt'))],
    ['with an empty manifest', () => rewrite(join(archive, 'manifest-sha256.txt'), () => '')],
    ['with a path that climbs', () => rewrite(join(archive, 'manifest-sha256.txt'), (text) => text.replace('data/run', 'data/../../run'))],
  ])('%s', (_case, plant) => {
    const context = archived();
    plant();
    expect(verdict(context)).toBe('tamper');
  }); // prettier-ignore

  test('that is not there, or has no run in it', () => {
    const context = opsContext({ root });
    expect(verdict(context)).toBe('tamper');
    mkdirSync(archive);
    expect(verdict(context)).toBe('tamper');
  });
});

/** Archives are read-only; whoever alters one does not mind. */
function rewrite(path: string, change: (text: string) => string): void {
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  writeFileSync(path, change(text));
}

test('an archive and a live run are not judged in one breath', () => {
  const context = { ...archived(), outDir: join(root, 'out', 'ops', 'run') };
  expect(() => archiveHealth(context, archive)).toThrow(
    expect.objectContaining({ code: 'OPS_SETTING_INVALID' }),
  );
});
