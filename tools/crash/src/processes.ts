import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { KillPoint } from './kill-point.js';

/** Where the campaign finds what it kills. */
export interface Places {
  /** Root of the repository; its built tools are the ones that are killed. */
  readonly repository: string;
  /** The module that numbers steps. */
  readonly preload: string;
}

/** A command line: a tool and its words. */
export interface Command {
  readonly tool: string;
  readonly words: readonly string[];
}

/** How a process ended. */
export interface Ended {
  /** Null when a signal ended it. */
  readonly exit: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly tookMs: number;
}

/** What is done to a process, and where its steps are written down. */
export interface Disturbance {
  readonly trace?: string;
  readonly kill?: KillPoint;
  /** Words in front of `node`, such as `bash -c 'ulimit …; exec "$@"' --`. */
  readonly wrapper?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Stops the process for good in front of this step of its main thread. */
  readonly stopAt?: number;
  /** Called with the process once it runs. */
  readonly onStart?: (pid: number) => void;
  /** Id of the user, and of the group, that the process runs as. */
  readonly user?: number;
}

/** No tool needs longer for a workspace this small: it hangs. */
const PATIENCE_MS = 120_000;

/** The command as a person would type it. */
export function describeCommand({ tool, words }: Command): string {
  return [tool, ...words.map((word) => (/^[\w./:=-]+$/.test(word) ? word : `'${word}'`))].join(' ');
}

/** Nothing that slows a start, colours an output or speaks to the preload by accident. */
function environment(more: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { NODE_EXTRA_CA_CERTS, NODE_OPTIONS, FORCE_COLOR, ASSAY_CRASH_ORDERS, ...rest } =
    process.env;
  void [NODE_EXTRA_CA_CERTS, NODE_OPTIONS, FORCE_COLOR, ASSAY_CRASH_ORDERS];
  return { ...rest, NO_COLOR: '1', ...more };
}

/** Signals the whole group of a process, so that nothing it started outlives it. */
export function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // It has ended by itself.
  }
}

/** Runs a built tool in a folder to its end, disturbed as asked. */
export function runTool(
  { repository, preload }: Places,
  { tool, words }: Command,
  cwd: string,
  { trace, kill, stopAt, wrapper = [], env = {}, user, onStart }: Disturbance = {},
): Promise<Ended> {
  const isTraced = trace !== undefined || kill?.kind === 'step' || stopAt !== undefined;
  const orders = JSON.stringify({ trace, kill: kill?.kind === 'step' ? kill : undefined, stopAt });
  const [command = '', ...args] = [
    ...wrapper,
    process.execPath,
    ...(isTraced ? ['--import', `file://${preload}`] : []),
    join(repository, 'apps', tool, 'dist', 'main.js'),
    ...words,
  ];
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, {
      cwd,
      // A group of its own: an instant kill takes all of it.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(user !== undefined && { uid: user, gid: user }),
      env: environment(isTraced ? { ...env, ASSAY_CRASH_ORDERS: orders } : env),
    });
    if (child.pid !== undefined) onStart?.(child.pid);
    const texts = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].setEncoding('utf8').on('data', (text: string) => (texts[name] += text));
    }
    const patience = setTimeout(() => signalGroup(child.pid, 'SIGKILL'), PATIENCE_MS);
    const strike =
      kill?.kind === 'instant'
        ? setTimeout(() => signalGroup(child.pid, kill.signal), kill.afterMs)
        : undefined;
    child.on('error', reject);
    child.on('close', (exit, signal) => {
      clearTimeout(patience);
      clearTimeout(strike);
      resolve({ exit, signal, ...texts, tookMs: Math.round(performance.now() - began) });
    });
  });
}

/** Runs a program of the system to its end; throws what it said when it failed. */
export function runSystem(command: string, words: readonly string[], cwd?: string): string {
  const ended = spawnSync(command, words, { encoding: 'utf8', ...(cwd !== undefined && { cwd }) });
  if (ended.error) throw ended.error;
  if (ended.status !== 0) {
    throw new Error(`${command} ${words.join(' ')}: ${ended.stderr || ended.stdout}`.trim());
  }
  return ended.stdout;
}
