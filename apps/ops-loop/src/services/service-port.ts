import type { JobName } from '../job-table.js';

/** What runs the jobs when nobody does it by hand. */
export type ManagerKind = 'systemd' | 'launchd' | 'none';

/**
 * `loaded`: known and waiting for its time or for a kick; `stopped`: known, but nothing will start it;
 * `unknown`: the manager did not say.
 */
export type JobState = 'absent' | 'loaded' | 'running' | 'stopped' | 'failed' | 'unknown';

/** What a manager answered to an order. */
export interface ManagerAnswer {
  readonly ok: boolean;
  /** Its own words when it refused; empty otherwise. */
  readonly detail: string;
}

/** A file that a manager reads. */
export interface UnitFile {
  /** Its name; the manager knows the job by it. */
  readonly name: string;
  readonly text: string;
}

/** One way of running jobs. Jobs are found through the manager by label, never by a file's name. */
export interface ServiceManager {
  readonly kind: ManagerKind;
  /** The name that the manager knows a job of this workspace by. */
  label(job: JobName): string;
  state(job: JobName): JobState;
  /** Stops a job, its timer and whatever it has running; a job that is absent is stopped already. */
  stop(job: JobName): ManagerAnswer;
  /** Runs a job now, or starts the service. */
  kick(job: JobName): ManagerAnswer;
  /** Makes the manager read these files and, but for jobs on demand, start the job. */
  load(job: JobName): ManagerAnswer;
  /** Makes the manager forget the job. */
  unload(job: JobName): ManagerAnswer;
  /** Makes the manager see that files are gone. */
  reload(): ManagerAnswer;
  /** The last lines that the job printed; undefined when the manager keeps them elsewhere. */
  logs(job: JobName, lines: number): ManagerAnswer;
  /** Folder that unit files of this user lie in, absolute; undefined for `none`. */
  readonly unitFolder: string | undefined;
  /** The files of a job. */
  unitFiles(job: JobName): readonly UnitFile[];
}
