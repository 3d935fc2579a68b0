import { describe, expect, test } from 'vitest';
import { formatInstant } from '@assay/core';
import { ALERT_IDS, type AlertId, type Check } from '../outcome.js';
import { judgeAlerts } from './judge-alerts.js';
import type { LiveState } from './live-state.js';
import {
  indexLines,
  liveState,
  NOW_MS,
  pinned,
  SETTINGS,
  tickRecord,
  withTick,
} from './testing/live-state-maker.js';

const MINUTE = 60_000;
const GRACE_MS = 2 * 300_000 + 60_000;
const young = (ms: number, more: Partial<LiveState> = {}): Partial<LiveState> => ({
  startedMs: NOW_MS - ms,
  ...more,
});
const dead = { supervisor: { isAlive: false, detail: 'nobody answers' } } as const;
const failedCheck = (id: string): Check => ({
  id,
  ok: false,
  severity: 'error',
  observed: 3,
  limit: 0,
  detail: 'so it was',
});

function verdict(change: Partial<LiveState>, id: AlertId): string {
  const found = judgeAlerts(liveState(change), SETTINGS).filter((alert) => alert.id === id);
  return found.length === 0 ? '-' : found.map(({ severity }) => severity).join(' ');
}

test('nothing is raised when all is well', () => {
  expect(judgeAlerts(liveState(), SETTINGS)).toEqual([]);
});

// prettier-ignore
const TABLE: readonly (readonly [AlertId, string, Partial<LiveState>, string])[] = [
  ['insufficient_ticks', 'as many as are wanted',                  { tickCount: 2 }, '-'],
  ['insufficient_ticks', 'one too few',                            { tickCount: 1 }, 'error'],
  ['insufficient_ticks', 'one too few, just before grace is over', young(GRACE_MS - 1, { tickCount: 1 }), 'warn'],
  ['insufficient_ticks', 'one too few, when grace is over',        young(GRACE_MS, { tickCount: 1 }), 'error'],
  ['insufficient_ticks', 'young but dead: no grace',               young(1000, { tickCount: 1, ...dead }), 'error'],
  ['insufficient_ticks', 'no start is known: no grace',            { startedMs: null, tickCount: 0 }, 'error'],

  ['ticks_stale', 'exactly as old as may be',                      withTick(tickRecord(15 * MINUTE)), '-'],
  ['ticks_stale', 'a millisecond older',                           withTick(tickRecord(15 * MINUTE + 1)), 'error'],
  ['ticks_stale', 'never a tick, in grace',                        young(1000, { latest: null, tickCount: 0 }), '-'],
  ['ticks_stale', 'never a tick, grace over',                      { latest: null, tickCount: 0 }, 'error'],
  ['ticks_stale', 'never a run',                                   { run: null, startedMs: null, latest: null, ...dead }, 'error'],
  ['ticks_stale', 'a tick whose record is gone, even in grace',    young(1000, withTick(undefined)), 'error'],
  ['ticks_stale', 'ended a moment later than now',                 withTick(tickRecord(-1000)), '-'],
  ['ticks_stale', 'an end that is no instant',                     withTick(tickRecord(0, { finished: 'yesterday' })), 'error'],

  ['p76_not_ready_or_missing', 'ready',                            {}, '-'],
  ['p76_not_ready_or_missing', 'not ready',                        withTick(tickRecord(0, { ready: false })), 'error'],
  ['p76_not_ready_or_missing', 'not ready, even in grace',         young(1000, withTick(tickRecord(0, { ready: false }))), 'error'],
  ['p76_not_ready_or_missing', 'no tick',                          { latest: null }, 'error'],
  ['p76_not_ready_or_missing', 'no tick, in grace',                young(1000, { latest: null }), '-'],
  ['p76_not_ready_or_missing', 'no record',                        withTick(undefined), 'error'],

  ['supervisor_dead', 'it answers',                                {}, '-'],
  ['supervisor_dead', 'nobody answers',                            dead, 'error'],
  ['supervisor_dead', 'it says that it stopped',                   { phase: 'stopped', ...dead }, 'error'],

  ['tick_failures', 'two of ten',                                  { recent: indexLines([...'rrrrffrrrr'].map(status)) }, '-'],
  ['tick_failures', 'three of ten',                                { recent: indexLines([...'rrrfffrrrr'].map(status)) }, 'warn'],
  ['tick_failures', 'half',                                        { recent: indexLines([...'rfrfrfrfrf'].map(status)) }, 'warn'],
  ['tick_failures', 'more than half',                              { recent: indexLines([...'rfrfrfrfff'].map(status)) }, 'error'],
  ['tick_failures', 'half of them timed out and one not ready',    { recent: indexLines(['timed_out', 'not_ready', 'ready']) }, 'error'],
  ['tick_failures', 'failures of more than an hour ago',           { recent: indexLines(['failed', 'failed', 'ready'], 0, 3601) }, '-'],
  ['tick_failures', 'ticks that a stop cut short',                 { recent: indexLines(['ready', 'stopped', 'stopped']) }, '-'],
  ['tick_failures', 'no ticks',                                    { recent: [] }, '-'],
  ['tick_failures', 'degraded, whatever the share',                { phase: 'degraded' }, 'error'],

  ['gap_detected', 'two intervals and the time-out',               { recent: indexLines(['ready', 'ready'], 0, 720) }, '-'],
  ['gap_detected', 'a second more',                                { recent: indexLines(['ready', 'ready'], 0, 721) }, 'warn'],
  ['gap_detected', 'one that is still open',                       { recent: indexLines(['ready'], 721_000) }, 'warn'],
  ['gap_detected', 'one of more than an hour ago',                 { recent: indexLines(['ready', 'ready', ...Array.from({ length: 13 }, () => 'ready' as const)], 0, 300) }, '-'],
  ['gap_detected', 'no ticks',                                     { recent: [] }, '-'],

  ['snapshot_overdue', 'three periods old',                        { pins: { audit: pinned(15 * MINUTE), dashboard: pinned(0) } }, '-'],
  ['snapshot_overdue', 'a millisecond older',                      { pins: { audit: pinned(15 * MINUTE + 1), dashboard: pinned(0) } }, 'error'],
  ['snapshot_overdue', 'both',                                     { pins: {} }, 'error error'],
  ['snapshot_overdue', 'never one, the supervisor is young',       young(15 * MINUTE, { pins: {} }), '-'],
  ['snapshot_overdue', 'old ones, the supervisor is young',        young(15 * MINUTE, { pins: { audit: pinned(7 * MINUTE * 60) } }), '-'],
  ['snapshot_overdue', 'never a supervisor',                       { startedMs: null, pins: {} }, '-'],

  ['retention_overdue', 'three periods ago',                       { pins: { retain: pinned(45 * MINUTE) } }, '-'],
  ['retention_overdue', 'a millisecond more',                      { pins: { retain: pinned(45 * MINUTE + 1) } }, 'warn'],
  ['retention_overdue', 'never, the supervisor is young',          young(45 * MINUTE, { pins: {} }), '-'],
  ['retention_overdue', 'never, for longer than that',             young(45 * MINUTE + 1, { pins: {} }), 'warn'],

  ['disk_low', 'two GiB',                                          { diskFreeBytes: 2_147_483_648 }, '-'],
  ['disk_low', 'a byte less',                                      { diskFreeBytes: 2_147_483_647 }, 'warn'],
  ['disk_low', 'one GiB',                                          { diskFreeBytes: 1_073_741_824 }, 'warn'],
  ['disk_low', 'less than a tick needs to be ready',               { diskFreeBytes: 1_073_741_823 }, 'error'],
  ['disk_low', 'full',                                             { diskFreeBytes: 0 }, 'error'],
  ['disk_low', 'it does not say',                                  { diskFreeBytes: null }, 'error'],

  ['future_artifact', 'none',                                      {}, '-'],
  ['future_artifact', 'one',                                       { future: ['pins/audit/20990101T000000000Z_0123456789abcdef.json'] }, 'error'],

  ['tamper', 'none',                                               {}, '-'],
  ['tamper', 'one',                                                { tampered: [{ what: 'pins/log.ndjson', why: 'chain_broken' }] }, 'error'],

  ['ledger_chain_broken', 'the last tick says so',                 withTick(tickRecord(0, { checks: [failedCheck('ledger_chain')] })), 'error'],
  ['ledger_chain_broken', 'another check failed',                  withTick(tickRecord(0, { checks: [failedCheck('tool_chain')] })), '-'],
  ['ledger_chain_broken', 'the check passed',                      withTick(tickRecord(0, { checks: [{ ...failedCheck('ledger_chain'), ok: true }] })), '-'],
  ['data_stale', 'the last tick says so',                          withTick(tickRecord(0, { checks: [failedCheck('data_fresh')] })), 'error'],
];

function status(letter: string): 'ready' | 'failed' {
  return letter === 'r' ? 'ready' : 'failed';
}

describe('an alert is raised by its rule and by nothing else', () => {
  test.each(TABLE)('%s: %s', (id, _case, change, expected) => {
    expect(verdict(change, id)).toBe(expected);
  });

  test('every alert has a row that raises it', () => {
    const raised = new Set(TABLE.filter(([, , , want]) => want !== '-').map(([id]) => id));
    expect([...raised].sort()).toEqual([...ALERT_IDS].sort());
  });
});

test('an overdue snapshot says of which class', () => {
  const alerts = judgeAlerts(liveState({ pins: { audit: pinned(0) } }), SETTINGS);
  expect(alerts.find(({ id }) => id === 'snapshot_overdue')).toMatchObject({
    observed: { class: 'dashboard', age_sec: 3600 },
    limit: 900,
  });
});

test('a greater age that a person allows makes snapshots and ticks fresh for longer', () => {
  const state = liveState({
    ...withTick(tickRecord(30 * MINUTE)),
    pins: { audit: pinned(30 * MINUTE), dashboard: pinned(30 * MINUTE), retain: pinned(0) },
    recent: indexLines(['ready']),
  });
  const idsFor = (maxAgeMs: number) =>
    judgeAlerts(state, { ...SETTINGS, maxAgeMs }).map(({ id }) => id);
  expect(idsFor(30 * MINUTE)).toEqual([]);
  expect(idsFor(30 * MINUTE - 1)).toEqual(['ticks_stale', 'snapshot_overdue', 'snapshot_overdue']);
});

test('the age comes from the record, whatever the name of the folder says', () => {
  const record = tickRecord(2 * 3_600_000, { tick: `tick_${formatInstant(NOW_MS)}_000099` });
  expect(verdict(withTick(record), 'ticks_stale')).toBe('error');
});
