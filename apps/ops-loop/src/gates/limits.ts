import { JOBS, type JobName } from '../job-table.js';
import type { OpsSettings } from '../settings/settings.js';
import type { LiveState } from './live-state.js';

/** What a person may set of the rules. */
export type GateSettings = Pick<OpsSettings, 'maxAgeMs' | 'minTicks'>;

/** Added to two intervals, this is how long a young supervisor may have too few ticks. */
const GRACE_MS = 60_000;
/** The share of ticks of the last hour that were not ready: above the first a warning, above the second red. */
export const FAILURES_WARN = 0.2;
export const FAILURES_ERROR = 0.5;
/** Ticks and gaps older than this no longer count. */
export const WINDOW_MS = 3_600_000;
/** Free bytes: below the first a person should look, below the second the loop may not go on. */
export const DISK_WARN_BYTES = 2_147_483_648;
export const DISK_ERROR_BYTES = 1_073_741_824;

/** True while a living supervisor is so young that missing ticks are no news. */
export function isInGrace(
  state: Pick<LiveState, 'supervisor' | 'startedMs' | 'nowMs' | 'intervalMs'>,
): boolean {
  const { supervisor, startedMs, nowMs, intervalMs } = state;
  return supervisor.isAlive && startedMs !== null && nowMs - startedMs < 2 * intervalMs + GRACE_MS;
}

/** The longest time between two ticks that is no gap. */
export function gapLimitMs({
  intervalMs,
  timeoutMs,
}: Pick<LiveState, 'intervalMs' | 'timeoutMs'>): number {
  return 2 * intervalMs + timeoutMs;
}

/** The class of a snapshot that the green light asks for. */
export type RequiredClass = Exclude<(typeof JOBS)[number]['requires'], null>;

/** A class of snapshots that the green light asks for, and how old its newest may be. */
export interface RequiredSnapshot {
  readonly class: RequiredClass;
  readonly limitMs: number;
}

/** What the job table requires, in its order: fresh for three periods, at least for the greatest age. */
export function requiredSnapshots({ maxAgeMs }: GateSettings): readonly RequiredSnapshot[] {
  return JOBS.flatMap(({ requires, periodSeconds }) =>
    requires === null
      ? []
      : [{ class: requires, limitMs: Math.max(3 * periodSeconds * 1000, maxAgeMs) }],
  );
}

/** The jobs that thin out evidence; whichever runs last has thinned it out. */
const RETAIN_JOBS: readonly JobName[] = ['dashboard-retain', 'audit-retain'];

/** How long evidence may go without being thinned out. */
export function retentionLimitMs({ maxAgeMs }: GateSettings): number {
  const periods = JOBS.filter(({ job }) => RETAIN_JOBS.includes(job)).map(
    ({ periodSeconds }) => periodSeconds,
  );
  return Math.max(3 * Math.max(...periods) * 1000, maxAgeMs);
}
