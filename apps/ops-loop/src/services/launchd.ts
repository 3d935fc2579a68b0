import { readFileSync } from 'node:fs';
import { osErrorCode } from '@assay/workspace';
import { jobOf, type JobName } from '../job-table.js';
import { launchdLabel, launchdPlist } from './launchd-plists.js';
import { runManager, type ManagerOutput } from './ask-program.js';
import type { JobState, ManagerAnswer, ServiceManager } from './service-port.js';
import type { UnitSubject } from './unit-subject.js';

/** Where the agents of a user lie. */
export function launchdUnitFolder(env: Readonly<Record<string, string | undefined>>): string {
  return `${env['HOME'] ?? ''}/Library/LaunchAgents`;
}

/** Whether launchd answers. */
export function isLaunchdThere(env: Readonly<Record<string, string>>): boolean {
  return runManager('launchctl', ['version'], env).ok;
}

const DONE: ManagerAnswer = { ok: true, detail: '' };

/** launchctl ends with 113 for a service that it does not know. */
function isUnknownService({ ok, detail }: ManagerOutput): boolean {
  return !ok && /could not find service|ended with 113/i.test(detail);
}

function lastLines(path: string, lines: number): string {
  try {
    return readFileSync(path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT') return '';
    throw error;
  }
}

/** launchd of this user; on a machine without a desktop session, of the user's own domain. */
export function launchdManager(
  subject: UnitSubject,
  env: Readonly<Record<string, string>>,
  unitFolder: string,
  uid: number,
): ServiceManager {
  const ask = (...words: readonly string[]): ManagerOutput => runManager('launchctl', words, env);
  const label = (job: JobName): string => launchdLabel(subject.workspaceRoot, job);
  const gui = ask('print', `gui/${uid}`).ok;
  const domain = gui ? `gui/${uid}` : `user/${uid}`;
  const target = (job: JobName): string => `${domain}/${label(job)}`;
  const state = (job: JobName): JobState => {
    const print = ask('print', target(job));
    if (isUnknownService(print)) return 'absent';
    if (!print.ok) return 'unknown';
    if (/^\s*state = running$/m.test(print.out)) return 'running';
    const exit = /^\s*last exit code = (\d+)/m.exec(print.out)?.[1];
    return exit !== undefined && exit !== '0' ? 'failed' : 'loaded';
  };
  const bootOut = (job: JobName): ManagerAnswer => {
    const answer = ask('bootout', target(job));
    return answer.ok || isUnknownService(answer) ? DONE : answer;
  };
  return {
    kind: 'launchd',
    unitFolder,
    label,
    state,
    unitFiles: (job) => [launchdPlist(subject, jobOf(job))],
    stop: bootOut,
    unload: bootOut,
    kick: (job) => ask('kickstart', '-k', target(job)),
    load: (job) => {
      bootOut(job);
      return ask('bootstrap', domain, `${unitFolder}/${label(job)}.plist`);
    },
    reload: () => DONE,
    logs: (job, lines) => {
      const of = (stream: string): string =>
        lastLines(`${subject.opsRoot}/_logs/${job}.${stream}.log`, lines);
      return { ok: true, detail: [of('out'), of('err')].filter((text) => text !== '').join('\n') };
    },
  };
}
