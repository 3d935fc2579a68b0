import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { DashboardExtras } from './dashboard-model.js';
import { dashboardModel } from './dashboard-model.js';
import { dashboardPage } from './dashboard-page.js';
import {
  indexLines,
  liveState,
  pinned,
  SETTINGS,
  tickRecord,
  withTick,
} from '../gates/testing/live-state-maker.js';
import type { LiveState } from '../gates/live-state.js';

const EXTRAS: DashboardExtras = {
  workspace: 'fx',
  mode: 'shadow',
  dryRun: false,
  signals: [],
  ledger: { seq: 14, hash: 'a'.repeat(64), at: '2026-03-02T13:00:00.000Z', type: 'RUN_ADVANCED' },
  pins: [
    { seq: 3, kind: 'pin', class: 'audit', name: 'x', time: '2026-03-02T13:59:00.000Z', result: 'red', token: 'P91_AUDIT_SNAPSHOT_FAIL' },
    { seq: 2, kind: 'tombstone', class: 'audit', name: 'y', time: '2026-03-02T13:58:00.000Z', result: null, token: null },
  ],
}; // prettier-ignore

function page(change: Partial<LiveState> = {}, extras: Partial<DashboardExtras> = {}): string {
  return dashboardPage(dashboardModel(liveState(change), { ...EXTRAS, ...extras }, SETTINGS));
}

test('the same model gives the same bytes', () => {
  expect(page()).toBe(page());
});

test('a page says at its top what is red, in a word', () => {
  expect(page()).toContain('<title>Green · fx · ops loop</title>');
  const red = page({ supervisor: { isAlive: false, detail: 'nobody answers' } });
  expect(red).toContain('<title>Red · fx · ops loop</title>');
  expect(red).toContain('Red: supervisor_dead');
});

test('a warning is not called nothing', () => {
  expect(page()).toContain('Green: nothing asks for a person.');
  expect(page({ diskFreeBytes: 2e9 })).toContain('Green, but look at: disk_low');
});

test('every section has what the model has', () => {
  const text = page({
    recent: indexLines(['ready', 'not_ready', 'failed']),
    ...withTick(
      tickRecord(1000, {
        ready: false,
        reasons: ['data_fresh'],
        checks: [{ id: 'data_fresh', ok: false, severity: 'error', observed: 3, limit: 1, detail: 'three days old' }],
      }), // prettier-ignore
    ),
    pins: { audit: pinned(3_600_000) },
  });
  for (const words of ['P76_NOT_READY', 'three days old', 'tick 3, failed', 'event 14', 'RUN_ADVANCED', 'overdue', 'thinned out']) {
    expect(text).toContain(words);
  } // prettier-ignore
  expect(text.match(/<li class="(ready|not_ready|failed)"/g)).toHaveLength(3);
});

describe('what others have named cannot act', () => {
  const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(2)>'&`;
  const position = { direction: HOSTILE, units: 1, entry_price: 1, entry_time: '' } as never;

  test('names, details, decisions and reasons are text and nothing else', () => {
    const text = page(
      {
        run: { name: HOSTILE, path: HOSTILE },
        supervisor: { isAlive: false, detail: HOSTILE },
        future: [HOSTILE],
        tampered: [{ what: HOSTILE, why: HOSTILE }],
        pins: { audit: pinned(0, { name: HOSTILE, problems: [{ what: HOSTILE, why: HOSTILE }] }) },
        recent: [{ seq: 1, tick: HOSTILE, ts: HOSTILE, status: 'ready', age_sec: 0, gap_sec: null }],
        ...withTick(
          tickRecord(0, {
            ready: false,
            reasons: [HOSTILE],
            finished: HOSTILE,
            checks: [{ id: HOSTILE, ok: false, severity: 'error', observed: null, limit: null, detail: HOSTILE }],
          }),
        ),
      },
      {
        workspace: HOSTILE,
        signals: [{ directive_id: HOSTILE, symbol: HOSTILE, run_id: HOSTILE, bar_time: HOSTILE, close: 1, position, signals: [{ kind: HOSTILE as never, decision: HOSTILE }] }],
        ledger: { seq: 1, hash: HOSTILE, at: HOSTILE, type: HOSTILE },
        pins: [{ seq: 1, kind: 'pin', class: HOSTILE, name: HOSTILE, time: HOSTILE, result: 'red', token: HOSTILE }],
      },
    ); // prettier-ignore
    expect(text).not.toMatch(/<script|<img|onerror=alert\(2\)>[^&]*'&/);
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(text.match(/ on[a-z]+=/g) ?? []).toEqual(
      // Only inside of escaped text.
      (text.match(/&lt;img src=x onerror=/g) ?? []).map(() => ' onerror='),
    );
  });
});

describe('a page loads nothing', () => {
  test('its policy names its own style by hash, and a script only when it is live', () => {
    const model = dashboardModel(liveState(), EXTRAS, SETTINGS);
    for (const isLive of [false, true]) {
      const text = dashboardPage(model, isLive);
      const policy = (
        /Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? ''
      ).replaceAll('&#39;', "'");
      const hash = (element: string) => {
        const body = new RegExp(`<${element}>([^]*?)</${element}>`).exec(text)?.[1];
        return body === undefined
          ? undefined
          : `'sha256-${createHash('sha256').update(body).digest('base64')}'`;
      };
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain(`style-src ${hash('style')}`);
      expect(hash('script') !== undefined).toBe(isLive);
      expect(policy.includes('script-src')).toBe(isLive);
      if (isLive) expect(policy).toContain(`script-src ${hash('script')}; connect-src 'self'`);
      expect(text).not.toMatch(/(src|href|url\()=?["']?https?:/);
      expect(text).not.toContain(' style=');
    }
  });
});
