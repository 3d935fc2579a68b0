import { jobOf, jobsByStopRank, JOBS, type Job, type JobName } from '../job-table.js';

/** The jobs that a command names, in the order of the table. */
export function selectJobs(name: JobName | 'all'): readonly Job[] {
  return name === 'all' ? JOBS : [jobOf(name)];
}

/** The same in the order of a stop. */
export function selectJobsToStop(name: JobName | 'all'): readonly Job[] {
  return name === 'all' ? jobsByStopRank() : [jobOf(name)];
}
