import { describe, expect, test } from 'vitest';
import { greenlightOutcome } from './greenlight-outcome.js';
import type { LiveState } from './live-state.js';
import {
  liveState,
  NOW_MS,
  pinned,
  SETTINGS,
  tickRecord,
  withTick,
} from './testing/live-state-maker.js';

const MINUTE = 60_000;
const young = { startedMs: NOW_MS - 1000 };
const pins = (change: LiveState['pins']): Partial<LiveState> => ({
  pins: { ...liveState().pins, ...change },
});
const altered = [{ what: 'bundles/audit/x.tgz', why: 'bundle_mismatch' }];

function redChecks(change: Partial<LiveState>): string {
  const { checks = [] } = greenlightOutcome(liveState(change), SETTINGS);
  return checks
    .filter(({ ok, severity }) => !ok && severity === 'error')
    .map(({ id }) => id)
    .join(' ');
}

describe('the light is green only when what is live and what is on record both are', () => {
  // prettier-ignore
  test.each<readonly [string, Partial<LiveState>, string]>([
    ['all is well',                                 {}, ''],
    ['a dead supervisor, fresh snapshots',          { supervisor: { isAlive: false, detail: '' } }, 'metrics supervisor_alive'],
    ['degraded',                                    { phase: 'degraded' }, 'metrics'],
    ['a warning',                                   { diskFreeBytes: 2_000_000_000 }, ''],
    ['a full disk',                                 { diskFreeBytes: 0 }, 'metrics'],
    ['a snapshot of fifteen minutes ago',           pins({ audit: pinned(15 * MINUTE) }), ''],
    ['a millisecond older',                         pins({ audit: pinned(15 * MINUTE + 1) }), 'metrics audit_fresh'],
    ['a green snapshot of two hours ago',           pins({ dashboard: pinned(120 * MINUTE) }), 'metrics dashboard_fresh'],
    ['the same while the supervisor is young',      { ...young, ...pins({ dashboard: pinned(120 * MINUTE) }) }, 'dashboard_fresh'],
    ['no snapshot at all, the supervisor is young', { ...young, pins: {} }, 'dashboard_present audit_present'],
    ['a fresh red snapshot: live is what counts',   pins({ audit: pinned(MINUTE, { result: 'red' }) }), ''],
    ['an altered byte',                             { ...pins({ audit: pinned(0, { problems: altered }) }), tampered: altered }, 'metrics audit_verified'],
    ['a pin that expired',                          pins({ audit: pinned(0, { problems: [{ what: 'pins/audit/x.json', why: 'expired' }] }) }), 'audit_verified'],
    ['too few ticks, but young',                    { ...young, tickCount: 1 }, ''],
    ['no tick at all, however young',               { ...young, tickCount: 0, latest: null }, 'tick_present'],
    ['a tick that is not ready',                    withTick(tickRecord(0, { ready: false })), 'metrics tick_ready'],
    ['a stale tick',                                withTick(tickRecord(16 * MINUTE)), 'metrics tick_fresh'],
  ])('%s', (_case, change, red) => {
    expect(redChecks(change)).toBe(red);
    const { ok, reason } = greenlightOutcome(liveState(change), SETTINGS);
    expect(ok).toBe(red === '');
    expect(reason === undefined).toBe(ok);
  });
});

test('the age of a snapshot is its own, whatever it says inside', () => {
  const { checks } = greenlightOutcome(
    liveState(pins({ dashboard: pinned(6 * 365 * 86_400_000) })),
    SETTINGS,
  );
  expect(checks?.find(({ id }) => id === 'dashboard_fresh')).toMatchObject({
    ok: false,
    observed: 6 * 365 * 86_400,
  });
});

test('what was tampered with is the reason before anything that only follows', () => {
  const change = { ...pins({ audit: pinned(0, { problems: altered }) }), tampered: altered };
  expect(greenlightOutcome(liveState(change), SETTINGS).reason).toBe('tamper');
});
