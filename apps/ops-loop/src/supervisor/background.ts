import { spawn } from 'node:child_process';
import type { OpsContext } from '../context.js';
import { listTicks } from '../runs/list-ticks.js';
import { join } from 'node:path';
import { askSupervisor } from './ask-supervisor.js';
import { settingFlags, toolProgram } from './tick-command.js';

const POLL_MS = 50;
const WORDS_MAX = 500;

/** A supervisor that was started in the background. */
export interface BackgroundSupervisor {
  /** How it ended, in words; undefined while it runs. */
  ended(): string | undefined;
}

/** Starts an armed supervisor as a session of its own, as a service would. */
export function startInBackground(
  context: OpsContext,
  flags: readonly string[],
): BackgroundSupervisor {
  const { installation, workspace, childEnv } = context;
  const words = ['supervise', 'run', '--arm', ...flags, ...settingFlags(context)];
  const child = spawn(process.execPath, [toolProgram(installation), ...words], {
    cwd: workspace.root,
    env: childEnv,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  let end: string | undefined;
  child.stderr.on('data', (data: Buffer) => {
    said = (said + data.toString('utf8')).slice(-WORDS_MAX);
  });
  child.once('error', (error) => (end = error.message));
  child.once('exit', (exit, signal) => (end = `it ended with ${exit ?? signal}: ${said.trim()}`));
  return { ended: () => end };
}

/** Waits until a supervisor has completed so many ticks, has ended, or time is up. */
export async function waitForTicks(
  context: OpsContext,
  count: number,
  withinMs: number,
  { ended }: BackgroundSupervisor,
): Promise<{ readonly completed: number; readonly run: string | null; readonly why: string }> {
  let run: string | null = null;
  for (let waited = 0; ; waited += POLL_MS) {
    const asked = await askSupervisor(context);
    if (asked.running) run = asked.run;
    const path = run === null ? undefined : join(context.places.supervisor, run);
    const completed = path === undefined ? 0 : listTicks(path, context.clock.now()).ticks.length;
    const why = ended() ?? (waited >= withinMs ? `no more ticks within ${withinMs} ms` : '');
    if (completed >= count) return { completed, run, why: '' };
    if (why !== '' || context.io.signal.aborted) return { completed, run, why };
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
