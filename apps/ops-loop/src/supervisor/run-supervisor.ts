import { isAssayError, seededRandom } from '@assay/core';
import { safeLine } from '@assay/cli';
import type { OpsContext } from '../context.js';
import type { OpsOutcome } from '../outcome.js';
import type { RunRecord } from '../records/run-state.js';
import { clearUnfinished } from '../tick/clear-unfinished.js';
import { recover } from './recover.js';
import { firstState, newRunName, newRunRecord, openRun, type RunPlan } from './run-folder.js';
import { RunWriter } from './run-writer.js';
import { Supervisor } from './supervise.js';
import { takeSupervisorLock, type SupervisorLock } from './supervisor-lock.js';
import { sealedTick, tickCommand } from './tick-command.js';
import { startTick } from './tick-process.js';
import { realTimebase } from './timebase.js';

/** What a supervisor is told beyond its plan. */
export interface SupervisorRequest extends RunPlan {
  /** Ends after so many ticks; Infinity for never. */
  readonly ticksMax: number;
}

/** Aborted by the tool's own signal or over the socket. */
function stopSignal({ io }: OpsContext): {
  readonly signal: AbortSignal;
  readonly stop: () => void;
} {
  const asked = new AbortController();
  const stop = () => asked.abort();
  if (io.signal.aborted) stop();
  else io.signal.addEventListener('abort', stop, { once: true });
  return { signal: asked.signal, stop };
}

function clearQuietly(context: OpsContext, runPath: string): void {
  try {
    clearUnfinished(context.files(), [runPath], context.clock.now());
  } catch (error) {
    // A full disk may refuse even this; the next start clears as well.
    if (!isAssayError(error)) throw error;
  }
}

function outcomeOf(supervisor: Supervisor, run: string, isLost: boolean): OpsOutcome {
  const { ticks, failures, notReady } = supervisor.counts;
  const facts = {
    ticks,
    not_ready: notReady,
    failed: failures,
    missed: supervisor.state.missed_ticks,
  };
  if (!isLost) return { ok: true, run, facts: { ...facts, run } };
  return {
    ok: false,
    reason: 'socket_lost',
    run,
    facts: { ...facts, run },
    error: {
      code: 'OPS_GATE_RED',
      message: 'the socket of the supervisor was removed: nobody could ask or stop it any more',
      found: 'another file, or none, where the socket was',
      expected: 'the socket that this process listens at',
    },
  };
}

interface Started {
  readonly lock: SupervisorLock;
  readonly signal: AbortSignal;
  readonly record: RunRecord;
}

/** Makes the run folder, clears up after the dead and tells the journal. */
function startSupervisor(
  context: OpsContext,
  { timeoutMs, ticksMax }: SupervisorRequest,
  { lock, signal, record }: Started,
): Supervisor {
  const { clock, io } = context;
  const recovered = recover(context);
  const run = openRun(context, record, firstState(record));
  const writer = new RunWriter(context.files(), run.path, clock);
  writer.event('started', { ...record });
  if (lock.takenOver !== undefined) writer.event('taken_over', { holder: lock.takenOver });
  if (recovered) writer.event('recovered', recovered);
  return new Supervisor(firstState(record), {
    timebase: realTimebase(clock),
    writer,
    signal,
    chance: seededRandom(run.name),
    ticksMax,
    start: (tick) => startTick(tickCommand(context, run.path, tick, timeoutMs), signal),
    sealed: (tick) => sealedTick(run.path, tick),
    clear: () => clearQuietly(context, run.path),
    isReachable: () => lock.isReachable(),
    report: ({ seq, status }, detail) =>
      io.say(`tick ${seq} ${status}${detail === '' ? '' : `: ${safeLine(detail)}`}`),
  });
}

/** Takes the place, clears up after the dead, ticks until it is told to stop, leaves a final state. */
export async function runSupervisor(
  context: OpsContext,
  request: SupervisorRequest,
): Promise<OpsOutcome> {
  const { signal, stop } = stopSignal(context);
  let record = newRunRecord(context, '', request);
  let supervisor: Supervisor | undefined;
  const lock = await takeSupervisorLock(context, () => {
    // Only now nobody else makes a run, so that this one is the newest.
    record = newRunRecord(context, newRunName(context), request);
    return (question) => {
      if (question === 'stop') stop();
      return { run: record.run, state: supervisor?.state ?? firstState(record) };
    };
  });
  try {
    supervisor = startSupervisor(context, request, { lock, signal, record });
    const { pid, run } = record;
    context.io.say(`supervisor pid ${pid}, run ${run}, a tick every ${request.intervalMs} ms`);
    const why = await supervisor.run();
    supervisor.finish();
    return outcomeOf(supervisor, run, why === 'unreachable');
  } finally {
    await lock.release();
  }
}
