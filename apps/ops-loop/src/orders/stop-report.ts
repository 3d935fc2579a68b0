import type { JobName } from '../job-table.js';
import type { JobState, ManagerKind } from '../services/service-port.js';

/** One thing that was told to stop. */
export interface StopStep {
  readonly name: JobName | 'soak_by_hand' | 'supervisor_process';
  /** The manager's label, or the process. */
  readonly target: string;
  /** As the manager says, or in a word. */
  readonly before: JobState | string;
  readonly after: JobState | string;
  readonly ok: boolean;
  /** The manager's own words when it refused, or how the thing ended. */
  readonly detail: string;
}

/** What shows that everything stands still. */
export interface StopProof {
  /** Nobody answers at the socket. */
  readonly socket_gone: boolean;
  /** The supervisor's process has ended. */
  readonly pid_gone: boolean;
  /** Nothing is left of the tick that was under way. */
  readonly group_empty: boolean;
  /** The manager will start none of the jobs. */
  readonly jobs_unloaded: boolean;
  /** Seconds without a new tick; 0 when that was not waited for. */
  readonly no_new_tick_for_s: number;
  /** True when `--quick` left the wait out. */
  readonly skipped: boolean;
}

/** `stop.json`: what a stop did and what it could show. */
export interface StopReport {
  readonly schema: 'stop/1';
  readonly manager: ManagerKind;
  /** When the first step began. */
  readonly opened: string;
  readonly run: string | null;
  readonly dry_run: boolean;
  readonly steps: readonly StopStep[];
  readonly proof: StopProof | null;
  /** What is still there, in words. */
  readonly survivors: readonly string[];
  readonly stopped: boolean;
}
