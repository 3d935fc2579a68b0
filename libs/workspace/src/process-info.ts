import { execFileSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** What tells one process from every other one, on this machine and since its start. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Start time in the system's own unit; only ever compared. Empty when it cannot be read. */
  readonly process_start_time: string;
  /** Changes with every boot. Empty when it cannot be read. */
  readonly boot_id: string;
  /** Process numbers mean something only within one. Empty where there are none. */
  readonly pid_namespace: string;
  readonly host: string;
}

/** What the lock asks the operating system. */
export interface ProcessInfo {
  /** Of the calling process. */
  identity(): ProcessIdentity;
  /** Start time of a process of this machine; undefined when no such process lives. */
  startTimeOf(pid: number): string | undefined;
}

function readOr(path: string, fallback: string): string {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return fallback;
  }
}

function run(command: string, args: readonly string[]): string | undefined {
  try {
    const stdio: 'ignore' | 'pipe' = 'ignore';
    return execFileSync(command, args, { encoding: 'utf8', stdio: [stdio, 'pipe', stdio] }).trim();
  } catch {
    return undefined;
  }
}

/** A zombie has ended; only its parent has not asked about it yet. */
function linuxStartTime(pid: number): string | undefined {
  const stat = readOr(`/proc/${pid}/stat`, '');
  // The name in parentheses may hold spaces and parentheses: fields count from the last one.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state] = fields;
  if (stat === '' || state === 'Z' || state === 'X') return undefined;
  return fields[19] ?? '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function startTimeOf(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStartTime(pid);
  if (!isAlive(pid)) return undefined;
  return run('ps', ['-o', 'lstart=', '-p', String(pid)]) ?? '';
}

function bootId(): string {
  if (process.platform === 'linux') return readOr('/proc/sys/kernel/random/boot_id', '');
  return run('sysctl', ['-n', 'kern.boottime']) ?? '';
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid');
  } catch {
    return '';
  }
}

/** Asks the real operating system: `/proc` on Linux, `ps` and `sysctl` elsewhere. */
export function nodeProcessInfo(): ProcessInfo {
  return {
    identity: () => ({
      pid: process.pid,
      process_start_time: startTimeOf(process.pid) ?? '',
      boot_id: bootId(),
      pid_namespace: pidNamespace(),
      host: hostname(),
    }),
    startTimeOf,
  };
}
