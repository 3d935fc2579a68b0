import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { builtTool, type Ended } from './spawn-tool.js';
import { temporaryFolder } from './workspace-maker.js';

/** What the test's own surroundings hold (MODE, CI) means something to the ops loop: it gets none of it. */
export function opsEnvironment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, NO_COLOR: '1', ...more };
}

/** The envelope of `--json`. */
export interface OpsEnvelope {
  readonly ok: boolean;
  readonly token: string;
  readonly reason: string | null;
  readonly dry_run: boolean | null;
  readonly run: string | null;
  readonly checks: readonly {
    readonly id: string;
    readonly ok: boolean;
    readonly detail: string;
  }[];
  readonly alerts: readonly { readonly id: string; readonly severity: string }[];
  readonly artifacts: {
    readonly evidence: string;
    readonly bundle: string;
    readonly pin: string;
  } | null;
  readonly data?: { readonly [key: string]: unknown };
  readonly error?: { readonly code: string; readonly found?: string };
}

/** An empty workspace: nothing promoted, no ledger. Its probe is ready. */
export function opsWorkspace(): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'assay.json'), '{"data": ["data"]}\n');
  mkdirSync(join(folder, 'data'));
  return folder;
}

/** Runs a command of the ops loop to its end. */
export function runOps(
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Ended {
  const ended = spawnSync(process.execPath, [builtTool('ops-loop'), ...args], {
    cwd,
    encoding: 'utf8',
    env: opsEnvironment(more),
    maxBuffer: 64 * 1024 * 1024,
    // Longer than any command here takes: one that never ends must not take the test run along.
    timeout: 90_000,
    killSignal: 'SIGKILL',
  });
  return { exit: ended.status, stdout: ended.stdout, stderr: ended.stderr };
}

/** The same with `--json`. */
export function opsDocument(
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): Ended & { readonly document: OpsEnvelope } {
  const ended = runOps([...args, '--json'], cwd, more);
  return { ...ended, document: JSON.parse(ended.stdout) as OpsEnvelope };
}

/** The last line of what a command printed: its token. */
export function lastLine({ stdout }: Pick<Ended, 'stdout'>): string {
  return stdout.trimEnd().split('\n').at(-1) ?? '';
}

/** Looks again and again until there is something; no fixed wait, but a limit. */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 30_000,
): Promise<T> {
  const limit = performance.now() + withinMs;
  // Quick at first, then gently: whoever is waited for needs the processor.
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs + 1, 20)) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > limit) throw new Error(`never came: ${what}`);
    await pause(pauseMs);
  }
}

/** A process of the ops loop that goes on. */
export interface OpsProcess {
  readonly pid: number;
  readonly process: ChildProcess;
  readonly ended: Promise<Ended & { readonly signal: string | null }>;
}

/** Starts a command and leaves it running; it is gone when the test is over. */
export function startOps(
  args: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): OpsProcess {
  const child = spawn(process.execPath, [builtTool('ops-loop'), ...args], {
    cwd,
    env: opsEnvironment(more),
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
  const ended = new Promise<Ended & { readonly signal: string | null }>((resolve) => {
    child.once('close', (exit, signal) => resolve({ exit, signal, stdout, stderr }));
  });
  if (child.pid === undefined) throw new Error('it did not start');
  return { pid: child.pid, process: child, ended };
}

/** Starts an armed supervisor. */
export function startSupervisor(cwd: string, ...flags: readonly string[]): OpsProcess {
  return startOps(['supervise', 'run', '--arm', ...flags], cwd);
}

/** The folder that runs lie in. */
export function supervisorFolder(cwd: string): string {
  return join(cwd, 'out', 'ops', 'online_readiness_supervisor');
}

/** Run folders, oldest first; absolute. */
export function runsOf(cwd: string): readonly string[] {
  const folder = supervisorFolder(cwd);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.startsWith('run_'))
    .sort()
    .map((name) => join(folder, name));
}

/** Names of completed ticks of a run. */
export function ticksOf(run: string): readonly string[] {
  return readdirSync(run)
    .filter((name) => name.startsWith('tick_'))
    .sort();
}

/** What a supervisor last wrote about itself, as a person would read it. */
export interface StateOnDisk {
  readonly phase: string;
  readonly pid: number;
  readonly seq: number;
  readonly in_flight: { readonly seq: number; readonly pid: number } | null;
  readonly consecutive_failures: number;
  readonly missed_ticks: number;
}

/** The state of the newest run that this process leads; undefined before it is there. */
export function stateOf(cwd: string, pid: number): StateOnDisk | undefined {
  const run = runsOf(cwd).at(-1);
  if (run === undefined || !existsSync(join(run, 'state.json'))) return undefined;
  const state = JSON.parse(readFileSync(join(run, 'state.json'), 'utf8')) as StateOnDisk;
  return state.pid === pid ? state : undefined;
}

/** Lines of an NDJSON file of a run. */
export function linesOf<T>(run: string, name: string): readonly T[] {
  const text = readFileSync(join(run, name), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as T);
}

/** Living processes of a group, as `ps` knows them. */
export function membersOf(group: number): readonly number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,pgid=,stat='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [pid, pgid, stat = 'Z'] = line.trim().split(/\s+/);
    return Number(pgid) === group && !stat.startsWith('Z') ? [Number(pid)] : [];
  });
}

/** True while a process lives. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

/** Waits for a tick under way and halts its whole group: it hangs for real. @returns Its group. */
export function hangTick(cwd: string, pid: number): Promise<number> {
  return until('a tick that can be halted', () => {
    const tick = stateOf(cwd, pid)?.in_flight;
    if (!tick) return undefined;
    try {
      process.kill(-tick.pid, 'SIGSTOP');
    } catch {
      return undefined;
    }
    // It may have been done with its work when it was halted.
    const isHeld = stateOf(cwd, pid)?.in_flight?.pid === tick.pid && membersOf(tick.pid).length > 0;
    if (isHeld) onTestFinished(() => endGroup(tick.pid));
    return isHeld ? tick.pid : undefined;
  });
}

/** Whatever is left of a group. */
export function endGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // Nobody is in it any more.
  }
}

/** What `sha256sum` says against the manifest of a folder; empty when it is content. */
export function sumsProblems(folder: string): string {
  const manifest = 'manifest-sha256.txt';
  const { status, stdout, stderr } = spawnSync(
    'sha256sum',
    ['--quiet', '--strict', '-c', manifest],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  return status === 0 ? '' : `${folder}: ${stdout}${stderr}`;
}
