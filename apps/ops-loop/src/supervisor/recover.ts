import { isAssayError } from '@assay/core';
import type { JsonValue } from '@assay/cli';
import { nodeProcessInfo } from '@assay/workspace';
import type { OpsContext } from '../context.js';
import { readRunState } from '../records/read-run.js';
import type { RunState } from '../records/run-state.js';
import { listRuns, type RunFolder } from '../runs/find-runs.js';
import { clearUnfinished } from '../tick/clear-unfinished.js';
import { groupMembers, isSameAlive, signalGroup } from './process-group.js';

/** Runs that are looked at for half-made ticks; older ones were looked at when they were new. */
const RUNS_LOOKED_AT = 8;

function stateOf(run: RunFolder): RunState | undefined {
  try {
    return readRunState(run.path);
  } catch (error) {
    if (isAssayError(error)) return undefined;
    throw error;
  }
}

/** Ends a tick that outlived its supervisor; only the very process that the state names. */
function endOrphan({ in_flight: tick, boot_id }: RunState): readonly number[] {
  if (tick === null || boot_id !== nodeProcessInfo().identity().boot_id) return [];
  if (!isSameAlive(tick)) return [];
  const members = groupMembers(tick.pid);
  if (members.length > 0) signalGroup(tick.pid, 'SIGKILL');
  return members;
}

/**
 * Clears up after a supervisor that was killed: ends its tick, removes half-made ticks. Call with the
 * supervisor's place taken. The dead run's own records stay as they are.
 *
 * @returns What there was to clear, for the journal; undefined when the last run had ended well.
 */
export function recover(context: OpsContext): { readonly [key: string]: JsonValue } | undefined {
  const runs = listRuns(context).runs.slice(-RUNS_LOOKED_AT);
  const last = runs.at(-1);
  const state = last && stateOf(last);
  const killed = state && state.phase !== 'stopped' ? endOrphan(state) : [];
  const cleared = clearUnfinished(
    context.files(),
    [context.places.supervisor, ...runs.map(({ path }) => path)],
    context.clock.now(),
  );
  if (last === undefined) return undefined;
  const phase = state?.phase ?? 'unreadable';
  if (phase === 'stopped' && cleared.length === 0) return undefined;
  return { run: last.name, phase, seq: state?.seq ?? null, killed, cleared };
}
