import { join } from 'node:path';
import { AssayError } from '@assay/core';
import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { listRuns, type RunFolder } from '../../runs/find-runs.js';
import { chooseRun } from '../../runs/find-runs.js';
import { listTicks, parseTickName } from '../../runs/list-ticks.js';
import { askSupervisor } from '../../supervisor/ask-supervisor.js';
import { busyError } from '../../supervisor/busy-error.js';
import { openSingleRun } from '../../supervisor/run-folder.js';
import { takeTick } from '../../tick/take-tick.js';
import { tickName } from '../../tick/tick-name.js';
import { endWithParent, forgetParent } from '../../tick/watch-parent.js';

/** The run that a tick by hand goes to: the one named, else the newest, else a new one. */
function runOf(context: OpsContext): RunFolder {
  if (context.outDir === undefined && listRuns(context).runs.length === 0) {
    return openSingleRun(context);
  }
  const run = chooseRun(context);
  if (context.files().exists(join(run.path, 'run.json'))) return run;
  throw new AssayError('OPS_NO_RUN', `${run.name} is no run of a supervisor`, {
    place: { file: run.path },
    found: 'no run.json there',
    expected: 'a run folder below out/ops/online_readiness_supervisor',
  });
}

/**
 * One sealed tick. By hand it is refused while a supervisor ticks: two that count the ticks of one run
 * would use a number twice.
 *
 * @param as - The name that the supervisor has chosen; only it says so, and it ends with it.
 */
export async function tick(context: OpsContext, as: string | undefined): Promise<OpsOutcome> {
  if (as !== undefined) {
    if (!parseTickName(as) || context.outDir === undefined) {
      throw new AssayError('OPS_SETTING_INVALID', 'a supervised tick needs its name and its run', {
        found: `--as ${as}`,
        expected: 'a name tick_<TS>_<seq6>, and --out-dir',
      });
    }
    endWithParent();
    const outcome = await takeTick(context, chooseRun(context), as);
    forgetParent();
    return outcome;
  }
  const asked = await askSupervisor(context);
  if (asked.running) throw busyError(asked);
  const run = runOf(context);
  const nowMs = context.clock.now();
  const last = Math.max(0, ...listTicks(run.path, nowMs).ticks.map(({ seq }) => seq));
  return takeTick(context, run, tickName(nowMs, last + 1));
}
