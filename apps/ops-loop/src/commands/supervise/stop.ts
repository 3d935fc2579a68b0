import type { OpsContext } from '../../context.js';
import type { OpsOutcome } from '../../outcome.js';
import { findStopTarget, stopSupervisor } from '../../supervisor/stop-supervisor.js';

/** Stops the supervisor, waits until it is gone; fine as well when there is none. */
export async function superviseStop(context: OpsContext): Promise<OpsOutcome> {
  if (context.settings.dryRun) {
    const { was, target } = await findStopTarget(context);
    const pid = target && was !== 'absent' ? { pid: target.supervisor.pid } : {};
    return { ok: true, run: target?.run ?? null, facts: { dry_run: true, was, ...pid } };
  }
  const { target, was, how, survivors } = await stopSupervisor(context);
  const facts = { was, how, ...(target && was !== 'absent' && { pid: target.supervisor.pid }) };
  const run = target?.run ?? null;
  if (survivors.length === 0) return { ok: true, run, facts };
  return {
    ok: false,
    reason: 'survivors',
    run,
    facts,
    data: { survivors },
    error: {
      code: 'STOP_NOT_PROVED',
      message: 'the supervisor was told to stop, and is not gone',
      found: survivors.join('; '),
      expected: 'no process, no socket that answers',
    },
  };
}
