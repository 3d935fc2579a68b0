import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { acquirePathLock, osErrorCode, parseLockRecord, type Lock } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { isSameAlive, signalProcess, type KnownProcess } from '../supervisor/process-group.js';

/** A soak that is told to end seals its report first. */
const GRACE_MS = 20_000;
const POLL_MS = 25;

/**
 * Takes the place of the one soak of a workspace; it dies with the process, and a stop finds by it
 * whom to tell.
 *
 * @throws AssayError OPS_BUSY.
 */
export function takeSoakLock(context: OpsContext): Lock {
  const { places, clock } = context;
  context.files().makeFolder(places.root);
  return acquirePathLock({ path: places.soakLock, command: 'soak', clock, busyCode: 'OPS_BUSY' });
}

/** The living process that holds a lock of the loop; undefined when nobody does. */
export function livingProcessOf(lockFile: string): KnownProcess | undefined {
  let text: string;
  try {
    text = readFileSync(lockFile, 'utf8');
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
  signalProcess(soak.pid, 'SIGTERM');
  const untilMs = performance.now() + GRACE_MS;
  while (isSameAlive(soak)) {
    if (performance.now() >= untilMs) {
      signalProcess(soak.pid, 'SIGKILL');
      return 'killed';
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return 'asked';
}
