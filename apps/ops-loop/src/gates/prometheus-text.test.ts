import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ALERT_IDS } from '../outcome.js';
import { countStatusesIn } from './count-statuses.js';
import type { LiveState } from './live-state.js';
import { judgeMetrics } from './metrics-document.js';
import { prometheusText } from './prometheus-text.js';
import { indexLines, liveState, SETTINGS, tickRecord } from './testing/live-state-maker.js';

const RULES = fileURLToPath(new URL('../../rules/ops-loop.rules.yml', import.meta.url));
const HAS_PROMTOOL = spawnSync('promtool', ['--version']).status === 0;
const TOTALS = { ready: 10, not_ready: 1, failed: 2, timed_out: 0 };

function textOf(change: Partial<LiveState> = {}): string {
  const state = liveState(change);
  return prometheusText(state, judgeMetrics(state, SETTINGS), TOTALS);
}

/** The text format by its grammar: families with help and type, then their samples. */
function parseText(text: string): ReadonlyMap<string, number> {
  if (!text.endsWith('\n')) throw new Error('no line end at the end');
  const samples = new Map<string, number>();
  let family = '';
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-z_]+) (.+)$/.exec(line);
    if (comment) {
      if (comment[1] === 'HELP') family = comment[2] ?? '';
      else if (!/^(gauge|counter)$/.test(comment[3] ?? '')) throw new Error(line);
      continue;
    }
    const label = '[a-z_]+="(?:[^"\\\\\\n]|\\\\["\\\\n])*"';
    const sample = new RegExp(`^([a-z_]+)(\\{${label}(?:,${label})*\\})? (-?[0-9.e+]+)$`).exec(
      line,
    );
    if (!sample || sample[1] !== family) throw new Error(`not a sample of ${family}: ${line}`);
    const key = `${sample[1]}${sample[2] ?? ''}`;
    if (samples.has(key)) throw new Error(`twice: ${key}`);
    samples.set(key, Number(sample[3]));
  }
  return samples;
}

test('every figure is a sample of its family', () => {
  const samples = parseText(textOf());
  expect(samples.get('ops_loop_ready')).toBe(1);
  expect(samples.get('ops_loop_supervisor_up')).toBe(1);
  expect(samples.get('ops_loop_ticks_total{result="failed"}')).toBe(2);
  expect(samples.get('ops_loop_tick_duration_seconds')).toBe(0.8);
  expect(samples.get('ops_loop_last_tick_timestamp_seconds')).toBe(
    Date.parse(tickRecord(60_000).finished) / 1000,
  );
  const classes = ['audit', 'dashboard', 'cycle'].map((name) =>
    samples.has(`ops_loop_snapshot_last_success_timestamp_seconds{class="${name}"}`),
  );
  expect(classes).toEqual([true, true, true]);
});

test('every alert has a sample for each severity, 1 while it stands', () => {
  const samples = parseText(
    textOf({ supervisor: { isAlive: false, detail: '' }, diskFreeBytes: 2e9 }),
  );
  for (const id of ALERT_IDS) {
    const of = (severity: string) =>
      samples.get(`ops_loop_alert{id="${id}",severity="${severity}"}`);
    expect(of('error')).toBe(id === 'supervisor_dead' ? 1 : 0);
    expect(of('warn')).toBe(id === 'disk_low' ? 1 : 0);
  }
});

test('what is not known is absent, so that `absent()` finds it', () => {
  const samples = parseText(textOf({ latest: null, pins: {}, diskFreeBytes: null }));
  const names = new Set([...samples.keys()].map((key) => key.replace(/\{.*/, '')));
  expect(names.has('ops_loop_last_tick_timestamp_seconds')).toBe(false);
  expect(names.has('ops_loop_snapshot_last_success_timestamp_seconds')).toBe(false);
  expect(names.has('ops_loop_disk_free_bytes')).toBe(false);
  expect(samples.get('ops_loop_ready')).toBe(0);
});

test('ticks are counted by how they ended', () => {
  const lines = indexLines(['ready', 'not_ready', 'ready', 'failed', 'timed_out', 'stopped']);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  expect(countStatusesIn(text)).toEqual({ ready: 2, not_ready: 1, failed: 1, timed_out: 1 });
});

describe('the rules that ship', () => {
  test('ask only for what is written', () => {
    const text = textOf();
    const asked = new Set(readFileSync(RULES, 'utf8').match(/ops_loop_[a-z_]+/g));
    expect(asked.size).toBeGreaterThan(4);
    for (const name of asked) expect(text).toContain(`# TYPE ${name} `);
  });

  test('are accepted by promtool', ({ skip }) => {
    if (!HAS_PROMTOOL) return skip('no promtool is installed');
    const { status, stdout, stderr } = spawnSync('promtool', ['check', 'rules', RULES], {
      encoding: 'utf8',
    });
    expect(`${stdout}${stderr}`).toContain('SUCCESS');
    expect(status).toBe(0);
  });

  test('the text is accepted by promtool', ({ skip }) => {
    if (!HAS_PROMTOOL) return skip('no promtool is installed');
    const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: textOf() });
    expect(String(stderr)).toBe('');
    expect(status).toBe(0);
  });
});
