import type { Job } from '../job-table.js';
import type { JobState, ServiceManager } from '../services/service-port.js';
import type { StopStep } from './stop-report.js';

/** True when nothing of the job runs and nothing but a person will start it. */
export function isAtRest(job: Job, state: JobState): boolean {
  if (state === 'loaded') return job.kind === 'demand';
  return state === 'absent' || state === 'stopped' || state === 'failed';
}

/** Stops one job through the manager, which is asked again afterwards: its word for "done" is no proof. */
export function stopJob(manager: ServiceManager, job: Job): StopStep {
  const before = manager.state(job.job);
  const answer =
    before === 'absent' ? { ok: true, detail: 'not installed' } : manager.stop(job.job);
  const after = before === 'absent' ? before : manager.state(job.job);
  return {
    name: job.job,
    target: manager.label(job.job),
    before,
    after,
    ok: answer.ok && isAtRest(job, after),
    detail: answer.detail,
  };
}

/** Jobs that are not at rest, in words. */
export function jobsLeft(manager: ServiceManager, jobs: readonly Job[]): readonly string[] {
  return jobs.flatMap((job) => {
    const state = manager.state(job.job);
    return isAtRest(job, state) ? [] : [`job ${manager.label(job.job)} is ${state}`];
  });
}
