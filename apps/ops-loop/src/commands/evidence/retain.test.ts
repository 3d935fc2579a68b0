import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatStamp } from '@assay/core';
import { nodeProcessInfo } from '@assay/workspace';
import { describe, expect, test } from 'vitest';
import type { OpsContext } from '../../context.js';
import { pinOutcome, type EvidenceClass } from '../../evidence/pin-outcome.js';
import { NOW_MS, opsContext, setClock, type SetClock } from '../../testing/ops-context.js';
import { retain } from './retain.js';
import { verify } from './verify.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Rules that keep nothing but what is always kept. */
const ONE = { keepWithin: '0', keepDaily: '0', keepRed: '0' };

interface Scene {
  readonly context: OpsContext;
  readonly clock: SetClock;
  /** Seals one, a minute after the one before; its name. */
  seal(ok?: boolean, ofClass?: EvidenceClass, references?: readonly string[]): string;
  names(ofClass?: EvidenceClass): readonly string[];
  /** Every file below the ops root with its size. */
  tree(): readonly string[];
  with(settings: Partial<OpsContext['settings']>): OpsContext;
}

function scene(): Scene {
  const clock = setClock();
  const context = opsContext({ clock });
  const { root, evidence } = context.places;
  return {
    context,
    clock,
    seal: (ok = true, ofClass = 'dashboard', references = []) => {
      clock.nowMs += MINUTE;
      const outcome = ok ? { ok } : { ok, reason: 'planted' };
      const { artifacts } = pinOutcome(context, outcome, {
        class: ofClass,
        payload: [],
        references,
      });
      return artifacts?.evidence ?? '';
    },
    names: (ofClass = 'dashboard') => {
      const folder = join(evidence, ofClass);
      return existsSync(folder)
        ? readdirSync(folder).map((name) => `evidence/${ofClass}/${name}`)
        : [];
    },
    tree: () =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .map((path) => `${path} ${statSync(join(root, path)).size}`)
        .sort(),
    with: (settings) => ({ ...context, settings: { ...context.settings, ...settings } }),
  };
}

describe('retain dashboard', () => {
  test('keeps the newest so many, deletes all pieces of the others and says so in the log', () => {
    const { context, seal, names, with: having, tree } = scene();
    const [first, , third] = [seal(), seal(), seal()];
    const { token, facts, lines } = retain(having({ keepLast: 1 }), 'dashboard', {
      ...ONE,
      keepLast: '1',
    });
    expect(token).toBe('P94_RETENTION_OK');
    expect(facts).toMatchObject({ deleted: 2, remaining: 1 });
    expect(names()).toEqual([third]);
    const [ofFirst = ''] = lines?.({} as never) ?? [];
    expect(ofFirst).toBe(
      `P94_RETENTION_DELETE ts=20260131T090907006Z class=dashboard name=${first?.split('/').at(-1) ?? ''}`,
    );
    const left = tree().filter((path) => path.includes(first?.split('/').at(-1) ?? '-'));
    expect(left).toEqual([]);
    const log = readFileSync(context.places.pinLog, 'utf8');
    expect(log.match(/"kind":"tombstone"/g)).toHaveLength(2);
    expect(verify(context, 'all', false)).toMatchObject({
      ok: true,
      facts: { items: 2, errors: 0 },
    });
  });

  test('dry, it touches nothing, says what would go, and leaves its own evidence', () => {
    const { seal, names, with: having, tree } = scene();
    for (let i = 0; i < 3; i += 1) seal();
    const before = tree();
    const { token, facts, artifacts } = retain(having({ keepLast: 1, dryRun: true }), 'dashboard', {
      ...ONE,
      keepLast: '1',
    });
    expect(token).toBe('P94_RETENTION_OK');
    expect(facts).toMatchObject({ deleted: 0, would_delete: 2, remaining: 3 });
    expect(names()).toHaveLength(3);
    const own = artifacts?.evidence.split('/').at(-1) ?? '-';
    const after = tree().filter((path) => !path.includes(own) && !/log|head|retain/.test(path));
    expect(after).toEqual(before.filter((path) => !/log|head/.test(path)));
  });

  test('does nothing the second time', () => {
    const { seal, with: having } = scene();
    for (let i = 0; i < 3; i += 1) seal();
    const flags = { ...ONE, keepLast: '1' };
    retain(having({ keepLast: 1 }), 'dashboard', flags);
    expect(retain(having({ keepLast: 1 }), 'dashboard', flags)).toMatchObject({
      token: 'P94_RETENTION_NOOP',
      facts: { deleted: 0, remaining: 1 },
    });
  });

  test('keeps the newest green one behind red ones, and what another class speaks of', () => {
    const { seal, names, with: having } = scene();
    const spokenOf = seal();
    const green = seal();
    seal(false);
    const newest = seal(false);
    seal(true, 'stop', [spokenOf]);
    retain(having({ keepLast: 1 }), 'dashboard', { ...ONE, keepLast: '1' });
    expect(names()).toEqual([spokenOf, green, newest]);
  });

  test('what only evidence that goes itself speaks of goes with it', () => {
    const { seal, names, with: having } = scene();
    const spokenOf = seal();
    seal(true, 'cycle', [spokenOf]);
    seal(true, 'cycle');
    const newest = seal();
    const flags = { ...ONE, keepLast: '1' };
    expect(retain(having({ keepLast: 1 }), 'all', flags).facts).toMatchObject({ deleted: 2 });
    expect(names()).toEqual([newest]);
    expect(retain(having({ keepLast: 1 }), 'all', flags).token).toBe('RETENTION_NOOP');
  });

  test('refuses to keep nothing, and does it when it is meant', () => {
    const { context, seal, names, with: having } = scene();
    seal();
    const empty = { ...ONE, keepLast: '0' };
    expect(() => retain(having({ keepLast: 0 }), 'dashboard', empty)).toThrow(
      expect.objectContaining({ code: 'RETENTION_WOULD_EMPTY', exitCode: 4 }),
    );
    expect(names()).toHaveLength(1);
    retain(having({ keepLast: 0 }), 'dashboard', { ...empty, allowEmpty: true });
    expect(names()).toEqual([]);
    expect(verify(context, 'all', false)).toMatchObject({ ok: true });
  });

  test('leaves orphans and what is of the future, unless it is asked to', () => {
    const { context, clock, seal, names, with: having } = scene();
    const kept = seal();
    clock.nowMs += 10 * DAY;
    const future = seal();
    clock.nowMs = NOW_MS + HOUR;
    const orphan = join(context.places.evidence, 'dashboard', '20250101T000000000Z_00000000');
    mkdirSync(orphan);
    writeFileSync(join(orphan, 'x'), 'x');
    retain(context, 'dashboard', {});
    expect(names()).toContain(future);
    expect(existsSync(orphan)).toBe(true);
    expect(verify(context, 'all', false)).toMatchObject({
      ok: false,
      reason: 'extra_file',
      error: { code: 'EVIDENCE_ALTERED' },
    });
    expect(retain(having({}), 'dashboard', { orphans: true }).facts).toMatchObject({ deleted: 2 });
    expect(names()).toEqual([kept]);
    expect(verify(context, 'all', false)).toMatchObject({ ok: true });
  });

  test('bounds the evidence of its own deeds', () => {
    const { clock, context, names } = scene();
    for (let i = 0; i < 60; i += 1) {
      clock.nowMs += DAY;
      retain(context, 'dashboard', {});
    }
    expect(names('retain')).toHaveLength(49);
  });
});

/** A run with ticks, one a minute. */
function makeRun(context: OpsContext, startMs: number, ticks: readonly boolean[]): string {
  const name = `run_${formatStamp(startMs)}`;
  const run = join(context.places.supervisor, name);
  mkdirSync(run, { recursive: true });
  writeFileSync(join(run, 'run.json'), '{}');
  for (const [i, ready] of ticks.entries()) {
    const tick = `tick_${formatStamp(startMs + (i + 1) * MINUTE)}_${String(i + 1).padStart(6, '0')}`;
    mkdirSync(join(run, tick));
    writeFileSync(join(run, tick, 'tick.json'), JSON.stringify({ ready }));
  }
  return name;
}

function ticksOf(context: OpsContext, run: string): readonly string[] {
  const folder = join(context.places.supervisor, run);
  return existsSync(folder) ? readdirSync(folder).filter((name) => name.startsWith('tick_')) : [];
}

describe('retain run', () => {
  const bad = (count: number) => Array.from({ length: count }, () => false);
  const good = (count: number) => Array.from({ length: count }, () => true);

  test('keeps 100 ticks, the newest green, red ones of a day, and the newest run', () => {
    const context = opsContext();
    const old = makeRun(context, NOW_MS - 10 * DAY, [true, ...bad(3)]);
    const red = makeRun(context, NOW_MS - 20 * HOUR, bad(30));
    const newest = makeRun(context, NOW_MS - 5 * HOUR, bad(120));
    expect(retain(context, 'run', {})).toMatchObject({
      token: 'RUN_RETENTION_OK',
      facts: { deleted: 3, remaining: 151 },
    });
    expect(ticksOf(context, old)).toEqual([
      `tick_${formatStamp(NOW_MS - 10 * DAY + MINUTE)}_000001`,
    ]);
    expect(ticksOf(context, red)).toHaveLength(30);
    expect(ticksOf(context, newest)).toHaveLength(120);
    expect(retain(context, 'run', {}).token).toBe('RUN_RETENTION_NOOP');
  });

  test('a run goes as a whole when none of its ticks is kept, but not the newest', () => {
    const context = opsContext();
    const old = makeRun(context, NOW_MS - 3 * DAY, good(5));
    const newest = makeRun(context, NOW_MS - 2 * DAY, good(150));
    expect(retain(context, 'run', {}).facts).toMatchObject({ deleted: 56, remaining: 100 });
    expect(existsSync(join(context.places.supervisor, old))).toBe(false);
    expect(ticksOf(context, newest)).toHaveLength(100);
  });

  test('a run whose supervisor lives stays, however old it is', () => {
    const context = opsContext();
    const running = makeRun(context, NOW_MS - 9 * DAY, []);
    makeRun(context, NOW_MS - 2 * DAY, good(2));
    const self = nodeProcessInfo().identity();
    const state = {
      schema: 'run-state/1',
      phase: 'running',
      pid: self.pid,
      pid_start: self.process_start_time,
      boot_id: self.boot_id,
      interval_ms: 1,
      seq: 0,
      last_completed: null,
      in_flight: null,
      consecutive_failures: 0,
      missed_ticks: 0,
      next_due: null,
      updated: '2026-01-31T09:08:07.006Z',
    };
    const file = join(context.places.supervisor, running, 'state.json');
    writeFileSync(file, JSON.stringify(state));
    retain(context, 'run', {});
    expect(existsSync(file)).toBe(true);
    writeFileSync(file, JSON.stringify({ ...state, phase: 'stopped' }));
    retain(context, 'run', {});
    expect(existsSync(file)).toBe(false);
  });
});
