import type { Mode } from './tick-record.js';

export type RunPhase = 'starting' | 'running' | 'degraded' | 'stopping' | 'stopped';

/** `run.json`: what was true when a supervisor started; never changed. */
export interface RunRecord {
  readonly schema: 'run/1';
  /** The folder's name, `run_<TS>`. */
  readonly run: string;
  readonly started: string;
  readonly mode: Mode;
  readonly dry_run: boolean;
  readonly interval_ms: number;
  readonly timeout_ms: number;
  readonly pid: number;
  /** Start time of the process and boot of the machine: together with the pid they name one process. */
  readonly pid_start: string;
  readonly boot_id: string;
  readonly tool_version: string;
}

/** `state.json`: replaced atomically after every change. */
export interface RunState {
  readonly schema: 'run-state/1';
  readonly phase: RunPhase;
  readonly pid: number;
  readonly pid_start: string;
  readonly boot_id: string;
  readonly interval_ms: number;
  /** Number of the last tick that was begun; 0 before the first. */
  readonly seq: number;
  readonly last_completed: {
    readonly seq: number;
    readonly tick: string;
    readonly finished: string;
    readonly ready: boolean;
  } | null;
  /** The tick under way; its process leads a process group of its own. */
  readonly in_flight: {
    readonly seq: number;
    readonly started: string;
    readonly pid: number;
    readonly pid_start: string;
  } | null;
  /** Ticks in a row that left no sealed folder. */
  readonly consecutive_failures: number;
  /** Slots of the schedule that passed while a tick was still under way. */
  readonly missed_ticks: number;
  readonly next_due: string | null;
  readonly updated: string;
}
