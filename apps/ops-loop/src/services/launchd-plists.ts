import { build } from 'plist';
import type { Job } from '../job-table.js';
import type { UnitFile } from './service-port.js';
import { jobCommand, jobEnvironment, workspaceHash, type UnitSubject } from './unit-subject.js';

/** A job's label; its file is named the same. */
export function launchdLabel(workspaceRoot: string, job: string): string {
  return `dev.assay.ops-loop.${workspaceHash(workspaceRoot)}.${job}`;
}

/** The plist of a job. No shell, no `~`, no relative path; bytes depend on the arguments only. */
export function launchdPlist(subject: UnitSubject, job: Job): UnitFile {
  const label = launchdLabel(subject.workspaceRoot, job.job);
  const log = (stream: string): string => `${subject.opsRoot}/_logs/${job.job}.${stream}.log`;
  const text = build({
    Label: label,
    ProgramArguments: [...jobCommand(subject, job)],
    WorkingDirectory: subject.workspaceRoot,
    EnvironmentVariables: { ...jobEnvironment(subject) },
    ...(job.kind === 'timer' && { StartInterval: job.periodSeconds }),
    ...(job.kind === 'service' && { KeepAlive: { SuccessfulExit: false } }),
    RunAtLoad: job.kind === 'service',
    ProcessType: 'Background',
    ThrottleInterval: 30,
    ExitTimeOut: 15,
    StandardOutPath: log('out'),
    StandardErrorPath: log('err'),
  });
  return { name: `${label}.plist`, text: `${text}\n` };
}
