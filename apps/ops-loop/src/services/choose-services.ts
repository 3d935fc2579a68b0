import { homedir } from 'node:os';
import { dirname } from 'node:path';
import { AssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import type { JobName } from '../job-table.js';
import { isLaunchdThere, launchdManager, launchdUnitFolder } from './launchd.js';
import type { ManagerKind, ServiceManager } from './service-port.js';
import { isSystemdThere, systemdManager, systemdUnitFolder } from './systemd.js';
import { SHARED_TEMPORARY, socketPlace } from '../supervisor/socket-place.js';
import { systemdLabel } from './systemd-units.js';
import type { UnitSubject } from './unit-subject.js';

// eslint-disable-next-line no-control-regex -- these are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/;

const SYSTEM_PATH = ['/usr/local/bin', '/usr/bin', '/bin'];

/** What the units of this workspace are rendered from. */
export function unitSubject({
  workspace,
  places,
  installation,
  childEnv,
}: OpsContext): UnitSubject {
  if (CONTROL.test(workspace.root)) {
    throw new AssayError('OPS_PATH_REFUSED', 'the path of the workspace cannot stand in a unit', {
      found: JSON.stringify(workspace.root),
      expected: 'a path without line ends and other control characters',
    });
  }
  return {
    workspaceRoot: workspace.root,
    opsRoot: places.root,
    node: process.execPath,
    script: `${installation.replace(/\/$/, '')}/apps/ops-loop/dist/main.js`,
    // Not the login's: a job must not depend on where somebody was when it was installed.
    path: [...new Set([dirname(process.execPath), ...SYSTEM_PATH])].join(':'),
    home: childEnv['HOME'] ?? homedir(),
    // A supervisor whose folder is too deep for a socket listens below the shared one.
    writable: socketPlace(places).isAtHome ? [] : [SHARED_TEMPORARY],
  };
}

/** A machine without a manager: nothing is ever loaded. */
export function noManager(workspaceRoot: string): ServiceManager {
  const refusal = { ok: false, detail: 'no service manager runs jobs here' };
  return {
    kind: 'none',
    unitFolder: undefined,
    label: (job: JobName) => systemdLabel(workspaceRoot, job),
    state: () => 'absent',
    unitFiles: () => [],
    stop: () => ({ ok: true, detail: '' }),
    unload: () => ({ ok: true, detail: '' }),
    kick: () => refusal,
    load: () => refusal,
    reload: () => ({ ok: true, detail: '' }),
    logs: () => refusal,
  };
}

/** The manager of a kind, whether it answers or not; rendering needs none that does. */
export function managerOf(context: OpsContext, kind: ManagerKind): ServiceManager {
  const subject = unitSubject(context);
  const { childEnv: env } = context;
  if (kind === 'systemd') return systemdManager(subject, env, systemdUnitFolder(context.io.env));
  if (kind === 'launchd') {
    return launchdManager(subject, env, launchdUnitFolder(env), process.getuid?.() ?? 0);
  }
  return noManager(context.workspace.root);
}

/**
 * The manager that was asked for, or the one that answers, or none.
 *
 * @throws AssayError SERVICE_MANAGER_ABSENT when the one asked for does not answer.
 */
export function chooseManager(context: OpsContext, asked: ManagerKind | undefined): ServiceManager {
  const isThere = {
    systemd: () => isSystemdThere(context.childEnv),
    launchd: () => isLaunchdThere(context.childEnv),
    none: () => true,
  };
  if (asked !== undefined) {
    if (isThere[asked]()) return managerOf(context, asked);
    throw new AssayError('SERVICE_MANAGER_ABSENT', `${asked} does not answer`, {
      found: `no answer of ${asked} for this user`,
      expected: `a machine and a login where ${asked} runs`,
    });
  }
  const kind = (['systemd', 'launchd'] as const).find((one) => isThere[one]());
  return managerOf(context, kind ?? 'none');
}
