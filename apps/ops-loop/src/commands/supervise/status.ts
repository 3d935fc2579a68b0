import { isAssayError } from '@assay/core';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { readRunState } from '../../records/read-run.js';
import type { RunState } from '../../records/run-state.js';
import { listRuns } from '../../runs/find-runs.js';
import { askSupervisor } from '../../supervisor/ask-supervisor.js';

function factsOf(run: string, state: RunState) {
  return {
    phase: state.phase,
    pid: state.pid,
    run,
    ticks: state.seq,
    failures: state.consecutive_failures,
    missed: state.missed_ticks,
    last_tick: state.last_completed?.tick ?? 'none',
  };
}

/** What the newest run says that nobody is at work on any more. */
function lastKnown(
  context: OpsContext,
): { readonly run: string; readonly state: RunState } | undefined {
  const newest = listRuns(context).runs.at(-1);
  if (!newest) return undefined;
  try {
    return { run: newest.name, state: readRunState(newest.path) };
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** Asks the living supervisor; without one, what the newest run last said of itself. */
export async function superviseStatus(context: OpsContext): Promise<OpsOutcome> {
  const asked = await askSupervisor(context);
  if (asked.running) {
    const facts = { state: 'running', ...factsOf(asked.run, asked.state) };
    return { ok: true, run: asked.run, facts, data: { state: { ...asked.state } } };
  }
  const last = lastKnown(context);
  // Its own last word may be "running": then it was killed.
  const word = asked.isHeld ? 'hung' : !last || last.state.phase === 'stopped' ? 'stopped' : 'dead';
  return {
    ok: false,
    reason: asked.isHeld ? 'not_answering' : 'not_running',
    run: last?.run ?? null,
    facts: { state: word, ...(last && factsOf(last.run, last.state)) },
    ...(last && { data: { state: { ...last.state } } }),
    error: {
      code: 'OPS_NOT_RUNNING',
      message: 'no supervisor answers in this workspace',
      found: asked.why,
      expected: 'a supervisor that answers at its socket',
    },
    next: ['ops-loop supervise run --arm'],
  };
}
