import type { OpsContext } from '../context.js';
import { gatherLiveState } from '../gates/gather-live-state.js';
import { isInGrace, type GateSettings } from '../gates/limits.js';
import { tickAgeMs, type LiveState } from '../gates/live-state.js';
import type { Check, OpsOutcome } from '../outcome.js';
import { takeAuditSnapshot } from './take-audit-snapshot.js';

/** Why there is nothing to audit yet; undefined when there is. */
export function whyNotReady(
  state: LiveState,
  { minTicks, maxAgeMs }: GateSettings,
): 'out_dir_missing' | 'insufficient_ticks' | 'ticks_stale' | undefined {
  if (state.run === null) return 'out_dir_missing';
  // A young supervisor has few ticks; one is enough to look at.
  if (state.tickCount < (isInGrace(state) ? 1 : minTicks)) return 'insufficient_ticks';
  const ageMs = tickAgeMs(state);
  return ageMs === null || ageMs > maxAgeMs ? 'ticks_stale' : undefined;
}

function readyCheck(state: LiveState, why: string | undefined, { minTicks }: GateSettings): Check {
  return {
    id: 'enough_fresh_ticks',
    ok: why === undefined,
    severity: 'error',
    observed: state.tickCount,
    limit: minTicks,
    detail: why ?? `${state.tickCount} ticks, the last is fresh`,
  };
}

/**
 * Takes an audit when there are enough fresh ticks; a dry run by hand only says so. What is pinned is the
 * audit, by its own token; the trigger is as green as the audit.
 *
 * @param isLookOnly - Take none, only say whether there would be one.
 */
export async function triggerAudit(
  context: OpsContext,
  isLookOnly: boolean = context.settings.dryRun,
): Promise<OpsOutcome> {
  const { settings } = context;
  const state = await gatherLiveState(context);
  const why = whyNotReady(state, settings);
  const check = readyCheck(state, why, settings);
  const run = state.run?.name ?? null;
  const facts = { out_dir: state.run?.path ?? 'none', ticks: state.tickCount };
  if (why !== undefined) {
    const token = 'P91_KICKSTART_NOT_READY';
    return { ok: false, token, reason: why, run, facts, checks: [check] };
  }
  if (isLookOnly) return { ok: true, token: 'P91_DRY_RUN_OK', run, facts, checks: [check] };
  const audit = await takeAuditSnapshot(context, state);
  return {
    ...audit,
    ...(audit.ok && { token: 'P91_KICKSTART_OK' }),
    checks: [check, ...(audit.checks ?? [])],
  };
}
