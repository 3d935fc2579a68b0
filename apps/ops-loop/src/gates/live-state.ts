import type { EvidenceClass } from '../evidence/pin-outcome.js';
import type { RunPhase } from '../records/run-state.js';
import type { SoakIndexLine, TickRecord } from '../records/tick-record.js';
import { instantMs } from './instant-ms.js';

/** The newest tick of a run that is complete and not of the future. */
export interface LatestTick {
  /** `tick_<TS>_<seq6>`. */
  readonly name: string;
  /** Its folder relative to the workspace, `/` separated. */
  readonly path: string;
  /** What it says of itself; undefined when that cannot be read or speaks of another tick. */
  readonly record: TickRecord | undefined;
  /** Why its seal does not hold; undefined when it does. */
  readonly broken: string | undefined;
}

/** The newest pin of a class of evidence; pins of the future are left out. */
export interface ClassPins {
  /** `<TS>_<id>`, which names bag, bundle and pin. */
  readonly name: string;
  readonly result: 'green' | 'red';
  /** When it was made, milliseconds since 1970. */
  readonly newestMs: number;
  /** When the newest green one was made; null when there is none. */
  readonly newestGreenMs: number | null;
  /** What does not hold of pin, bag, bundle and chain; looked at only for classes that the green light asks for. */
  readonly problems: readonly Tampered[];
}

/** Something sealed that is not as it was sealed. */
export interface Tampered {
  /** The path of it. */
  readonly what: string;
  /** A verdict of `evidence verify`, or words. */
  readonly why: string;
}

/** Everything that the gates judge, read once: pure data, so that every rule can be shown as a table. */
export interface LiveState {
  /** When it was read, milliseconds since 1970. */
  readonly nowMs: number;
  /** The run that is looked at, its folder relative to the workspace; null when there is none. */
  readonly run: { readonly name: string; readonly path: string } | null;
  /** When the supervisor of the run started; null when nothing says so. */
  readonly startedMs: number | null;
  /** The run's own interval and time-out of a tick. */
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly phase: RunPhase | null;
  readonly missedTicks: number;
  /** Whether the supervisor answered just now, and what is known when it did not. */
  readonly supervisor: { readonly isAlive: boolean; readonly detail: string };
  /** Complete ticks of the run on disk. */
  readonly tickCount: number;
  readonly latest: LatestTick | null;
  /** How long the newest ticks took, milliseconds, oldest first. */
  readonly tickMs: readonly number[];
  /** The last lines of the run's index, oldest first. */
  readonly recent: readonly SoakIndexLine[];
  /** Names stamped later than now, relative to the ops root, sorted. */
  readonly future: readonly string[];
  readonly tampered: readonly Tampered[];
  readonly pins: Readonly<Partial<Record<EvidenceClass, ClassPins>>>;
  /** Null when the disk would not say. */
  readonly diskFreeBytes: number | null;
}

/** How long a tick has been over, milliseconds, never negative; null when nothing says so. */
export function tickAgeMs({ latest, nowMs }: Pick<LiveState, 'latest' | 'nowMs'>): number | null {
  const finishedMs = instantMs(latest?.record?.finished);
  return finishedMs === undefined ? null : Math.max(0, nowMs - finishedMs);
}

/** `ready` or `not_ready` as the newest tick says; `unknown` when it says nothing. */
export function readinessOf({
  latest,
}: Pick<LiveState, 'latest'>): 'ready' | 'not_ready' | 'unknown' {
  if (latest?.record === undefined) return 'unknown';
  return latest.record.ready ? 'ready' : 'not_ready';
}
