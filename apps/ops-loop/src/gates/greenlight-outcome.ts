import type { OpsOutcome } from '../outcome.js';
import { triageReason } from './health-outcome.js';
import { judgeGreenlight } from './judge-greenlight.js';
import { isGreen } from './judge-health.js';
import type { GateSettings } from './limits.js';
import { tickAgeMs, type LiveState } from './live-state.js';

/** Judges a state and its newest snapshots: the one answer. */
export function greenlightOutcome(state: LiveState, settings: GateSettings): OpsOutcome {
  const { checks, alerts } = judgeGreenlight(state, settings);
  const ok = isGreen(checks);
  const ageMs = tickAgeMs(state);
  const red = alerts.find(({ severity }) => severity === 'error')?.id;
  const reason = red ?? triageReason(checks);
  return {
    ok,
    run: state.run?.name ?? null,
    checks,
    alerts,
    ...(!ok && reason !== undefined && { reason }),
    facts: {
      p79_age_sec: ageMs === null ? 'none' : Math.floor(ageMs / 1000),
      max_age_sec: settings.maxAgeMs / 1000,
      dashboard: state.pins.dashboard?.name ?? 'none',
      audit: state.pins.audit?.name ?? 'none',
    },
    ...(!ok && { next: ['ops-loop doctor', 'ops-loop cycle'] }),
  };
}
