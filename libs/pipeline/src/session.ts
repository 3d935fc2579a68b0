import type { Clock } from '@assay/core';
import type { Ledger } from '@assay/ledger';
import type { FileStore, Workspace } from '@assay/workspace';
import type { Pool } from './sandbox/worker-pool.js';
import type { Toolchain } from './toolchain.js';
import type { EventsView } from './views/events-view.js';

/** Something a watcher of a long command wants to know. */
export interface ProgressEvent {
  readonly directive: string;
  /** Absent for stages of the whole directive. */
  readonly symbol?: string;
  /** Stage id, `0` … `4`; `runs` for all runs of a directive together. */
  readonly stage: string;
  readonly status: 'started' | 'done' | 'failed';
  readonly bars?: number;
  /** How many runs of the directive this call has finished, of those that had work left. */
  readonly runs?: { readonly done: number; readonly total: number };
  readonly detail?: string;
}

/** An opened workspace with everything that stages need; one writer at a time. */
export interface Session {
  readonly workspace: Workspace;
  readonly files: FileStore;
  readonly ledger: Ledger;
  /** The readable event log; grows with every commit. */
  readonly eventsView: EventsView;
  readonly clock: Clock;
  readonly toolchain: Toolchain;
  /** Threads for everything that computes; started when first used. */
  readonly pool: Pool;
  /** Runs that go on at the same time. */
  readonly jobs: number;
  readonly signal: AbortSignal;
  readonly progress: (event: ProgressEvent) => void;
  /** Warnings that do not belong to one directive: stale views, recovered files. */
  readonly warn: (code: 'VIEW_STALE' | 'VIEW_DRIFT', message: string, file: string) => void;
}
