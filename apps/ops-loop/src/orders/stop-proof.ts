import { performance } from 'node:perf_hooks';
import type { OpsContext } from '../context.js';
import type { Job } from '../job-table.js';
import { listRuns } from '../runs/find-runs.js';
import { listTicks } from '../runs/list-ticks.js';
import type { ServiceManager } from '../services/service-port.js';
import { findStopTarget, survivorsOf, type StopTarget } from '../supervisor/stop-supervisor.js';
import { livingProcessOf } from './soak-lock.js';
import { jobsLeft } from './stop-jobs.js';
import type { StopProof } from './stop-report.js';

/** The least time without a tick that shows that nothing ticks. */
const STILL_MS_MIN = 30_000;
const POLL_MS = 250;

/** What is to be shown to stand still. */
export interface ProofRequest {
  readonly manager: ServiceManager;
  readonly jobs: readonly Job[];
  /** The supervisor that was stopped; undefined when there was none. */
  readonly target: StopTarget | undefined;
  /** Leaves out the wait. */
  readonly isQuick: boolean;
  /** The soak that calls is still there, and ends last. */
  readonly isBySoak: boolean;
}

/** The newest run with its newest tick: whatever ticks changes it. */
function newestTick(context: OpsContext): string {
  const run = listRuns(context).runs.at(-1);
  if (!run) return 'none';
  return `${run.name}/${listTicks(run.path, context.clock.now()).ticks.at(-1)?.name ?? 'none'}`;
}

/** Waits; undefined when nothing ticked meanwhile, else what did. */
async function watchStillness(context: OpsContext, forMs: number): Promise<string | undefined> {
  const before = newestTick(context);
  const untilMs = performance.now() + forMs;
  for (;;) {
    context.io.throwIfInterrupted();
    const now = newestTick(context);
    if (now !== before) return `a tick after the stop: ${now}`;
    if (performance.now() >= untilMs) return undefined;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Orders that are still under way, in words. */
function ordersLeft({ places }: OpsContext, isBySoak: boolean): readonly string[] {
  const locks = { cycle: places.cycleLock, ...(!isBySoak && { soak: places.soakLock }) };
  return Object.entries(locks).flatMap(([order, lock]) => {
    const holder = livingProcessOf(lock);
    return holder ? [`${order} pid ${holder.pid}`] : [];
  });
}

/** Looks at the world once everything was told to stop; what was told counts for nothing here. */
export async function proveStopped(
  context: OpsContext,
  { manager, jobs, target, isQuick, isBySoak }: ProofRequest,
): Promise<{ readonly proof: StopProof; readonly survivors: readonly string[] }> {
  const intervalMs = target?.intervalMs ?? 0;
  const stillMs = isQuick ? 0 : Math.max(2 * intervalMs, STILL_MS_MIN);
  const moved = isQuick ? undefined : await watchStillness(context, stillMs);
  // After the wait, so that what started meanwhile is seen.
  const found = await findStopTarget(context);
  const left = [
    ...new Set([
      ...(target ? await survivorsOf(context, target) : []),
      ...(found.was !== 'absent' && found.target ? await survivorsOf(context, found.target) : []),
      ...ordersLeft(context, isBySoak),
      ...(found.was === 'hung' ? ['somebody listens at the socket'] : []),
    ]),
  ];
  const loaded = jobsLeft(manager, jobs);
  const has = (words: string) => left.some((line) => line.includes(words));
  return {
    proof: {
      socket_gone: !has('socket'),
      pid_gone: !has('supervisor pid'),
      group_empty: !has('in the group'),
      jobs_unloaded: loaded.length === 0,
      no_new_tick_for_s: moved === undefined ? stillMs / 1000 : 0,
      skipped: isQuick,
    },
    survivors: [...left, ...loaded, ...(moved === undefined ? [] : [moved])],
  };
}
