import type { Alert, AlertId } from '../outcome.js';
import { describeSpan } from './describe-span.js';
import { gapMaxMs, failureRatio } from './index-figures.js';
import {
  DISK_ERROR_BYTES,
  DISK_WARN_BYTES,
  FAILURES_ERROR,
  FAILURES_WARN,
  gapLimitMs,
  isInGrace,
  requiredSnapshots,
  retentionLimitMs,
  type GateSettings,
} from './limits.js';
import { readinessOf, tickAgeMs, type LiveState } from './live-state.js';

type Found = Omit<Alert, 'id'>;
type Rule = (state: LiveState, settings: GateSettings) => readonly Found[];

function found(
  severity: Alert['severity'],
  observed: Alert['observed'],
  limit: Alert['limit'],
  detail: string,
): readonly Found[] {
  return [{ severity, observed, limit, detail }];
}

const NONE: readonly Found[] = [];

function insufficientTicks(state: LiveState, { minTicks }: GateSettings): readonly Found[] {
  const { tickCount } = state;
  if (tickCount >= minTicks) return NONE;
  const young = isInGrace(state);
  const why = young ? '; the supervisor has just started' : '';
  return found(
    young ? 'warn' : 'error',
    tickCount,
    minTicks,
    `${tickCount} complete ticks of at least ${minTicks}${why}`,
  );
}

function ticksStale(state: LiveState, { maxAgeMs }: GateSettings): readonly Found[] {
  const limit = maxAgeMs / 1000;
  const ageMs = tickAgeMs(state);
  if (ageMs === null) {
    if (state.latest === null && isInGrace(state)) return NONE;
    const what = state.latest === null ? 'no tick has completed' : 'no record says when it ended';
    return found('error', null, limit, what);
  }
  if (ageMs <= maxAgeMs) return NONE;
  return found('error', ageMs / 1000, limit, `the last tick ended ${describeSpan(ageMs)} ago`);
}

function notReady(state: LiveState): readonly Found[] {
  const readiness = readinessOf(state);
  if (readiness === 'ready' || (state.latest === null && isInGrace(state))) return NONE;
  const reasons = state.latest?.record?.reasons ?? [];
  const detail =
    readiness === 'not_ready'
      ? `the last tick is not ready: ${reasons.join(', ')}`
      : 'no tick says that it is ready';
  return found('error', readiness, 'ready', detail);
}

function supervisorDead({ supervisor, phase }: LiveState): readonly Found[] {
  return supervisor.isAlive ? NONE : found('error', phase, 'running', supervisor.detail);
}

function tickFailures(state: LiveState): readonly Found[] {
  const ratio = failureRatio(state);
  if (state.phase === 'degraded') {
    return found('error', 'degraded', FAILURES_ERROR, 'too many ticks in a row have failed');
  }
  if (ratio === null || ratio <= FAILURES_WARN) return NONE;
  const isRed = ratio > FAILURES_ERROR;
  const share = `${Math.round(ratio * 100)} % of the ticks of the last hour were not ready`;
  return found(isRed ? 'error' : 'warn', ratio, isRed ? FAILURES_ERROR : FAILURES_WARN, share);
}

function gapDetected(state: LiveState): readonly Found[] {
  const limitMs = gapLimitMs(state);
  const gapMs = gapMaxMs(state);
  if (gapMs === null || gapMs <= limitMs) return NONE;
  return found(
    'warn',
    gapMs / 1000,
    limitMs / 1000,
    `${describeSpan(gapMs)} without a tick within the last hour`,
  );
}

/** How long ago something was last done, counted from the supervisor's start at the earliest. */
function overdueMs(state: LiveState, lastMs: number | undefined): number | null {
  const { startedMs, nowMs } = state;
  return startedMs === null ? null : nowMs - Math.max(lastMs ?? startedMs, startedMs);
}

function snapshotOverdue(state: LiveState, settings: GateSettings): readonly Found[] {
  return requiredSnapshots(settings).flatMap(({ class: name, limitMs }) => {
    const ageMs = overdueMs(state, state.pins[name]?.newestMs);
    if (ageMs === null || ageMs <= limitMs) return NONE;
    return found(
      'error',
      { class: name, age_sec: ageMs / 1000 },
      limitMs / 1000,
      `no ${name} snapshot for ${describeSpan(ageMs)}`,
    );
  });
}

function retentionOverdue(state: LiveState, settings: GateSettings): readonly Found[] {
  const limitMs = retentionLimitMs(settings);
  const ageMs = overdueMs(state, state.pins.retain?.newestMs);
  if (ageMs === null || ageMs <= limitMs) return NONE;
  const detail = `evidence was not thinned out for ${describeSpan(ageMs)}`;
  return found('warn', ageMs / 1000, limitMs / 1000, detail);
}

function diskLow({ diskFreeBytes }: LiveState): readonly Found[] {
  if (diskFreeBytes === null) {
    return found('error', null, DISK_ERROR_BYTES, 'the disk does not say how much is free');
  }
  if (diskFreeBytes >= DISK_WARN_BYTES) return NONE;
  const isRed = diskFreeBytes < DISK_ERROR_BYTES;
  return found(
    isRed ? 'error' : 'warn',
    diskFreeBytes,
    isRed ? DISK_ERROR_BYTES : DISK_WARN_BYTES,
    `${Math.floor(diskFreeBytes / 1_048_576)} MiB are free`,
  );
}

function futureArtifact({ future }: LiveState): readonly Found[] {
  if (future.length === 0) return NONE;
  const detail = `stamped later than now: ${listed(future)}`;
  return found('error', future.length, 0, detail);
}

function tamper({ tampered }: LiveState): readonly Found[] {
  if (tampered.length === 0) return NONE;
  const detail = `not as it was sealed: ${listed(tampered.map(({ what, why }) => `${what} (${why})`))}`;
  return found('error', tampered.length, 0, detail);
}

/** Names for people: the first few, and how many more there are. */
function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** An alert that repeats what a check of the last tick found. */
function ofCheck(id: string): Rule {
  return ({ latest }) =>
    (latest?.record?.checks ?? [])
      .filter((check) => check.id === id && !check.ok)
      .map(({ observed, limit, detail }) => ({ severity: 'error', observed, limit, detail }));
}

/** Every alert and its rule, in the order in which they are shown. */
const RULES: Readonly<Record<AlertId, Rule>> = {
  insufficient_ticks: insufficientTicks,
  ticks_stale: ticksStale,
  p76_not_ready_or_missing: notReady,
  supervisor_dead: supervisorDead,
  tick_failures: tickFailures,
  gap_detected: gapDetected,
  snapshot_overdue: snapshotOverdue,
  retention_overdue: retentionOverdue,
  disk_low: diskLow,
  future_artifact: futureArtifact,
  tamper,
  ledger_chain_broken: ofCheck('ledger_chain'),
  data_stale: ofCheck('data_fresh'),
};

/** Every alert that a state raises; warnings ask for a look, only errors turn a gate red. */
export function judgeAlerts(state: LiveState, settings: GateSettings): readonly Alert[] {
  return (Object.entries(RULES) as [AlertId, Rule][]).flatMap(([id, rule]) =>
    rule(state, settings).map((one) => ({ id, ...one })),
  );
}

/** The alerts that turn a gate red. */
export function redAlerts(alerts: readonly Alert[]): readonly Alert[] {
  return alerts.filter(({ severity }) => severity === 'error');
}
