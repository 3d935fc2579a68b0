/** When a supervisor ticks: at `start + n × interval` on a clock that only goes forward. */
export interface Pace {
  /** Monotonic milliseconds of slot 0. */
  readonly startMs: number;
  readonly intervalMs: number;
}

/** The next tick. */
export interface NextTick {
  /** Number of the slot that it uses. */
  readonly slot: number;
  /** Monotonic milliseconds; never before the slot begins. */
  readonly dueMs: number;
  /** Slots that passed while the tick before was under way. */
  readonly missed: number;
}

/** Failures in a row after which a supervisor is degraded. */
export const DEGRADED_AFTER = 8;
/** The longest back-off in intervals, and in milliseconds unless one interval is longer. */
const BACKOFF_INTERVALS_MAX = 8;
const BACKOFF_MS_MAX = 900_000;
/** A back-off is lengthened by up to this part of itself. */
const JITTER = 0.25;

/**
 * The tick after the one in `slot` that ended at `endedMs`. Slots never overlap and are never made up
 * for: what passed meanwhile is counted. After a failure the next tick waits for the back-off as well.
 *
 * @param backoffMs - From the end on; 0 for none.
 */
export function nextTick(pace: Pace, slot: number, endedMs: number, backoffMs: number): NextTick {
  const { startMs, intervalMs } = pace;
  const soonest = Math.max(slot + 1, Math.ceil((endedMs - startMs) / intervalMs));
  const onTimeMs = startMs + soonest * intervalMs;
  const missed = soonest - (slot + 1);
  const heldMs = endedMs + backoffMs;
  if (backoffMs === 0 || heldMs <= onTimeMs) return { slot: soonest, dueMs: onTimeMs, missed };
  return { slot: Math.floor((heldMs - startMs) / intervalMs), dueMs: heldMs, missed };
}

/**
 * How long to wait after so many failures in a row: one interval, doubled with each further failure up
 * to eight intervals or 15 minutes, plus up to a quarter of it by chance.
 *
 * @param chance - In [0, 1); seeded, so that a run can be told again.
 */
export function backoff(failures: number, intervalMs: number, chance: number): number {
  if (failures === 0) return 0;
  const doubled = intervalMs * Math.min(2 ** Math.min(failures - 1, 30), BACKOFF_INTERVALS_MAX);
  const capped = Math.min(doubled, Math.max(intervalMs, BACKOFF_MS_MAX));
  return Math.round(capped * (1 + JITTER * chance));
}

/** Shortest and longest time that a tick may take unless `--timeout` says otherwise. */
const TIMEOUT_MS_MIN = 15_000;
const TIMEOUT_MS_MAX = 120_000;

/**
 * The time that a tick may take: the interval, but at least 15 s (a probe starts a process and computes
 * a backtest, which an interval of a second must not kill) and at most two minutes.
 */
export function defaultTimeout(intervalMs: number): number {
  return Math.min(Math.max(intervalMs, TIMEOUT_MS_MIN), TIMEOUT_MS_MAX);
}
