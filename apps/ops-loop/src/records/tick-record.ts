import type { Check } from '../outcome.js';

/** The mode of everything here; there is no third. */
export type Mode = 'shadow' | 'paper';

/** `tick.json` of a tick folder: written last but one, sealed by `manifest-sha256.txt`. */
export interface TickRecord {
  readonly schema: 'tick/1';
  /** Counts the ticks of a run from 1; never reused within a run. */
  readonly seq: number;
  /** The folder's name, `tick_<TS>_<seq6>`. */
  readonly tick: string;
  /** UTC instants with milliseconds. Ages are counted from `finished`. */
  readonly started: string;
  readonly finished: string;
  readonly ms: number;
  readonly mode: Mode;
  readonly dry_run: boolean;
  readonly ready: boolean;
  /** Ids of the error checks that failed, in the order of the checks. */
  readonly reasons: readonly string[];
  readonly checks: readonly Check[];
}

/**
 * How a tick ended: sealed with its verdict, or without a folder because it failed, took too long, or
 * was under way when the supervisor was told to stop.
 */
export type TickStatus = 'ready' | 'not_ready' | 'failed' | 'timed_out' | 'stopped';

/** A line of `soak_index.ndjson`: one for each tick that was begun. */
export interface SoakIndexLine {
  readonly seq: number;
  /** The folder's name; null for a tick that left none. */
  readonly tick: string | null;
  /** When it ended. */
  readonly ts: string;
  readonly status: TickStatus;
  /** Seconds from the tick's own end to the line. */
  readonly age_sec: number;
  /** Seconds since the line before; null for the first. */
  readonly gap_sec: number | null;
}
