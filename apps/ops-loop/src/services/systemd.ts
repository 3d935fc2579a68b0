import { jobOf, type JobName } from '../job-table.js';
import { runManager, type ManagerOutput } from './ask-program.js';
import type { JobState, ManagerAnswer, ServiceManager } from './service-port.js';
import { systemdLabel, systemdUnits } from './systemd-units.js';
import type { UnitSubject } from './unit-subject.js';

/** Where the units of a user lie. */
export function systemdUnitFolder(env: Readonly<Record<string, string | undefined>>): string {
  const config = env['XDG_CONFIG_HOME'] ?? `${env['HOME'] ?? ''}/.config`;
  return `${config}/systemd/user`;
}

/** Whether the manager of this user answers. */
export function isSystemdThere(env: Readonly<Record<string, string>>): boolean {
  return runManager('systemctl', ['--user', 'show', '--property=Version'], env).ok;
}

const DONE: ManagerAnswer = { ok: true, detail: '' };

function stateOf(show: ManagerOutput): JobState {
  if (!show.ok) return 'unknown';
  const fields = new Map(
    show.out.split('\n').map((line) => {
      const at = line.indexOf('=');
      return [line.slice(0, at), line.slice(at + 1)] as const;
    }),
  );
  if (fields.get('LoadState') === 'not-found') return 'absent';
  const active = fields.get('ActiveState');
  if (active === 'failed') return 'failed';
  // A timer that waits is `active` as well: what runs is told by its service.
  if (active === 'active' || active === 'activating' || active === 'deactivating') return 'running';
  return active === undefined ? 'unknown' : 'loaded';
}

/** The user's systemd. */
export function systemdManager(
  subject: UnitSubject,
  env: Readonly<Record<string, string>>,
  unitFolder: string,
): ServiceManager {
  const ask = (...words: readonly string[]): ManagerOutput =>
    runManager('systemctl', ['--user', '--no-pager', ...words], env);
  const label = (job: JobName): string => systemdLabel(subject.workspaceRoot, job);
  const show = (unit: string): JobState =>
    stateOf(ask('show', unit, '--property=LoadState,ActiveState'));
  const hasTimer = (job: JobName): boolean => jobOf(job).kind === 'timer';
  const units = (job: JobName): readonly string[] =>
    hasTimer(job) ? [`${label(job)}.timer`, `${label(job)}.service`] : [`${label(job)}.service`];
  /** What is started at install: the timer, or the service that stays. */
  const leading = (job: JobName): string => units(job)[0] ?? '';
  const state = (job: JobName): JobState => {
    const service = show(`${label(job)}.service`);
    if (service === 'running') return service;
    if (!hasTimer(job)) {
      // A service that stays waits for nothing; one on demand waits for its kick.
      return service === 'loaded' && jobOf(job).kind === 'service' ? 'stopped' : service;
    }
    const timer = show(`${label(job)}.timer`);
    if (timer === 'running') return service === 'failed' ? 'failed' : 'loaded';
    return timer === 'loaded' ? 'stopped' : timer;
  };
  return {
    kind: 'systemd',
    unitFolder,
    label,
    state,
    unitFiles: (job) => systemdUnits(subject, jobOf(job)),
    stop: (job) => {
      const known = units(job).filter((unit) => show(unit) !== 'absent');
      return known.length === 0 ? DONE : ask('stop', ...known);
    },
    kick: (job) => ask('start', '--no-block', `${label(job)}.service`),
    load: (job) => {
      const reloaded = ask('daemon-reload');
      if (!reloaded.ok || jobOf(job).kind === 'demand') return reloaded;
      return ask('enable', '--now', leading(job));
    },
    unload: (job) => {
      const known = units(job).filter((unit) => show(unit) !== 'absent');
      if (known.length === 0) return DONE;
      const stopped = ask('disable', '--now', ...known);
      if (!stopped.ok) return stopped;
      // A failed unit stays in the manager's memory until it is told to forget.
      ask('reset-failed', ...known);
      return DONE;
    },
    reload: () => ask('daemon-reload'),
    logs: (job, lines) => {
      const unit = `--user-unit=${label(job)}.service`;
      const words = [unit, `--lines=${lines}`, '--no-pager', '--output=short-iso', '--utc'];
      const { ok, detail, out } = runManager('journalctl', words, env);
      return { ok, detail: ok ? out.trimEnd() : detail };
    },
  };
}
