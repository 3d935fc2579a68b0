import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { isAssayError } from '@assay/core';
import { acquireLock, osErrorCode, parseLockRecord, type Lock } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { heldError } from '../supervisor/busy-error.js';
import { isSameAlive, type KnownProcess } from '../supervisor/process-group.js';

/** A soak that is told to end seals its report first. */
const GRACE_MS = 20_000;
const POLL_MS = 25;

function lockPath({ places }: OpsContext): string {
  return join(places.supervisor, 'soak.lock');
}

/**
 * Takes the place of the one soak of a workspace; it dies with the process, and a stop finds by it
 * whom to tell.
 *
 * @throws AssayError OPS_BUSY.
 */
export async function takeSoakLock(context: OpsContext): Promise<Lock> {
  const { places, workspace, clock } = context;
  const paths = {
    ...workspace.paths,
    lock: { relative: '', absolute: lockPath(context) },
    assayFolder: { relative: '', absolute: places.supervisor },
  };
  try {
    return await acquireLock({ paths, command: 'soak', clock });
  } catch (error) {
    if (isAssayError(error) && error.code === 'WORKSPACE_BUSY') {
      throw heldError(error.diagnostic.found ?? 'a soak');
    }
    throw error;
  }
}

/** The process of the soak that is under way; undefined when there is none. */
export function livingSoak(context: OpsContext): KnownProcess | undefined {
  let text: string;
  try {
    text = readFileSync(lockPath(context), 'utf8');
  } catch (error) {
    if (osErrorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
  const record = parseLockRecord(text);
  if (!record) return undefined;
  const holder = { pid: record.pid, pid_start: record.process_start_time };
  return isSameAlive(holder) ? holder : undefined;
}

/** Tells a soak to end, kills it when it does not. @returns How it ended. */
export async function endSoak(soak: KnownProcess): Promise<'asked' | 'killed'> {
  process.kill(soak.pid, 'SIGTERM');
  const untilMs = performance.now() + GRACE_MS;
  while (isSameAlive(soak)) {
    if (performance.now() >= untilMs) {
      process.kill(soak.pid, 'SIGKILL');
      return 'killed';
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return 'asked';
}
