import { AssayError } from '@assay/core';
import { describe, expect, test } from 'vitest';
import { failed, passed, type Finding, type ProbeCheck } from './probe-check.js';
import type { ProbeScene } from './probe-scene.js';
import { runChecks } from './run-checks.js';

// None of the checks below looks at it.
const SCENE = {} as ProbeScene;

function check(id: string, run: ProbeCheck['run'], more: Partial<ProbeCheck> = {}): ProbeCheck {
  return { id, severity: 'error', timeoutMs: 60_000, run, ...more };
}

function throwing(error: unknown): ProbeCheck['run'] {
  return () => {
    throw error;
  };
}

const FINE = check('fine', () => passed('it is'));
const still = (): number => 0;
const never = (): Promise<Finding> => new Promise(() => undefined);

describe('a check that goes wrong is a failed check with the reason, and the others are run', () => {
  const FULL = new AssayError('DISK_FULL', 'the disk is full', { found: '0 bytes' });
  const FULL_WORDS = 'DISK_FULL: the disk is full (0 bytes)';
  const BUG = new TypeError('x is undefined');

  test.each<[string, ProbeCheck, unknown, string]>([
    ['says no', check('bad', () => failed('it is not', 3, 2)), 3, 'it is not'],
    ['throws an error that is known', check('bad', throwing(FULL)), 'DISK_FULL', FULL_WORDS],
    ['throws it later', check('bad', () => Promise.reject(FULL)), 'DISK_FULL', FULL_WORDS],
    ['has a bug', check('bad', throwing(BUG)), 'crashed', 'TypeError: x is undefined'],
    ['throws what is no error', check('bad', throwing('words')), 'crashed', 'words'],
    ['never answers', check('bad', never, { timeoutMs: 1 }), 'timed out', 'longer than 1 ms'],
  ])('%s', async (_what, bad, observed, detail) => {
    const result = await runChecks([bad, FINE], SCENE, still);
    expect(result).toMatchObject({ ready: false, reasons: ['bad'], signals: [] });
    expect(result.checks).toMatchObject([
      { id: 'bad', ok: false, severity: 'error', observed },
      { id: 'fine', ok: true, detail: 'it is' },
    ]);
    expect(result.checks[0]?.detail).toContain(detail);
  });

  test('answers, but too late because it never waited', async () => {
    let nowMs = 0;
    const slow = check('slow', () => ((nowMs += 100), passed('at last')), { timeoutMs: 99 });
    const { checks, ready } = await runChecks([slow], SCENE, () => nowMs);
    expect(ready).toBe(false);
    expect(checks).toMatchObject([{ ok: false, observed: 100, limit: 99 }]);
  });

  test('words of an unexpected error are kept short', async () => {
    const wordy = check('wordy', throwing(new Error('x'.repeat(10_000))));
    const { checks } = await runChecks([wordy], SCENE, still);
    expect(checks[0]?.detail.length).toBeLessThanOrEqual(300);
  });
});

test('a probe is ready when every check of severity error passed; a warning does not count', async () => {
  const warning = check('odd', () => failed('a little'), { severity: 'warn' });
  const result = await runChecks([FINE, warning], SCENE, still);
  expect(result).toMatchObject({ ready: true, reasons: [] });
  expect(result.checks.map(({ id, ok }) => [id, ok])).toEqual([
    ['fine', true],
    ['odd', false],
  ]);
});

test('checks are reported in the order of the table, whichever ends first', async () => {
  let release: (finding: Finding) => void = () => undefined;
  const held = new Promise<Finding>((settle) => (release = settle));
  const table = [
    check('first', () => held),
    check('second', () => (release(failed('late')), failed('early'))),
  ];
  expect((await runChecks(table, SCENE, still)).reasons).toEqual(['first', 'second']);
});

test('signals come with the result, also of a check that failed', async () => {
  const signal = {
    directive_id: 'D',
    symbol: 'EURUSD',
    run_id: '0123456789abcdef',
    bar_time: '2026-01-30T21:00:00.000Z',
    close: 1.1,
    position: null,
    signals: [],
  };
  const some = check('shadow', () => ({ ...failed('one of two'), signals: [signal] }));
  expect((await runChecks([some], SCENE, still)).signals).toEqual([signal]);
});
