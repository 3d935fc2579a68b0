import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { nodeProcessInfo, osErrorCode } from '@assay/workspace';

/** A process of which the number alone might be another one's by now. */
export interface KnownProcess {
  readonly pid: number;
  /** As `ProcessInfo` gives it; empty when it could not be read. */
  readonly pid_start: string;
}

/** True while that very process lives; one that ended and was not asked about by its parent does not. */
export function isSameAlive({ pid, pid_start }: KnownProcess): boolean {
  const started = nodeProcessInfo().startTimeOf(pid);
  if (started === undefined) return false;
  return started === '' || pid_start === '' || started === pid_start;
}

function statOf(pid: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    // It ended between the listing and the look.
    return undefined;
  }
}

function linuxMembers(group: number): readonly number[] {
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    const stat = statOf(name);
    if (stat === undefined) return [];
    const [state, , pgrp] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const isAlive = state !== 'Z' && state !== 'X';
    return isAlive && pgrp === String(group) ? [Number(name)] : [];
  });
}

function psMembers(group: number): readonly number[] {
  const table = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' });
  return table.split('\n').flatMap((line) => {
    const [pid, pgrp, state = ''] = line.trim().split(/\s+/);
    return pgrp === String(group) && !state.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** Processes of a group that still run; a zombie has ended. */
export function groupMembers(group: number): readonly number[] {
  return process.platform === 'linux' ? linuxMembers(group) : psMembers(group);
}

/** Sends a signal to one process; false when it has ended or belongs to somebody else. */
export function signalProcess(pid: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch (error) {
    const code = osErrorCode(error);
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}

/** Sends a signal to a whole group; false when nobody is in it any more. */
export function signalGroup(group: number, signal: 'SIGTERM' | 'SIGKILL'): boolean {
  // 0 and 1 would mean ourselves and everybody.
  if (!Number.isSafeInteger(group) || group < 2) throw new RangeError(`no group: ${group}`);
  try {
    process.kill(-group, signal);
    return true;
  } catch (error) {
    const code = osErrorCode(error);
    // EPERM: somebody else's, and on macOS a group of zombies.
    if (code === 'ESRCH' || code === 'EPERM') return false;
    throw error;
  }
}
