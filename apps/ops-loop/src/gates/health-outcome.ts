import type { Check, OpsOutcome } from '../outcome.js';
import { isGreen, judgeHealth } from './judge-health.js';
import type { GateSettings } from './limits.js';
import { tickAgeMs, type LiveState } from './live-state.js';

/** What a failed check is called in the last line: the words of the workbook's triage table. */
const REASONS: Readonly<Record<string, string>> = {
  run_found: 'out_dir_missing',
  supervisor_alive: 'supervisor_dead',
  tick_present: 'no_ticks_found',
  tick_fresh: 'ticks_stale',
  tick_sealed: 'tamper',
  tick_ready: 'p76_not_ready_or_missing',
  archive_whole: 'tamper',
  run_stopped: 'not_closed_out',
};

/** Why a gate is red, in one word: of its first check that failed. */
export function triageReason(checks: readonly Check[]): string | undefined {
  const failed = checks.find(({ ok, severity }) => !ok && severity === 'error');
  return failed && (REASONS[failed.id] ?? failed.id);
}

/** Judges the health of a live run. */
export function healthOutcome(state: LiveState, settings: GateSettings): OpsOutcome {
  const { run, latest } = state;
  const checks = judgeHealth(state, settings);
  const ok = isGreen(checks);
  const reason = triageReason(checks);
  const ageMs = tickAgeMs(state);
  return {
    ok,
    run: run?.name ?? null,
    checks,
    ...(reason !== undefined && { reason }),
    facts: {
      out_dir: run?.path ?? 'none',
      newest_tick: latest?.name ?? 'none',
      age_sec: ageMs === null ? 'none' : Math.floor(ageMs / 1000),
    },
    ...(!ok && { next: ['ops-loop doctor'] }),
  };
}
