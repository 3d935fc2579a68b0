import type { SoakIndexLine } from '../records/tick-record.js';
import type { FailRule, Rung } from './soak-ladder.js';
import type { TakenSnapshot } from './take-snapshots.js';

/** One look at everything. */
export interface Checkpoint {
  readonly at: string;
  readonly health: boolean;
  readonly metrics: boolean;
  readonly greenlight: boolean;
  readonly alive: boolean;
  /** Ids of alerts that turn the metrics red. */
  readonly alerts: readonly string[];
  /** Why health or green light were red, in words. */
  readonly reasons: readonly string[];
  readonly rung: Rung;
}

/** Pins of a class that were made during a soak. */
export interface PinCounts {
  readonly green: number;
  readonly red: number;
}

/** What the index of the supervisor says about the time of a soak. */
export interface TickCounts {
  readonly ready: number;
  readonly not_ready: number;
  readonly failed: number;
  readonly timed_out: number;
  readonly stopped: number;
  readonly missed: number;
  readonly gap_max_sec: number | null;
}

/** `soak.json`. */
export interface SoakReport {
  readonly schema: 'soak/1';
  readonly started: string;
  readonly finished: string;
  readonly dry_run: boolean;
  readonly planned_sec: number;
  readonly elapsed_sec: number;
  readonly every_sec: number;
  readonly fail: FailRule;
  readonly missed_max: number;
  readonly runs: readonly string[];
  readonly checkpoints: readonly Checkpoint[];
  /** Share of the checkpoints at which the supervisor answered, 0 to 1. */
  readonly uptime_ratio: number;
  /** Share of the checkpoints that were green, 0 to 1. */
  readonly green_ratio: number;
  readonly ticks: TickCounts;
  readonly pins: Readonly<Record<string, PinCounts>>;
  readonly incidents: readonly TakenSnapshot[];
  /** Evidence of the stop that ended it; null for none. */
  readonly stop: string | null;
  readonly passed: boolean;
  /** Why not, lower_snake; empty when it passed. */
  readonly reasons: readonly string[];
}

/** True when everything that a checkpoint looks at was green. */
export function isGreenCheckpoint({ health, metrics, greenlight }: Checkpoint): boolean {
  return health && metrics && greenlight;
}

/** The share of items that are so; 1 of none would hide that nothing was looked at, so it is 0. */
export function shareOf<T>(items: readonly T[], isSo: (item: T) => boolean): number {
  return items.length === 0 ? 0 : items.filter(isSo).length / items.length;
}

/** Counts lines of an index by their status. */
export function countTicks(lines: readonly SoakIndexLine[], missed: number): TickCounts {
  const of = (status: SoakIndexLine['status']) =>
    lines.filter((line) => line.status === status).length;
  const gaps = lines.flatMap(({ gap_sec: gap }) => (gap === null ? [] : [gap]));
  return {
    ready: of('ready'),
    not_ready: of('not_ready'),
    failed: of('failed'),
    timed_out: of('timed_out'),
    stopped: of('stopped'),
    missed,
    gap_max_sec: gaps.length === 0 ? null : Math.max(...gaps),
  };
}
