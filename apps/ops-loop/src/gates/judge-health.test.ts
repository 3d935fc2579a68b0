import { describe, expect, test } from 'vitest';
import { healthOutcome } from './health-outcome.js';
import type { LiveState } from './live-state.js';
import { liveState, NOW_MS, SETTINGS, tickRecord, withTick } from './testing/live-state-maker.js';

const dead = { supervisor: { isAlive: false, detail: 'nobody answers' } } as const;
const young = { startedMs: NOW_MS - 1000 };

describe('health is green only of a living supervisor with a fresh, whole and ready tick', () => {
  // prettier-ignore
  test.each<readonly [string, Partial<LiveState>, string | undefined]>([
    ['all is well',                              {}, undefined],
    ['no run',                                   { run: null, startedMs: null, latest: null, ...dead }, 'out_dir_missing'],
    ['a dead supervisor with a fresh tick',      dead, 'supervisor_dead'],
    ['a tick exactly as old as may be',          withTick(tickRecord(900_000)), undefined],
    ['a tick a millisecond older',               withTick(tickRecord(900_001)), 'ticks_stale'],
    ['no tick yet, the supervisor is young',     { latest: null, tickCount: 0, ...young }, undefined],
    ['no tick, the supervisor is not young',     { latest: null, tickCount: 0 }, 'ticks_stale'],
    ['no tick, young, and dead',                 { latest: null, tickCount: 0, ...young, ...dead }, 'supervisor_dead'],
    ['a tick that is not ready',                 withTick(tickRecord(0, { ready: false, reasons: ['data_fresh'] })), 'p76_not_ready_or_missing'],
    ['a tick that is not ready, young',          { ...withTick(tickRecord(0, { ready: false })), ...young }, 'p76_not_ready_or_missing'],
    ['a ready tick with a broken seal',          withTick(tickRecord(0), 'tick.json: altered'), 'tamper'],
    ['a tick without a record',                  withTick(undefined, 'OPS_RECORD_INVALID'), 'ticks_stale'],
  ])('%s', (_case, change, reason) => {
    const outcome = healthOutcome(liveState(change), SETTINGS);
    expect(outcome.reason).toBe(reason);
    expect(outcome.ok).toBe(reason === undefined);
  });
});

test('the checks come in one order, whatever is wrong', () => {
  const ids = (change: Partial<LiveState>) =>
    healthOutcome(liveState(change), SETTINGS).checks?.map(({ id }) => id);
  expect(ids({ run: null, latest: null, ...dead })).toEqual(ids({}));
});

test('the last line names run, tick and age as the predecessor did', () => {
  const { facts } = healthOutcome(liveState(), SETTINGS);
  expect(facts).toEqual({
    out_dir: 'out/ops/online_readiness_supervisor/run_20260302T130000000Z',
    newest_tick: tickRecord(60_000).tick,
    age_sec: 60,
  });
});
