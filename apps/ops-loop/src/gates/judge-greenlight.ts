import type { Alert, Check } from '../outcome.js';
import { describeSpan } from './describe-span.js';
import { redAlerts, judgeAlerts } from './judge-alerts.js';
import { judgeHealth } from './judge-health.js';
import { requiredSnapshots, type GateSettings, type RequiredSnapshot } from './limits.js';
import type { LiveState } from './live-state.js';

/** What the green light found. */
export interface Greenlight {
  readonly checks: readonly Check[];
  readonly alerts: readonly Alert[];
}

function metricsCheck(alerts: readonly Alert[]): Check {
  const red = [...new Set(redAlerts(alerts).map(({ id }) => id))];
  return {
    id: 'metrics',
    ok: red.length === 0,
    severity: 'error',
    observed: red,
    limit: [],
    detail: red.length === 0 ? 'nothing is red' : red.join(', '),
  };
}

/** A young supervisor may have few ticks, but nothing is green on the word of none. */
function tickCheck({ tickCount }: LiveState): Check {
  const detail = tickCount === 0 ? 'no tick has completed' : `${tickCount} complete ticks`;
  const ok = tickCount > 0;
  return { id: 'tick_present', ok, severity: 'error', observed: tickCount, limit: 1, detail };
}

function snapshotChecks(required: RequiredSnapshot, state: LiveState): readonly Check[] {
  const name = required.class;
  const newest = state.pins[name];
  const present: Check = {
    id: `${name}_present`,
    ok: newest !== undefined,
    severity: 'error',
    observed: newest?.name ?? null,
    limit: 'a pin',
    detail: newest ? `${newest.name}, ${newest.result}` : `there is no ${name} snapshot`,
  };
  if (!newest) return [present];
  const ageMs = Math.max(0, state.nowMs - newest.newestMs);
  const fresh: Check = {
    id: `${name}_fresh`,
    ok: ageMs <= required.limitMs,
    severity: 'error',
    observed: ageMs / 1000,
    limit: required.limitMs / 1000,
    detail: `taken ${describeSpan(ageMs)} ago`,
  };
  const problems = newest.problems.map(({ what, why }) => `${what}: ${why}`);
  const verified: Check = {
    id: `${name}_verified`,
    ok: problems.length === 0,
    severity: 'error',
    observed: problems,
    limit: [],
    detail: problems.length > 0 ? problems.join('; ') : 'pin, bag, bundle and chain hold',
  };
  return [present, fresh, verified];
}

/**
 * The one answer. Live state is judged first; then the newest snapshot of each class that the job table
 * requires must be there, fresh, and as it was sealed. Whether that snapshot was green does not matter:
 * evidence never authorises anything, what is live does.
 */
export function judgeGreenlight(state: LiveState, settings: GateSettings): Greenlight {
  const alerts = judgeAlerts(state, settings);
  const checks = [
    metricsCheck(alerts),
    tickCheck(state),
    ...judgeHealth(state, settings),
    ...requiredSnapshots(settings).flatMap((required) => snapshotChecks(required, state)),
  ];
  return { checks, alerts };
}
