import type { Job } from '../job-table.js';
import type { UnitFile } from './service-port.js';
import {
  jobCommand,
  jobDescription,
  jobEnvironment,
  UNSET_NAMES,
  workspaceHash,
  type UnitSubject,
} from './unit-subject.js';

/** Name of a job's unit without its ending. */
export function systemdLabel(workspaceRoot: string, job: string): string {
  return `ops-loop-${workspaceHash(workspaceRoot)}-${job}`;
}

/** `%` begins a specifier wherever a unit has a value. */
function value(text: string): string {
  return text.replaceAll('%', '%%');
}

/** One word of a list: quoted, with what systemd reads inside quotes escaped. */
function word(text: string): string {
  const escaped = value(text).replace(/["\\]/g, (sign) => `\\${sign}`);
  return /^[A-Za-z0-9@_.,:/=+-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}

/** A word of a command line, where `$` begins a variable as well. */
function argument(text: string): string {
  return word(text.replaceAll('$', '$$$$'));
}

function section(name: string, lines: readonly string[]): string {
  return [`[${name}]`, ...lines, ''].join('\n');
}

function unitSection(subject: UnitSubject, job: Job): string {
  const lines = [`Description=${value(jobDescription(subject, job))}`];
  // A supervisor that cannot start five times in ten minutes needs a person, not a sixth try.
  if (job.kind === 'service') lines.push('StartLimitIntervalSec=600', 'StartLimitBurst=5');
  return section('Unit', lines);
}

/** A timer's job ends before its next turn; one on demand may take hours. */
const START_LINES: Readonly<Record<Job['kind'], readonly string[]>> = {
  service: ['Restart=on-failure', 'RestartSec=10'],
  timer: ['TimeoutStartSec=240'],
  demand: ['TimeoutStartSec=infinity'],
};

function serviceSection(subject: UnitSubject, job: Job): string {
  const environment = Object.entries(jobEnvironment(subject));
  const writable = [subject.opsRoot, `${subject.workspaceRoot}/.assay`, ...subject.writable];
  return section('Service', [
    job.kind === 'service' ? 'Type=exec' : 'Type=oneshot',
    `WorkingDirectory=${value(subject.workspaceRoot)}`,
    `ExecStart=${jobCommand(subject, job).map(argument).join(' ')}`,
    ...environment.map(([name, text]) => `Environment=${word(`${name}=${text}`)}`),
    `UnsetEnvironment=${UNSET_NAMES.join(' ')}`,
    ...START_LINES[job.kind],
    'KillMode=control-group',
    'TimeoutStopSec=15',
    'NoNewPrivileges=yes',
    'ProtectSystem=strict',
    `ReadWritePaths=${writable.map(word).join(' ')}`,
  ]);
}

function timerFile(subject: UnitSubject, job: Job, label: string): UnitFile {
  return {
    name: `${label}.timer`,
    text: [
      section('Unit', [`Description=${value(jobDescription(subject, job))}, timer`]),
      section('Timer', [
        'OnActiveSec=60',
        `OnUnitInactiveSec=${job.periodSeconds}`,
        'RandomizedDelaySec=15',
        'AccuracySec=5',
        `Unit=${label}.service`,
      ]),
      section('Install', ['WantedBy=timers.target']),
    ].join('\n'),
  };
}

/** The unit files of a job: a service, and a timer when it has one. Bytes depend on the arguments only. */
export function systemdUnits(subject: UnitSubject, job: Job): readonly UnitFile[] {
  const label = systemdLabel(subject.workspaceRoot, job.job);
  const install = job.kind === 'service' ? [section('Install', ['WantedBy=default.target'])] : [];
  const service = {
    name: `${label}.service`,
    text: [unitSection(subject, job), serviceSection(subject, job), ...install].join('\n'),
  };
  return job.kind === 'timer' ? [service, timerFile(subject, job, label)] : [service];
}
