import { spawn, type ChildProcess } from 'node:child_process';
import { nodeProcessInfo } from '@assay/workspace';
import { signalGroup, type KnownProcess } from './process-group.js';

/** How long a tick that was told to end may take before it is killed. */
export const GRACE_MS = 1_500;
/** How long the pipe of an ended tick is waited for. */
const LAST_WORDS_MS = 250;
/** What is kept of a failed tick's last words. */
const WORDS_MAX = 2_000;

/** What starts a tick. */
export interface TickCommand {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** How a tick's process ended. */
export interface TickEnd {
  readonly exit: number | null;
  readonly killedBy: string | null;
  /** Why it was told to end; null when it ended by itself. */
  readonly ended: 'timed_out' | 'stopped' | null;
  /** The end of what it said on stderr. */
  readonly words: string;
}

/** A tick under way. */
export interface RunningTick {
  /** The leader of its group; undefined when it could not be started. */
  readonly process: KnownProcess | undefined;
  readonly ended: Promise<TickEnd>;
}

function followWords(child: ChildProcess): () => string {
  let words = '';
  child.stderr?.on('data', (data: Buffer) => {
    words = (words + data.toString('utf8')).slice(-WORDS_MAX);
  });
  return () => words;
}

/**
 * Starts a tick as the leader of a process group of its own. It is told to end when it takes too long
 * or the signal is aborted (TERM to the group, then KILL), and whatever it leaves in its group is
 * killed when it has ended: nothing that a tick started outlives it.
 */
export function startTick(command: TickCommand, signal: AbortSignal): RunningTick {
  const { program, args, cwd, env, timeoutMs } = command;
  const child = spawn(program, args, {
    cwd,
    env,
    detached: true,
    // It ends itself when its stdin does: however this process dies.
    stdio: ['pipe', 'ignore', 'pipe'],
  });
  const { pid } = child;
  child.stdin?.on('error', () => undefined);
  const words = followWords(child);
  const ended = new Promise<TickEnd>((resolve) => {
    let why: TickEnd['ended'] = null;
    let kill: NodeJS.Timeout | undefined;
    const end = (reason: 'timed_out' | 'stopped') => {
      if (why !== null || pid === undefined) return;
      why = reason;
      signalGroup(pid, 'SIGTERM');
      kill = setTimeout(() => signalGroup(pid, 'SIGKILL'), GRACE_MS);
    };
    const onAbort = () => end('stopped');
    const timer = setTimeout(() => end('timed_out'), timeoutMs);
    const finish = (exit: number | null, killedBy: string | null, said = words()) => {
      clearTimeout(timer);
      clearTimeout(kill);
      signal.removeEventListener('abort', onAbort);
      if (pid !== undefined) signalGroup(pid, 'SIGKILL');
      child.stderr?.destroy();
      child.stdin?.destroy();
      resolve({ exit, killedBy, ended: why, words: said });
    };
    child.once('error', (error) => finish(null, null, error.message));
    child.once('exit', (exit, killedBy) => {
      const close = () => finish(exit, killedBy);
      // Last words may still be in the pipe, but whoever left the group may hold it open for ever.
      const late = setTimeout(close, LAST_WORDS_MS);
      child.once('close', () => {
        clearTimeout(late);
        close();
      });
    });
    signal.addEventListener('abort', onAbort);
    if (signal.aborted) onAbort();
  });
  if (pid === undefined) return { process: undefined, ended };
  return { process: { pid, pid_start: nodeProcessInfo().startTimeOf(pid) ?? '' }, ended };
}
