import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exitCodeOfEnding } from '@assay/cli';
import { nodeProcessInfo } from '@assay/workspace';
import { endingOf } from '../ending.js';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';
import { NOW_MS, opsContext } from '../testing/ops-context.js';
import { cycle } from './cycle.js';
import { isCycleGreen, skippedStep, type StepReport } from './cycle-report.js';

function exitOf(context: OpsContext, outcome: OpsOutcome): number {
  const { command, settings } = context;
  return exitCodeOfEnding(endingOf(outcome, { command, nowMs: NOW_MS, settings }, []));
}

function reportOf({ places }: OpsContext, { artifacts }: OpsOutcome) {
  const path = join(places.root, artifacts?.evidence ?? '', 'data', 'report.json');
  return JSON.parse(readFileSync(path, 'utf8')) as { readonly steps: readonly StepReport[] };
}

test('a cycle that is interrupted says what it did not do, sealed, and ends as interrupted', async () => {
  const calm = opsContext({ command: 'cycle' });
  const stop = new AbortController();
  stop.abort();
  const context = { ...calm, io: { ...calm.io, signal: stop.signal } };
  const outcome = await cycle(context);
  expect(outcome).toMatchObject({ ok: false, reason: 'interrupted' });
  expect(exitOf(context, outcome)).toBe(130);
  const skipped = reportOf(context, outcome).steps.filter((step) => step.skipped !== undefined);
  expect(skipped.map(({ skipped: why }) => why)).toEqual(Array(6).fill('interrupted'));
});

describe('the lock', () => {
  test('is free again when a cycle has ended, however it ended', async () => {
    const context = opsContext({ command: 'cycle' });
    const red = await cycle(context);
    expect(red.ok).toBe(false);
    expect(existsSync(context.places.cycleLock)).toBe(false);
    const again = await cycle(context);
    expect(reportOf(context, again).steps[1]).toMatchObject({ name: 'lock', ok: true });
  });

  test('of a process that is gone is taken over, and the report says so', async () => {
    const context = opsContext({ command: 'cycle' });
    context.files();
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    const since = '2026-01-31T09:00:00.000Z';
    const record = { ...nodeProcessInfo().identity(), pid, process_start_time: '1' };
    const dead = { ...record, command: 'a cycle that died', since, serial: 1, heartbeat: since };
    writeFileSync(context.places.cycleLock, JSON.stringify(dead));
    const outcome = await cycle(context);
    const [, lock] = reportOf(context, outcome).steps;
    expect(lock).toMatchObject({ name: 'lock', ok: true });
    expect(lock?.detail).toContain('taken over from a cycle that died');
  });
});

test('only steps that a cycle depends on make it red', () => {
  const step = (ok: boolean, required: boolean): StepReport => ({
    ...skippedStep('x', required, ''),
    ok,
  });
  expect(isCycleGreen([step(true, true), step(false, false)])).toBe(true);
  expect(isCycleGreen([step(true, false), step(false, true)])).toBe(false);
});
