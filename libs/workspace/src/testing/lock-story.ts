import { mkdirSync, readdirSync } from 'node:fs';
import { fixedClock, formatInstant } from '@assay/core';
import { expect } from 'vitest';
import type { LockRecord } from '../lock-record.js';
import { workspacePaths, type WorkspacePaths } from '../paths.js';
import type { ProcessIdentity, ProcessInfo } from '../process-info.js';
import type { LockRequest } from '../workspace-lock.js';
import { temporaryFolder } from './temporary-folder.js';

export const NOW = 1_769_850_487_006;
export function workspace(): WorkspacePaths {
  const paths = workspacePaths(temporaryFolder());
  mkdirSync(paths.assayFolder.absolute);
  return paths;
}

/** Our own process, on a machine where only `living` processes exist. */
export function machine(
  living: Readonly<Record<number, string>>,
  self: Partial<ProcessIdentity> = {},
): ProcessInfo {
  const identity = {
    pid: 1,
    process_start_time: '10',
    boot_id: 'boot',
    pid_namespace: 'ns',
    host: 'here',
    ...self,
  };
  return { identity: () => identity, startTimeOf: (pid) => ({ 1: '10', ...living })[pid] };
}

export function holder(part: Partial<LockRecord> = {}): LockRecord {
  const since = formatInstant(NOW - 1000);
  return {
    pid: 77,
    process_start_time: '5',
    boot_id: 'boot',
    pid_namespace: 'ns',
    host: 'here',
    command: 'run-pipeline --all',
    since,
    serial: 1,
    heartbeat: since,
    ...part,
  };
}

export function request(paths: WorkspacePaths, part: Partial<LockRequest> = {}): LockRequest {
  return { paths, command: 'test', clock: fixedClock(NOW), processInfo: machine({}), ...part };
}

export const names = (paths: WorkspacePaths) => readdirSync(paths.assayFolder.absolute);
export const BUSY = expect.objectContaining({ code: 'WORKSPACE_BUSY', exitCode: 5 });
