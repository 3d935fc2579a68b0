import type { Check } from '../outcome.js';
import { describeSpan } from './describe-span.js';
import { isInGrace, type GateSettings } from './limits.js';
import { readinessOf, tickAgeMs, type LiveState } from './live-state.js';

/** A check that only warns while a young supervisor has no tick yet. */
function absent(state: LiveState): Pick<Check, 'ok' | 'severity'> {
  return { ok: false, severity: isInGrace(state) ? 'warn' : 'error' };
}

function runCheck({ run }: LiveState): Check {
  return {
    id: 'run_found',
    ok: run !== null,
    severity: 'error',
    observed: run?.name ?? null,
    limit: 'a run',
    detail: run ? run.path : 'there is no run of a supervisor to look at',
  };
}

function aliveCheck({ supervisor, phase }: LiveState): Check {
  return {
    id: 'supervisor_alive',
    ok: supervisor.isAlive,
    severity: 'error',
    observed: phase,
    limit: 'running',
    detail: supervisor.detail,
  };
}

function freshCheck(state: LiveState, { maxAgeMs }: GateSettings): Check {
  const ageMs = tickAgeMs(state);
  const base = { id: 'tick_fresh', limit: maxAgeMs / 1000 } as const;
  if (ageMs === null) {
    const detail = state.latest ? 'no record says when it ended' : 'no tick has completed';
    const verdict = state.latest ? { ok: false, severity: 'error' as const } : absent(state);
    return { ...base, ...verdict, observed: null, detail };
  }
  const detail = `${state.latest?.name ?? ''} ended ${describeSpan(ageMs)} ago`;
  return { ...base, ok: ageMs <= maxAgeMs, severity: 'error', observed: ageMs / 1000, detail };
}

function sealedCheck(state: LiveState): Check {
  const { latest } = state;
  const base = { id: 'tick_sealed', limit: 'sealed' } as const;
  if (!latest) return { ...base, ...absent(state), observed: null, detail: 'there is no tick' };
  const { broken, name } = latest;
  return {
    ...base,
    ok: broken === undefined,
    severity: 'error',
    observed: broken ?? 'sealed',
    detail: broken === undefined ? `${name} is as it was sealed` : `${name}: ${broken}`,
  };
}

function readyCheck(state: LiveState): Check {
  const { latest } = state;
  const readiness = readinessOf(state);
  const base = { id: 'tick_ready', observed: readiness, limit: 'ready' } as const;
  if (!latest) return { ...base, ...absent(state), detail: 'there is no tick' };
  const reasons = latest.record?.reasons ?? [];
  const detail = readiness === 'ready' ? `${latest.name} is ready` : reasons.join(', ');
  return { ...base, ok: readiness === 'ready', severity: 'error', detail };
}

/** Is there a run whose supervisor is alive, its newest complete tick fresh, whole and ready: in this order. */
export function judgeHealth(state: LiveState, settings: GateSettings): readonly Check[] {
  return [
    runCheck(state),
    aliveCheck(state),
    freshCheck(state, settings),
    sealedCheck(state),
    readyCheck(state),
  ];
}

/** Nothing of severity error has failed. */
export function isGreen(checks: readonly Check[]): boolean {
  return checks.every(({ ok, severity }) => ok || severity !== 'error');
}
