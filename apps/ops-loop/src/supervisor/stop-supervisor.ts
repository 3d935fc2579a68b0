import { performance } from 'node:perf_hooks';
import { isAssayError } from '@assay/core';
import type { OpsContext } from '../context.js';
import { readRunState } from '../records/read-run.js';
import type { RunState } from '../records/run-state.js';
import { listRuns } from '../runs/find-runs.js';
import { askSupervisor } from './ask-supervisor.js';
import { askSocket } from './control-socket.js';
import {
  groupMembers,
  isSameAlive,
  signalGroup,
  signalProcess,
  type KnownProcess,
} from './process-group.js';
import { socketPlace } from './socket-place.js';

/** A supervisor promises to be gone five seconds after it was told; then it is killed. */
export const STOP_GRACE_MS = 6_000;
const KILL_GRACE_MS = 3_000;
const POLL_MS = 25;
const ASK_MS = 250;

/** What is, or was, there to stop. */
export interface StopTarget {
  readonly run: string;
  /** The supervisor's process; empty start time when it could not be read. */
  readonly supervisor: KnownProcess;
  /** The tick that was under way when we looked. */
  readonly tick: KnownProcess | null;
  readonly intervalMs: number;
}

/** What came of stopping. */
export interface StopResult {
  /** Undefined: nobody was there. */
  readonly target: StopTarget | undefined;
  readonly was: 'running' | 'hung' | 'dead' | 'absent';
  /** `asked` when it ended by itself. */
  readonly how: 'nothing' | 'asked' | 'killed';
  /** What is still there, in words; empty when all of it is gone. */
  readonly survivors: readonly string[];
}

function targetOf(run: string, state: RunState): StopTarget {
  const { pid, pid_start, in_flight, interval_ms } = state;
  const tick = in_flight && { pid: in_flight.pid, pid_start: in_flight.pid_start };
  return { run, supervisor: { pid, pid_start }, tick, intervalMs: interval_ms };
}

/** The process of the newest run, when it still lives and cannot be asked. */
function lastTarget(context: OpsContext): StopTarget | undefined {
  const newest = listRuns(context).runs.at(-1);
  if (!newest) return undefined;
  try {
    return targetOf(newest.name, readRunState(newest.path));
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** Looks for a supervisor: by its socket, else by what the newest run says of itself. */
export async function findStopTarget(
  context: OpsContext,
): Promise<{ readonly was: StopResult['was']; readonly target: StopTarget | undefined }> {
  const asked = await askSupervisor(context);
  if (asked.running) return { was: 'running', target: targetOf(asked.run, asked.state) };
  const target = lastTarget(context);
  if (asked.isHeld) return { was: 'hung', target };
  if (target === undefined) return { was: 'absent', target };
  const isAlive = isSameAlive(target.supervisor) || isTickAlive(target);
  return isAlive ? { was: 'dead', target } : { was: 'absent', target };
}

function isTickAlive({ tick }: StopTarget): boolean {
  return tick !== null && isSameAlive(tick);
}

/** What of a target is still there, in words for people. */
export async function survivorsOf(
  context: OpsContext,
  { supervisor, tick }: StopTarget,
): Promise<readonly string[]> {
  const members = tick !== null && mayBeOurs(tick) ? groupMembers(tick.pid) : [];
  const reply = await askSocket(socketPlace(context.places).path, 'status', ASK_MS);
  return [
    ...(isSameAlive(supervisor) ? [`supervisor pid ${supervisor.pid}`] : []),
    ...members.map((pid) => `pid ${pid} in the group of tick ${tick?.pid}`),
    // The file of a dead process stays where it is; that nobody listens is what counts.
    ...(reply.kind === 'nobody' ? [] : ['somebody listens at the socket']),
  ];
}

/** False when the number was given to another process since. */
function mayBeOurs(tick: KnownProcess): boolean {
  return isSameAlive(tick) || !isSameAlive({ pid: tick.pid, pid_start: '' });
}

/** Asks again and again until nothing is left, or time is up. */
async function waitGone(
  context: OpsContext,
  target: StopTarget,
  withinMs: number,
): Promise<readonly string[]> {
  const untilMs = performance.now() + withinMs;
  for (;;) {
    const survivors = await survivorsOf(context, target);
    if (survivors.length === 0 || performance.now() >= untilMs) return survivors;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** KILL for a supervisor and its tick; a tick that began since is in the state that it left. */
function killAll(context: OpsContext, { run, supervisor, tick }: StopTarget): void {
  // First the supervisor, so that it begins no further tick.
  if (isSameAlive(supervisor)) signalProcess(supervisor.pid, 'SIGKILL');
  const last = lastTarget(context);
  for (const one of [tick, last?.run === run ? last.tick : null]) {
    if (one && mayBeOurs(one)) signalGroup(one.pid, 'SIGKILL');
  }
}

/**
 * Stops the supervisor and waits until it is gone: asked over its socket, by TERM when it does not
 * listen, by KILL to it and to its tick's group when it does not end in time. Changes nothing where
 * nobody is there.
 */
export async function stopSupervisor(context: OpsContext): Promise<StopResult> {
  const { was, target } = await findStopTarget(context);
  if (was === 'absent') return { target, was, how: 'nothing', survivors: [] };
  if (target === undefined) {
    const survivors = ['somebody listens at the socket, and no run says which process it is'];
    return { target, was, how: 'nothing', survivors };
  }
  if (was === 'running') await askSupervisor(context, 'stop');
  else if (isSameAlive(target.supervisor)) signalProcess(target.supervisor.pid, 'SIGTERM');
  // A dead supervisor ends nothing any more: its tick is ended at once.
  const graceMs = isSameAlive(target.supervisor) ? STOP_GRACE_MS : 0;
  let survivors = await waitGone(context, target, graceMs);
  if (survivors.length === 0) return { target, was, how: 'asked', survivors };
  killAll(context, target);
  survivors = await waitGone(context, target, KILL_GRACE_MS);
  return { target, was, how: 'killed', survivors };
}
