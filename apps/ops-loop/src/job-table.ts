/** Names of the jobs that a service manager may run. */
export type JobName =
  | 'cycle'
  | 'dashboard'
  | 'dashboard-retain'
  | 'audit'
  | 'audit-retain'
  | 'metrics'
  | 'soak'
  | 'supervisor'
  | 'greenlight-watch';

/** One job. Units, status, greenlight's required snapshots and the order of a stop come from here. */
export interface Job {
  readonly job: JobName;
  /** `timer` runs every period, `service` stays, `demand` runs when it is kicked. */
  readonly kind: 'timer' | 'service' | 'demand';
  /** Seconds between two runs of a timer, or the supervisor's interval. */
  readonly periodSeconds: number;
  /** Order of a stop: lower goes first; equal ranks go in the order of the table. */
  readonly stopRank: 1 | 2 | 3 | 4 | 5 | 6;
  /** Evidence class whose newest pin greenlight wants fresh; null for none. */
  readonly requires: 'dashboard' | 'audit' | null;
  /** Words after `ops-loop` in the unit. */
  readonly words: readonly string[];
  /** What the unit says about dry runs, always as a flag. */
  readonly dryRun: boolean;
}

// `audit-retain` thins out every class: nothing that the jobs write grows for ever.
// prettier-ignore
export const JOBS: readonly Job[] = [
  { job: 'cycle',            kind: 'timer',   periodSeconds: 300, stopRank: 1, requires: null,        words: ['guard', 'cycle'],             dryRun: true },
  { job: 'dashboard',        kind: 'timer',   periodSeconds: 300, stopRank: 2, requires: 'dashboard', words: ['dashboard', 'snapshot'],      dryRun: false },
  { job: 'dashboard-retain', kind: 'timer',   periodSeconds: 900, stopRank: 2, requires: null,        words: ['retain', 'dashboard'],        dryRun: false },
  { job: 'audit',            kind: 'timer',   periodSeconds: 300, stopRank: 3, requires: 'audit',     words: ['audit', 'snapshot'],          dryRun: false },
  { job: 'audit-retain',     kind: 'timer',   periodSeconds: 900, stopRank: 3, requires: null,        words: ['retain', 'all'],              dryRun: false },
  { job: 'metrics',          kind: 'timer',   periodSeconds: 300, stopRank: 3, requires: null,        words: ['metrics', '--textfile'],      dryRun: false },
  { job: 'soak',             kind: 'demand',  periodSeconds: 300, stopRank: 4, requires: null,        words: ['soak'],                       dryRun: true },
  { job: 'supervisor',       kind: 'service', periodSeconds: 300, stopRank: 5, requires: null,        words: ['supervise', 'run', '--arm'],  dryRun: true },
  { job: 'greenlight-watch', kind: 'timer',   periodSeconds: 600, stopRank: 6, requires: null,        words: ['greenlight'],                 dryRun: true },
];

/** The row of a job. */
export function jobOf(name: JobName): Job {
  const job = JOBS.find((one) => one.job === name);
  if (!job) throw new RangeError(`no job is named ${name}`);
  return job;
}

/** Jobs in the order in which a stop ends them. */
export function jobsByStopRank(): readonly Job[] {
  return [...JOBS].sort((a, b) => a.stopRank - b.stopRank);
}
